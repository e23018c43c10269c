/** Accepted changes: the former state of each file, with undo. */
import type { ReactElement } from 'react';
import type { AcceptedChange } from '../../src-main/contract/library/verification.ts';
import { useDecide } from '../api/verifying.ts';
import { Button } from '../design/Button.tsx';
import { Fold } from '../design/Fold.tsx';
import { useFormat } from '../i18n/format.ts';
import { useText } from '../i18n/use-text.ts';
import { errorSentence } from '../shell/error-sentence.ts';
import { useToasts } from '../shell/toast-store.ts';
import { baseName } from '../sidebar/source-name.ts';
import styles from './Verifying.module.css';
import { stateText } from './verify-text.ts';

export function AcceptedList({ changes }: { readonly changes: readonly AcceptedChange[] }): ReactElement {
  const t = useText();
  return (
    <Fold title={t('verify.accepted-list', { count: changes.length })}>
      <ul className={styles.files}>
        {changes.map((change) => (
          <Entry key={change.fileId} change={change} />
        ))}
      </ul>
    </Fold>
  );
}

function Entry({ change }: { readonly change: AcceptedChange }): ReactElement {
  const t = useText();
  const format = useFormat();
  const say = useToasts((state) => state.say);
  const fail = useToasts((state) => state.fail);
  const { mutate, isPending } = useDecide();
  const name = baseName(change.entry ?? change.path);
  const takeBack = (): void =>
    mutate(
      { set: 'take-back', fileIds: [change.fileId] },
      { onSuccess: () => say(t('verify.taken-back', { name })), onError: (error) => fail(errorSentence(t, error)) },
    );
  return (
    <li className={styles.file} aria-label={name}>
      <h4 className={styles.name}>{name}</h4>
      <p className={styles.quiet}>{t('verify.accepted-at', { date: format.moment(change.acceptedAt) })}</p>
      <p className={styles.quiet}>{t('verify.file.was', { state: stateText(t, format, change.before) })}</p>
      <p className={styles.quiet}>{t('verify.file.is', { state: stateText(t, format, change.now) })}</p>
      <div className={styles.actions}>
        <Button
          size="small"
          isDisabled={isPending}
          aria-label={t('verify.of', { action: t('verify.take-back'), name })}
          onPress={takeBack}
        >
          {t('verify.take-back')}
        </Button>
      </div>
    </li>
  );
}
