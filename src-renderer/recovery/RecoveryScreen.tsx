/** The screen of a library that cannot be opened: the reason, what is safe, and the ways back. */
import { useQuery } from '@tanstack/react-query';
import { ArchiveRestore, Check, Info, TriangleAlert } from 'lucide-react';
import { type ReactElement, type ReactNode, useState } from 'react';
import type { RecoveryInfo, WayBack } from '../../src-main/contract/library/backups.ts';
import { api } from '../api/client.ts';
import { Button } from '../design/Button.tsx';
import { Dialog } from '../design/Dialog.tsx';
import { Spinner } from '../design/Feedback.tsx';
import { useFormat } from '../i18n/format.ts';
import { useText } from '../i18n/use-text.ts';
import { errorSentence } from '../shell/error-sentence.ts';
import { Failed } from '../shell/Failed.tsx';
import { differing } from './differences.ts';
import styles from './RecoveryScreen.module.css';
import { RestoreDialog } from './RestoreDialog.tsx';
import { taking } from './restoring.ts';

interface RecoveryScreenProps {
  /** Why the library did not answer. */
  readonly error: Error;
  readonly onRetry: () => void;
}

export function RecoveryScreen({ error, onRetry }: RecoveryScreenProps): ReactElement {
  const t = useText();
  const info = useQuery({ queryKey: ['recovery'], queryFn: ({ signal }) => api.recovery(signal) });
  if (info.isError) return <Failed error={info.error} onRetry={() => void info.refetch()} />;
  if (info.isPending) return <Spinner label={t('shell.loading')} />;
  // A request found damage while the library is open. The next start checks the whole catalog.
  if (info.data === null) return <Failed error={error} onRetry={onRetry} />;
  return <Found info={info.data} />;
}

type Way = 'bringBack' | 'goOn' | 'beginAnew';

function Found({ info }: { readonly info: RecoveryInfo }): ReactElement {
  const t = useText();
  const plan = useQuery({ queryKey: ['recovery', 'plan'], queryFn: ({ signal }) => api.wayBack(signal) });
  const [busy, setBusy] = useState<Way | null>(null);
  const [error, setError] = useState<unknown>(null);
  const [asks, setAsks] = useState<'copy' | 'new' | null>(null);
  const take = (way: Way): void => {
    setAsks(null);
    setBusy(way);
    setError(null);
    taking(api[way]).catch((cause: unknown) => {
      setBusy(null);
      setError(cause);
    });
  };
  const hasWay = plan.data !== undefined && !isNothing(plan.data);
  return (
    <div className={styles.recovery}>
      <div className={styles.middle} aria-busy={busy !== null || plan.isPending}>
        <ArchiveRestore aria-hidden="true" className={styles.icon} />
        <h1 className={styles.title}>{t(`recovery.title.${info.code}`)}</h1>
        <p className={styles.text}>{t(`recovery.text.${info.code}`)}</p>
        <section aria-label={t('recovery.safe')} className={styles.card}>
          <ul className={styles.facts}>
            <Fact kind="good">{t('recovery.originals')}</Fact>
            {plan.data && <Facts plan={plan.data} />}
          </ul>
          {plan.isPending && <Spinner label={t('recovery.looking')} />}
          {plan.isError && <p role="alert">{errorSentence(t, plan.error)}</p>}
        </section>
        <div className={styles.primary}>
          {hasWay || plan.isPending ? (
            <Button
              variant="primary"
              size="large"
              isDisabled={!hasWay || busy !== null}
              onPress={() => take('bringBack')}
            >
              {t(busy === 'bringBack' ? 'recovery.bringing' : 'recovery.bring-back')}
            </Button>
          ) : (
            <Button variant="primary" size="large" isDisabled={busy !== null} onPress={() => setAsks('copy')}>
              {t('recovery.choose-primary')}
            </Button>
          )}
          {info.code !== 'catalog-missing' && <p className={styles.note}>{t('recovery.aside')}</p>}
        </div>
        {error !== null && (
          <p role="alert" className={styles.error}>
            {errorSentence(t, error)} {t('recovery.failed')}
          </p>
        )}
        <section aria-label={t('recovery.other')} className={styles.other}>
          <h2 className={styles.otherTitle}>{t('recovery.other')}</h2>
          <div className={styles.ways}>
            {hasWay && (
              <Button isDisabled={busy !== null} onPress={() => setAsks('copy')}>
                {t('recovery.choose')}
              </Button>
            )}
            {info.canGoOn && (
              <Button isDisabled={busy !== null} onPress={() => take('goOn')}>
                {t('recovery.go-on')}
              </Button>
            )}
            <Button isDisabled={busy !== null} onPress={() => setAsks('new')}>
              {t('recovery.new')}
            </Button>
          </div>
          {info.canGoOn && <p className={styles.note}>{t('recovery.go-on-note')}</p>}
        </section>
        <p className={styles.path}>{t('recovery.library', { path: info.path })}</p>
      </div>
      {asks === 'copy' && <RestoreDialog snapshots={info.snapshots} onClose={() => setAsks(null)} />}
      <Dialog
        isOpen={asks === 'new'}
        onClose={() => setAsks(null)}
        title={t('recovery.new-title')}
        closeLabel={t('app.close')}
        size="small"
        role="alertdialog"
        actions={
          <>
            <Button onPress={() => setAsks(null)}>{t('app.cancel')}</Button>
            <Button variant="danger" onPress={() => take('beginAnew')}>
              {t('recovery.new-do')}
            </Button>
          </>
        }
      >
        <p>{t('recovery.new-text')}</p>
      </Dialog>
    </div>
  );
}

