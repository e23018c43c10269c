/**
 * The list of jobs: starts, reports and cancels long work. One job runs at a time and the others wait. Second copies
 * have a queue of their own, so that an import does not wait for hours of copying.
 */
import { randomUUID } from 'node:crypto';
import type { ImportReport } from '../../../contract/archive/report.ts';
import type { ExportReport } from '../../../contract/items/export.ts';
import { hasEnded, type Job, type JobKind, type Progress, type SourceOutcome } from '../../../contract/library/job.ts';
import type { MirrorCheck, MirrorReport } from '../../../contract/library/mirror.ts';
import { toUserError } from '../../http/errors.ts';

/** How many ended jobs stay in the list, for pages that ask late. */
const REMEMBERED = 20;

/** The function that a job runs. It reports its progress, stops when `signal` aborts, and returns its results. */
export type Work = (tools: {
  readonly progress: (progress: Progress) => void;
  readonly signal: AbortSignal;
}) => Promise<Worked>;

export interface Worked {
  readonly report: ImportReport | null;
  readonly importId: number | null;
  readonly source?: SourceOutcome;
  readonly exported?: ExportReport;
  readonly mirrored?: MirrorReport;
  readonly mirrorChecked?: MirrorCheck;
  readonly cancelled: boolean;
}

export interface JobList {
  list(): readonly Job[];
  get(id: string): Job | null;
  /** Stops a running job at its next safe point, and a waiting job at once. */
  cancel(id: string): void;
  /**
   * Starts a job, or queues it behind the jobs before it. When a job with the same kind and subject is waiting, that
   * job is returned instead: it will read the same files later.
   * @param subject for example the paths of an import; null for a job that is never the same as another
   * @param mirrorId the second copy of the job, if any
   */
  start(kind: JobKind, subject: readonly string[] | null, work: Work, mirrorId?: number): Job;
  finished(id: string): Promise<Job>;
  /** Cancels all jobs and waits until they have stopped. */
  close(): Promise<void>;
}

interface Entry {
  job: Job;
  readonly key: string | null;
  readonly work: Work;
  readonly abort: AbortController;
  readonly ended: PromiseWithResolvers<void>;
}

/** The queue in which a job waits. */
type Queue = 'work' | 'mirrors';
const queueOf = ({ kind }: Pick<Job, 'kind'>): Queue => (kind === 'mirror' ? 'mirrors' : 'work');

/** Creates an empty list. @param onChange called at every change of every job */
export function openJobList(onChange: (job: Job) => void): JobList {
  const entries = new Map<string, Entry>();
  const waiting: Entry[] = [];
  const running = new Map<Queue, Entry>();

  const change = (entry: Entry, by: Partial<Job>): void => {
    entry.job = { ...entry.job, ...by };
    onChange(entry.job);
  };
  const run = async (entry: Entry): Promise<void> => {
    const { work, abort } = entry;
    try {
      const tools = { progress: (progress: Progress) => change(entry, { progress }), signal: abort.signal };
      const { report, importId, source = null, cancelled, exported, mirrored, mirrorChecked } = await work(tools);
      const own = {
        ...(exported && { exported }),
        ...(mirrored && { mirrored }),
        ...(mirrorChecked && { mirrorChecked }),
      };
      change(entry, { state: cancelled ? 'cancelled' : 'done', report, importId, source, ...own });
    } catch (cause) {
      change(entry, abort.signal.aborted ? { state: 'cancelled' } : failureOf(cause));
    }
    running.delete(queueOf(entry.job));
    entry.ended.resolve();
    next(queueOf(entry.job));
  };
  const next = (queue: Queue): void => {
    if (running.has(queue)) return;
    const at = waiting.findIndex(({ job }) => queueOf(job) === queue);
    const [entry] = at < 0 ? [] : waiting.splice(at, 1);
    if (!entry) return;
    running.set(queue, entry);
    if (entry.job.state === 'waiting') change(entry, { state: 'running' });
    void run(entry);
  };
  const cancel = (entry: Entry): void => {
    entry.abort.abort();
    const at = waiting.indexOf(entry);
    if (at < 0) return;
    waiting.splice(at, 1);
    change(entry, { state: 'cancelled' });
    entry.ended.resolve();
  };
  const forget = (): void => {
    const ended = [...entries.values()].filter(({ job }) => hasEnded(job));
    for (const { job } of ended.slice(0, Math.max(0, ended.length - REMEMBERED))) entries.delete(job.id);
  };

  return {
    list: () => [...entries.values()].map(({ job }) => job),
    get: (id) => entries.get(id)?.job ?? null,
    cancel(id) {
      const entry = entries.get(id);
      if (entry) cancel(entry);
    },
    start(kind, subject, work, mirrorId) {
      const key = subject && JSON.stringify([kind, [...subject].sort()]);
      const same = key === null ? undefined : waiting.find((one) => one.key === key);
      if (same) return same.job;
      const job: Job = {
        id: randomUUID(),
        kind,
        state: running.has(queueOf({ kind })) ? 'waiting' : 'running',
        startedAt: new Date().toISOString(),
        progress: null,
        report: null,
        importId: null,
        source: null,
        error: null,
        ...(mirrorId !== undefined && { mirrorId }),
      };
      const entry: Entry = { job, key, work, abort: new AbortController(), ended: Promise.withResolvers() };
      entries.set(job.id, entry);
      forget();
      waiting.push(entry);
      onChange(job);
      next(queueOf(job));
      return job;
    },
    async finished(id) {
      const entry = entries.get(id);
      if (!entry) throw new Error('There is no such job.');
      await entry.ended.promise;
      return entry.job;
    },
    async close() {
      for (const entry of [...entries.values()]) cancel(entry);
      await Promise.all([...entries.values()].map(({ ended }) => ended.promise));
    },
  };
}

function failureOf(cause: unknown): Partial<Job> {
  const told = toUserError(cause);
  const code = told && { errorCode: told.code, ...(told.params && { errorParams: told.params }) };
  return { state: 'failed', error: told?.message ?? (cause as Error).message, ...code };
}
