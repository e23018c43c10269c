/** Before a source is removed: exactly what goes, and what stays. */
import { type ReactElement, useState } from 'react';
import type { SourceInfo } from '../../src-main/contract/library.ts';
import { Button } from '../design/Button.tsx';
import { Dialog } from '../design/Dialog.tsx';
import { useText } from '../i18n/use-text.ts';
import { baseName } from '../sidebar/source-name.ts';
import styles from './SourceDialogs.module.css';
import type { SourceActions } from './use-source-actions.ts';

export interface SourceDialogProps {
  /** Null: nothing is asked. */
  readonly source: SourceInfo | null;
  readonly actions: SourceActions;
  readonly onClose: () => void;
}

export function RemoveDialog({ source, actions, onClose }: SourceDialogProps): ReactElement {
  const t = useText();
  const shown = useLast(source);
  const remove = async (): Promise<void> => {
    if (source && (await actions.remove(source))) onClose();
  };
  return (
    <Dialog
      isOpen={source !== null}
      onClose={onClose}
      title={t('sources.remove.title', { name: baseName(shown?.path ?? '') })}
      closeLabel={t('app.close')}
      role="alertdialog"
      actions={
        <>
          <Button onPress={onClose}>{t('app.cancel')}</Button>
          <Button variant="danger" isDisabled={actions.isBusy} onPress={() => void remove()}>
            {t('sources.remove.confirm')}
          </Button>
        </>
      }
    >
      <ul className={styles.points}>
        <li>{t('sources.remove.files')}</li>
        <li>{t('sources.remove.generations', { count: shown?.generations ?? 0 })}</li>
        <li>{t('sources.remove.edits')}</li>
      </ul>
    </Dialog>
  );
}

/** The last source that was asked about: a dialog on its way out still shows it. */
export function useLast(source: SourceInfo | null): SourceInfo | null {
  const [last, setLast] = useState(source);
  if (source && source !== last) setLast(source);
  return source ?? last;
}