/** Whether there is no snapshot and no readable data, so that only a backup from elsewhere helps. */
const isNothing = ({ from, counts, kept, edits }: WayBack): boolean =>
  from === 'salvage' && counts.items + kept + edits === 0;

function Facts({ plan }: { readonly plan: WayBack }): ReactElement {
  const t = useText();
  const format = useFormat();
  const { from, snapshot, counts, edits, kept, sources, unread, passedOver, differences } = plan;
  if (isNothing(plan)) return <Fact kind="warning">{t('recovery.from.nothing')}</Fact>;
  const what = differences && differing(t, format, differences, 'onlyHere');
  return (
    <>
      <Fact kind={from === 'salvage' ? 'note' : 'good'}>
        {t(`recovery.from.${from}`, { at: snapshot ? format.moment(snapshot.at) : '' })}
      </Fact>
      {edits > 0 && from !== 'salvage' && <Fact kind="good">{t('recovery.edits', { count: edits })}</Fact>}
      <Fact kind="good">
        {t('recovery.holds', { items: counts.items, tagged: counts.tagged, marks: counts.marks })}
      </Fact>
      {kept > 0 && <Fact kind="note">{t('recovery.kept', { count: kept })}</Fact>}
      {sources.length > 0 && <Fact kind="note">{t('recovery.sources', { count: sources.length })}</Fact>}
      {passedOver > 0 && <Fact kind="warning">{t('recovery.passed-over', { count: passedOver })}</Fact>}
      {unread > 0 && <Fact kind="warning">{t('recovery.unread', { count: unread })}</Fact>}
      {what === '' && from !== 'salvage' && <Fact kind="good">{t('recovery.same')}</Fact>}
      {what && from !== 'salvage' && <Fact kind="note">{t('recovery.differs', { what })}</Fact>}
    </>
  );
}

const ICONS = { good: Check, note: Info, warning: TriangleAlert } as const;

function Fact({ kind, children }: { readonly kind: keyof typeof ICONS; readonly children: ReactNode }): ReactElement {
  const Icon = ICONS[kind];
  return (
    <li className={`${styles.fact} ${styles[kind]}`}>
      <Icon aria-hidden="true" />
      <span>{children}</span>
    </li>
  );
}
