/** Originals that differ from the catalog: both states of each, and the possible decisions. */
import type { ReactElement } from 'react';
import type { FixityDecision, TroubledFile } from '../../src-main/contract/library/verification.ts';
import { useDecide } from '../api/verifying.ts';
import { Button } from '../design/Button.tsx';
import { useFormat } from '../i18n/format.ts';
import { problemText } from '../i18n/server-messages.ts';
import { useText } from '../i18n/use-text.ts';
import { errorSentence } from '../shell/error-sentence.ts';
import { useToasts } from '../shell/toast-store.ts';
import { baseName } from '../sidebar/source-name.ts';
import { useView } from '../state/store.ts';
import { RestoreDialogs } from './RestoreDialogs.tsx';
import { useRestoring } from './use-restoring.ts';
import styles from './Verifying.module.css';
import { stateText } from './verify-text.ts';

export function TroubleList({
  files,
  total,
}: {
  readonly files: readonly TroubledFile[];
  readonly total: number;
}): ReactElement {
  const t = useText();
  const restoring = useRestoring();
  return (
    <>
      <h3 className={styles.subTitle}>{t('verify.list', { count: total })}</h3>
      <ul className={styles.files} aria-label={t('verify.list', { count: total })}>
        {files.map((file) => (
          <Entry key={file.fileId} file={file} onRestore={restoring.begin} />
        ))}
      </ul>
      {total > files.length && <p className={styles.quiet}>{t('verify.list.more', { count: total - files.length })}</p>}
      <RestoreDialogs restoring={restoring} />
    </>
  );
}

interface EntryProps {
  readonly file: TroubledFile;
  readonly onRestore: (file: TroubledFile) => void;
}

function Entry({ file, onRestore }: EntryProps): ReactElement {
  const t = useText();
  const search = useView((state) => state.search);
  const name = baseName(file.entry ?? file.path);
  const of = (action: string): string => t('verify.of', { action, name });
  const canRestore = file.elsewhere > 0 && (file.outcome === 'changed' || file.outcome === 'missing');
  return (
    <li className={styles.file} aria-label={name}>
      <h4 className={styles.name}>{name}</h4>
      <p className={styles.path}>{file.entry === null ? file.path : `${file.path} → ${file.entry}`}</p>
      <Condition file={file} />
      <div className={styles.actions}>
        <Decisions file={file} name={name} />
        {canRestore && (
          <Button size="small" aria-label={of(t('verify.restore'))} onPress={() => onRestore(file)}>
            {t('verify.restore')}
          </Button>
        )}
        {file.rowid !== null && file.change?.known.sha256 && (
          <Button
            size="small"
            variant="quiet"
            aria-label={of(t('verify.show'))}
            onPress={() => search(`id:sha256:${file.change?.known.sha256}`)}
          >
            {t('verify.show')}
          </Button>
        )}
      </div>
    </li>
  );
}

/** The condition of a file, in one to three lines. */
function Condition({ file: { outcome, change, elsewhere } }: { readonly file: TroubledFile }): ReactElement {
  const t = useText();
  const format = useFormat();
  const copies = <p className={styles.quiet}>{t('verify.file.copies', { count: elsewhere })}</p>;
  if (change) {
    const { seenAt, leftAt, known, now } = change;
    return (
      <>
        <p className={leftAt === null ? styles.warning : styles.quiet}>
          {leftAt === null
            ? t('verify.file.changed', { date: format.moment(seenAt) })
            : t('verify.file.left', { date: format.moment(leftAt) })}
        </p>
        <p className={styles.quiet}>{t('verify.file.was', { state: stateText(t, format, known) })}</p>
        <p className={styles.quiet}>{t('verify.file.is', { state: stateText(t, format, now) })}</p>
        {copies}
      </>
    );
  }
  if (outcome === 'intact' || outcome === 'changed') return copies;
  return (
    <>
      <p className={styles.warning}>{t(`verify.file.${outcome}`)}</p>
      {copies}
    </>
  );
}

function Decisions({ file, name }: { readonly file: TroubledFile; readonly name: string }): ReactElement | null {
  const t = useText();
  const say = useToasts((state) => state.say);
  const fail = useToasts((state) => state.fail);
  const { mutate, isPending } = useDecide();
  if (!file.change) return null;
  const decide = (set: FixityDecision['set'], done: string): void =>
    mutate(
      { set, fileIds: [file.fileId] },
      {
        onSuccess({ refused: [refused] }) {
          if (refused) fail(problemText(t, refused));
          else say(done);
        },
        onError: (error) => fail(errorSentence(t, error)),
      },
    );
  const action = (label: string, set: FixityDecision['set'], done: string): ReactElement => (
    <Button
      size="small"
      isDisabled={isPending}
      aria-label={t('verify.of', { action: label, name })}
      onPress={() => decide(set, done)}
    >
      {label}
    </Button>
  );
  const canAccept = file.change.now.sha256 !== null;
  return (
    <>
      {canAccept && action(t('verify.accept'), 'accept', t('verify.accepted', { name }))}
      {file.change.leftAt === null
        ? action(t('verify.leave'), 'leave', t('verify.left', { name }))
        : action(t('verify.ask-again'), 'ask', t('verify.asked', { name }))}
    </>
  );
}
