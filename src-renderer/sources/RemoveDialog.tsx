/** Asks before a source is removed, and lists what is removed and what stays. */
import type { ReactElement } from 'react';
import { Button } from '../design/Button.tsx';
import { Dialog } from '../design/Dialog.tsx';
import { useText } from '../i18n/use-text.ts';
import { baseName } from '../sidebar/source-name.ts';
import styles from './SourceDialogs.module.css';
import { Refused, type SourceDialogProps, useAsking, useLast } from './source-dialog.tsx';

export function RemoveDialog({ source, actions, onClose }: SourceDialogProps): ReactElement {
  const t = useText();
  const shown = useLast(source);
  const asking = useAsking(onClose);
  return (
    <Dialog
      isOpen={source !== null}
      onClose={asking.stop}
      title={t('sources.remove.title', { name: baseName(shown?.path ?? '') })}
      closeLabel={t('app.close')}
      role="alertdialog"
      actions={
        <>
          <Button onPress={asking.stop}>{t('app.cancel')}</Button>
          <Button
            variant="danger"
            isDisabled={actions.isBusy}
            onPress={() => source && void asking.ask(() => actions.remove(source))}
          >
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
      <Refused refusal={asking.refusal} />
    </Dialog>
  );
}
