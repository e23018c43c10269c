/** Asks before a bulk edit of a search that was only partly understood. */
import type { ReactElement } from 'react';
import { Button } from '../../design/Button.tsx';
import { Dialog } from '../../design/Dialog.tsx';
import { type Text, useText } from '../../i18n/use-text.ts';
import { answerDoubt, type Doubt, useConfirm } from './confirm-store.ts';

export function ConfirmDialog(): ReactElement {
  const t = useText();
  const { doubt, answer } = useConfirm();
  const stop = (): void => answerDoubt(false);
  return (
    <Dialog
      isOpen={answer !== null}
      onClose={stop}
      title={t('gallery.mistake.title')}
      closeLabel={t('app.close')}
      size="small"
      role="alertdialog"
      actions={
        <>
          <Button onPress={stop}>{t('app.cancel')}</Button>
          <Button variant="primary" onPress={() => answerDoubt(true)}>
            {t('confirm.go-on', { count: doubt?.count ?? 0 })}
          </Button>
        </>
      }
    >
      {doubt && (
        <p>
          {t('confirm.not-understood', { word: doubt.word })} {consequence(t, doubt)}
        </p>
      )}
    </Dialog>
  );
}

function consequence(t: Text, { change, count }: Doubt): string {
  switch (change.set) {
    case 'tag-add':
      return t('confirm.tag', { count, tag: change.tag });
    case 'tag-remove':
      return t('confirm.untag', { count, tag: change.tag });
    case 'rating':
      return t('confirm.rate', { count });
    default:
      return t('confirm.change', { count });
  }
}
