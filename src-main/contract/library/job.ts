/** The types of long jobs, and the events that a page receives. */
import { z } from 'zod';
import { SentenceParams } from '../archive/problem.ts';
import { ImportReport } from '../archive/report.ts';
import { ExportReport } from '../items/export.ts';
import { Scope } from '../organising/change.ts';
import { Settings } from './library.ts';
import { MirrorCheck, MirrorReport } from './mirror.ts';

export const JobKind = z.enum(['import', 'sample', 'previews', 'verify', 'remove', 'move', 'export', 'mirror']);
export type JobKind = z.infer<typeof JobKind>;

/** One phase of a job. `total` is null until it is known. */
export const Progress = z.object({
  phase: z.enum([
    'sample',
    'reading',
    'catalogue',
    'fixity',
    'previews',
    'moving',
    'removing',
    'exporting',
    'verifying',
    'mirroring',
    'checking',
  ]),
  done: z.number(),
  total: z.number().nullable(),
  unit: z.enum(['items', 'files', 'bytes']),
  /** The current file or item, for display; can be empty. */
  detail: z.string(),
});
export type Progress = z.infer<typeof Progress>;

/** The result of removing or moving a source. */
export const SourceOutcome = z.object({
  sourceId: z.number().int(),
  /** The present path, or the path before the removal. */
  path: z.string(),
  /**
   * The generations that only this source had when it was removed. `edited`: how many of them have edits. The edits are
   * kept in case they return.
   */
  vanished: z.number().int(),
  edited: z.number().int(),
  /**
   * The media files that were found in the new place, and those that were not. `absent`: the first hundred of the
   * latter.
   */
  found: z.number().int(),
  lost: z.number().int(),
  absent: z.array(z.string()),
});
export type SourceOutcome = z.infer<typeof SourceOutcome>;

export const Job = z.object({
  id: z.string(),
  kind: JobKind,
  /** Waiting: another job runs, and this job starts when that one has ended. */
  state: z.enum(['waiting', 'running', 'done', 'cancelled', 'failed']),
  startedAt: z.string(),
  progress: Progress.nullable(),
  /** The import's report, when it is finished. */
  report: ImportReport.nullable(),
  importId: z.number().int().nullable(),
  /** For a job that removes or moves a source: the result, when it is done. */
  source: SourceOutcome.nullable(),
  /** For an export: the report, when it is written. */
  exported: ExportReport.optional(),
  /** For a second copy: the report of a run, or of a check. */
  mirrored: MirrorReport.optional(),
  mirrorChecked: MirrorCheck.optional(),
  /** For a second copy: its number. */
  mirrorId: z.number().int().optional(),
  /** One sentence when the job failed. */
  error: z.string().nullable(),
  /** The sentence's stable code and parameters, when it has them. */
  errorCode: z.string().optional(),
  errorParams: SentenceParams.optional(),
});
export type Job = z.infer<typeof Job>;

/** Whether a job has ended, in any way. */
export const hasEnded = ({ state }: Pick<Job, 'state'>): boolean => state !== 'waiting' && state !== 'running';

/** Server-sent events: one `{"type": …}` per line. */
export const AppEvent = z.discriminatedUnion('type', [
  /**
   * The first event of a stream; no later event is missed. The catalog has this revision or a later one, and the
   * library has these settings and jobs.
   */
  z.object({ type: z.literal('welcome'), revision: z.number().int(), settings: Settings, jobs: z.array(Job) }),
  z.object({ type: z.literal('job'), job: Job }),
  /**
   * The catalog changed. Pages must request again what the scope names. `edit`: the event of one edit, with a revision
   * of its own.
   */
  z.object({ type: z.literal('catalog'), revision: z.number().int(), scope: Scope, edit: z.boolean() }),
  /** Posters were made for these generations. */
  z.object({ type: z.literal('posters'), rowids: z.array(z.number().int()) }),
  /** Another page changed the settings. */
  z.object({ type: z.literal('settings'), settings: Settings }),
  /** Another catalog took the place of the library's: every page loads itself anew. */
  z.object({ type: z.literal('replaced') }),
]);
export type AppEvent = z.infer<typeof AppEvent>;
