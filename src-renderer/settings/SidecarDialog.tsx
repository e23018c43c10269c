/** Into which folder the XMP sidecars go, where there is no dialog of the system. */
import { type ReactElement, useState } from 'react';
import { Button } from '../design/Button.tsx';
import { Dialog } from '../design/Dialog.tsx';
import { useText } from '../i18n/use-text.ts';
import { FolderChooser } from '../import/FolderChooser.tsx';
import styles from './SettingsScreen.module.css';

export interface SidecarDialogProps {
  readonly isOpen: boolean;
  readonly onClose: () => void;
  readonly onChoose: (directory: string) => void;
}

export function SidecarDialog({ isOpen, onClose, onChoose }: SidecarDialogProps): ReactElement {
  const t = useText();
  const [path, setPath] = useState<string | null>(null);
  return (
    <Dialog
      isOpen={isOpen}
      onClose={onClose}
      title={t('words.sidecars-title')}
      closeLabel={t('app.close')}
      size="large"
      actions={
        <>
          <Button onPress={onClose}>{t('app.cancel')}</Button>
          <Button variant="primary" isDisabled={path === null} onPress={() => path !== null && onChoose(path)}>
            {t('words.write')}
          </Button>
        </>
      }
    >
      <p className={styles.note}>{t('words.sidecars-note')}</p>
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
