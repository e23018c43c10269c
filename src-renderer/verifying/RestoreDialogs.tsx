/** The dialogs of restoring: the folder, and a confirmation when it is inside a source. */
import type { ReactElement } from 'react';
import { Button } from '../design/Button.tsx';
import { Dialog } from '../design/Dialog.tsx';
import { useText } from '../i18n/use-text.ts';
import { FolderDialog } from '../settings/FolderDialog.tsx';
import type { Restoring } from './use-restoring.ts';

export function RestoreDialogs({ restoring }: { readonly restoring: Restoring }): ReactElement {
  const t = useText();
  const { choosing, inside, choose, confirm, stop } = restoring;
  return (
    <>
      <FolderDialog
        isOpen={choosing !== null}
        title={t('verify.restore.title')}
        note={t('verify.restore.note')}
        action={t('verify.restore.this')}
        onClose={stop}
        onChoose={choose}
      />
      <Dialog
        isOpen={inside !== null}
        onClose={stop}
        title={t('verify.restore.inside.title')}
        closeLabel={t('app.close')}
        size="small"
        role="alertdialog"
        actions={
          <>
            <Button onPress={stop}>{t('app.cancel')}</Button>
            <Button variant="primary" onPress={confirm}>
              {t('verify.restore.inside.confirm')}
            </Button>
          </>
        }
      >
        <p>{t('verify.restore.inside.text', { path: inside ?? '' })}</p>
      </Dialog>
    </>
  );
}
