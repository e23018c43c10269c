/** The target folder: a typed path or a chosen folder, and the reason when it cannot be used. */
import { type ReactElement, useState } from 'react';
import type { ExportPlan } from '../../src-main/contract/items/export.ts';
import { Button } from '../design/Button.tsx';
import { TextField } from '../design/TextField.tsx';
import { failureText } from '../i18n/server-messages.ts';
import { useText } from '../i18n/use-text.ts';
import { FolderDialog } from '../settings/FolderDialog.tsx';
import { desktopBridge } from '../shell/bridge.ts';
import styles from './ExportDialog.module.css';
import { newFolderIn } from './new-folder.ts';

export interface FolderFieldProps {
  readonly value: string;
  readonly refusal: ExportPlan['refusal'];
  readonly onChange: (path: string) => void;
}

/** Refusals that a new folder inside the chosen one resolves. */
const IS_TAKEN: ReadonlySet<string> = new Set(['export-not-empty', 'export-exists']);

export function FolderField({ value, refusal, onChange }: FolderFieldProps): ReactElement {
  const t = useText();
  const [isChoosing, setChoosing] = useState(false);
  const choose = async (): Promise<void> => {
    const bridge = desktopBridge();
    if (!bridge) return setChoosing(true);
    const chosen = await bridge.chooseFolder();
    if (chosen !== null) onChange(chosen);
  };
  return (
    <div className={styles.folder}>
      <div className={styles.path}>
        <TextField
          label={t('export.folder')}
          placeholder={t('export.folder-hint')}
          value={value}
          onChange={onChange}
          error={refusal && failureText(t, refusal)}
        />
        <Button onPress={() => void choose()}>{t('export.choose')}</Button>
      </div>
      {refusal !== null && IS_TAKEN.has(refusal.code) && (
        <Button size="small" onPress={() => onChange(newFolderIn(value.trim(), new Date()))}>
          {t('export.new-folder')}
        </Button>
      )}
      <FolderDialog
        isOpen={isChoosing}
        title={t('export.choose-title')}
        note={t('export.choose-note')}
        action={t('export.choose-this')}
        onClose={() => setChoosing(false)}
        onChoose={(chosen) => {
          setChoosing(false);
          onChange(chosen);
        }}
      />
    </div>
  );
}
