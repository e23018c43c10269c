/** Long work as the doors see it: started, reported on, cancelled; one import at a time, the next ones waiting. */
import { randomUUID } from 'node:crypto';
import type { Job, JobKind, Progress, SourceOutcome } from '../contract/job.ts';
import type { ImportReport } from '../contract/report.ts';
import { personal } from './errors.ts';

/** How many ended jobs are remembered for pages that ask late. */
const REMEMBERED = 20;

/** What a job does: reports progress, stops at `signal`, and returns what is worth keeping. */
export type Work = (tools: { readonly progress: (progress: Progress) => void; readonly signal: AbortSignal }) => Promise<Worked>;

export interface Worked {
  readonly report: ImportReport | null;
  readonly importId: number | null;
  readonly source?: SourceOutcome;
  readonly cancelled: boolean;
}

export interface JobList {
  list(): readonly Job[];
  get(id: string): Job | null;
  cancel(id: string): void;
  start(kind: JobKind, work: Work): Job;
  finished(id: string): Promise<Job>;
  /** Cancels everything and waits until it has stopped. */
  close(): Promise<void>;
}

interface Entry {
  job: Job;
  readonly abort: AbortController;
  readonly ended: Promise<void>;
}

/** An empty list; `onChange` hears of every change of every job. */
export function openJobList(onChange: (job: Job) => void): JobList {
  const entries = new Map<string, Entry>();
  let last: Promise<void> = Promise.resolve();

  const change = (id: string, by: Partial<Job>): void => {
    const entry = entries.get(id);
    if (!entry) return;
    entry.job = { ...entry.job, ...by };
    onChange(entry.job);
  };
  const run = async (id: string, work: Work, signal: AbortSignal): Promise<void> => {
    if (signal.aborted) return change(id, { state: 'cancelled' });
    try {
      const { report, importId, source = null, cancelled } = await work({ progress: (progress) => change(id, { progress }), signal });
      change(id, { state: cancelled ? 'cancelled' : 'done', report, importId, source });
    } catch (cause) {
      if (signal.aborted) return change(id, { state: 'cancelled' });
      const told = personal(cause);
      const code = told && { errorCode: told.code, ...(told.params && { errorParams: told.params }) };
      change(id, { state: 'failed', error: told?.message ?? (cause as Error).message, ...code });
    }
  };
  const forget = (): void => {
    const ended = [...entries.values()].filter(({ job }) => job.state !== 'running');
    for (const { job } of ended.slice(0, Math.max(0, ended.length - REMEMBERED))) entries.delete(job.id);
  };

  return {
    list: () => [...entries.values()].map(({ job }) => job),
    get: (id) => entries.get(id)?.job ?? null,
    cancel: (id) => entries.get(id)?.abort.abort(),
    start(kind, work) {
      const id = randomUUID();
      const abort = new AbortController();
      const job: Job = {
        id,
        kind,
        state: 'running',
        startedAt: new Date().toISOString(),
        progress: null,
        report: null,
        importId: null,
        source: null,
        error: null,
      };
      const ended = last.then(() => run(id, work, abort.signal));
      last = ended;
      entries.set(id, { job, abort, ended });
      forget();
      onChange(job);
      return job;
    },
    async finished(id) {
      const entry = entries.get(id);
      if (!entry) throw new Error('There is no such job.');
      await entry.ended;
      return entry.job;
    },
    async close() {
      for (const { abort } of entries.values()) abort.abort();
      await Promise.all([...entries.values()].map(({ ended }) => ended));
    },
  };
}
