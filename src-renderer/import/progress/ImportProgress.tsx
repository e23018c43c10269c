/** A strip for running work: what, progress, speed, and a stop button; then the result. */
import { X } from 'lucide-react';
import { type ReactElement, useEffect, useState } from 'react';
import { hasEnded, type Job, type Progress as JobProgress } from '../../../src-main/contract/library/job.ts';
import { useSeenJobs } from '../../api/events/job-news.ts';
import { useCancelJob, useJobs } from '../../api/queries.ts';
import { Button, IconButton } from '../../design/Button.tsx';
import { Progress } from '../../design/Progress.tsx';
import { ExportOutcome } from '../../export/ExportOutcome.tsx';
import { type Formatters, useFormat } from '../../i18n/format.ts';
import { type Text, useText } from '../../i18n/use-text.ts';
import { errorSentence } from '../../shell/error-sentence.ts';
import { useToasts } from '../../shell/toast-store.ts';
import { useView } from '../../state/store.ts';
import styles from './ImportProgress.module.css';
import { isWaitedFor, outcomeOf } from './job-outcome.ts';
import { addSample, paceOf, type Sample } from './rate.ts';

export function ImportProgress(): ReactElement | null {
  // Second copies show their progress in their own list, because they run in the background.
  const jobs = (useJobs().data ?? []).filter(({ kind }) => kind !== 'mirror');
  const seen = useSeenJobs();
  const running = jobs.filter((job) => job.state === 'running').toSorted((a, b) => rank(a) - rank(b))[0];
  const ended = jobs.findLast((job) => isWaitedFor(job) && hasEnded(job) && seen.ids.has(job.id));
  const { add } = seen;
  useEffect(() => {
    if (running) add(running.id);
  }, [running, add]);
  if (ended && !(running && isWaitedFor(running))) return <Ended job={ended} onDismiss={() => seen.drop(ended.id)} />;
  const waiting = jobs.filter(({ state }) => state === 'waiting').length;
  return running ? <Running key={running.id} job={running} waiting={waiting} /> : null;
}

const rank = (job: Job): number => (isWaitedFor(job) ? 0 : 1);

function Running({ job, waiting }: { readonly job: Job; readonly waiting: number }): ReactElement {
  const t = useText();
  const format = useFormat();
  const cancel = useCancelJob();
  const fail = useToasts((state) => state.fail);
  const pace = usePace(job.progress);
  const { progress } = job;
  const phase = progress ? t(`progress.phase.${progress.phase}`) : t('progress.starting');
  const amount = progress ? amountOf(progress, t, format) : '';
  const facts = [
    amount,
    progress && pace && pace.rate >= 1 && t('progress.rate', { rate: unitOf(progress.unit, pace.rate, t, format) }),
    pace?.left != null && t('progress.left', { time: format.span(pace.left) }),
    waiting > 0 && t('progress.waiting', { count: waiting }),
  ].filter((fact) => fact !== '' && fact !== null && fact !== false);
  const fraction = progress?.total ? Math.min(1, progress.done / progress.total) : null;
  return (
    <section aria-label={labelOf(t, job)} className={styles.strip}>
      <span className="visually-hidden" role="status">
        {phase}
      </span>
      <span className={styles.phase} aria-hidden="true">
        {phase}
      </span>
      <span className={styles.bar}>
        <Progress label={phase} value={fraction} valueLabel={amount} />
      </span>
      <span className={styles.facts}>{facts.join(' · ')}</span>
      <Button
        size="small"
        variant="quiet"
        aria-label={t(job.kind === 'export' ? 'export.cancel-label' : 'progress.cancel-label')}
        onPress={() => cancel.mutate(job.id, { onError: (error) => fail(errorSentence(t, error)) })}
      >
        {t('progress.cancel')}
      </Button>
    </section>
  );
}

function Ended({ job, onDismiss }: { readonly job: Job; readonly onDismiss: () => void }): ReactElement {
  const t = useText();
  const format = useFormat();
  const set = useView((state) => state.set);
  return (
    <section aria-label={labelOf(t, job)} className={styles.strip}>
      <span role="status" className={styles.ended}>
        {outcomeOf(t, format, job)}
      </span>
      {job.importId !== null && (
        <Button
          size="small"
          onPress={() => {
            set({ screen: 'report', reportId: job.importId });
            onDismiss();
          }}
        >
          {t('progress.show-report')}
        </Button>
      )}
      {job.exported && <ExportOutcome job={job} report={job.exported} />}
      <IconButton size="small" label={t('progress.dismiss')} icon={<X aria-hidden="true" />} onPress={onDismiss} />
    </section>
  );
}

const labelOf = (t: Text, { kind }: Job): string => t(kind === 'export' ? 'export.progress' : 'progress.label');

/** The speed of the last seconds; it is reset with every phase. */
function usePace(progress: JobProgress | null): ReturnType<typeof paceOf> {
  const [track, setTrack] = useState<{ readonly of: JobProgress | null; readonly samples: readonly Sample[] }>({
    of: null,
    samples: [],
  });
  if (progress && progress !== track.of) {
    const before = track.of?.phase === progress.phase ? track.samples : [];
    setTrack({ of: progress, samples: addSample(before, { ms: performance.now(), done: progress.done }) });
  }
  return progress && paceOf(track.samples, progress);
}

function amountOf({ done, total, unit }: JobProgress, t: Text, format: Formatters): string {
  if (unit === 'bytes') {
    return total === null
      ? format.bytes(done)
      : t('progress.of', { done: format.bytes(done), total: format.bytes(total) });
  }
  if (total === null) return done === 0 ? '' : unitOf(unit, done, t, format);
  return t('progress.of', { done: format.number(done), total: unitOf(unit, total, t, format) });
}

function unitOf(unit: JobProgress['unit'], amount: number, t: Text, format: Formatters): string {
  if (unit === 'bytes') return format.bytes(amount);
  const count = amount < 10 ? Math.round(amount * 10) / 10 : Math.round(amount);
  return t(unit === 'files' ? 'progress.files' : 'progress.items', { count });
}
