/** Chooses a folder to write into, in a browser, which has no system dialog. */
import { type ReactElement, useState } from 'react';
import { Button } from '../design/Button.tsx';
import { Dialog } from '../design/Dialog.tsx';
import { useText } from '../i18n/use-text.ts';
import { FolderChooser } from '../import/choose/FolderChooser.tsx';
import styles from './SettingsScreen.module.css';

export interface FolderDialogProps {
  readonly title: string;
  readonly note: string;
  /** The label of the button. */
  readonly action: string;
  readonly isOpen: boolean;
  readonly onClose: () => void;
  readonly onChoose: (directory: string) => void;
}

export function FolderDialog({ title, note, action, isOpen, onClose, onChoose }: FolderDialogProps): ReactElement {
  const t = useText();
  const [path, setPath] = useState<string | null>(null);
  return (
    <Dialog
      isOpen={isOpen}
      onClose={onClose}
      title={title}
      closeLabel={t('app.close')}
      size="large"
      actions={
        <>
          <Button onPress={onClose}>{t('app.cancel')}</Button>
          <Button variant="primary" isDisabled={path === null} onPress={() => path !== null && onChoose(path)}>
            {action}
          </Button>
        </>
      }
    >
      <p className={styles.note}>{note}</p>
      <FolderChooser
        choosing={{
          mode: 'one',
          paths: path === null ? [] : [path],
          add: (paths) => setPath(paths.at(-1) ?? null),
          remove: () => setPath(null),
        }}
      />
      {path !== null && <p className={styles.chosen}>{path}</p>}
    </Dialog>
  );
}
