/** Long work and the events a page listens to. */
import { z } from 'zod';
import { ExportReport } from './export.ts';
import { Settings } from './library.ts';
import { SentenceParams } from './problem.ts';
import { ImportReport } from './report.ts';

export const JobKind = z.enum(['import', 'sample', 'previews', 'verify', 'remove', 'move', 'export']);
export type JobKind = z.infer<typeof JobKind>;

/** One phase of a job; `total` is null while it is not known. */
export const Progress = z.object({
  phase: z.enum(['sample', 'reading', 'catalogue', 'fixity', 'previews', 'moving', 'removing', 'exporting']),
  done: z.number(),
  total: z.number().nullable(),
  unit: z.enum(['items', 'files', 'bytes']),
  /** What is being worked on, for people; may be empty. */
  detail: z.string(),
});
export type Progress = z.infer<typeof Progress>;

/** What removing or moving a source did. */
export const SourceOutcome = z.object({
  sourceId: z.number().int(),
  /** Where it is now, or where it was when it was removed. */
  path: z.string(),
  /** Generations that only this source knew, when it was removed; how many of them have edits, which are kept for their return. */
  vanished: z.number().int(),
  edited: z.number().int(),
  /** Media files of it that were found in the new place, and those that were not (`absent`: the first hundred of them). */
  found: z.number().int(),
  lost: z.number().int(),
  absent: z.array(z.string()),
});
export type SourceOutcome = z.infer<typeof SourceOutcome>;

export const Job = z.object({
  id: z.string(),
  kind: JobKind,
  /** Waiting: another job runs, and this one begins when it has ended. */
  state: z.enum(['waiting', 'running', 'done', 'cancelled', 'failed']),
  startedAt: z.string(),
  progress: Progress.nullable(),
  /** The import's report once there is one. */
  report: ImportReport.nullable(),
  importId: z.number().int().nullable(),
  /** Of a job that removes or moves a source, once it has done so. */
  source: SourceOutcome.nullable(),
  /** Of an export, once it is written. */
  exported: ExportReport.optional(),
  /** One sentence when it failed. */
  error: z.string().nullable(),
  /** The sentence's stable code and what it speaks of, where it has one. */
  errorCode: z.string().optional(),
  errorParams: SentenceParams.optional(),
});
export type Job = z.infer<typeof Job>;

/** Whether a job is over, however it ended. */
export const hasEnded = ({ state }: Pick<Job, 'state'>): boolean => state !== 'waiting' && state !== 'running';

/** Server-sent events: `{"type": …}` a line. */
export const AppEvent = z.discriminatedUnion('type', [
  /** The first event of a stream: from here on nothing is missed. The catalog stands at this revision, or at a later one. */
  z.object({ type: z.literal('welcome'), revision: z.number().int() }),
  z.object({ type: z.literal('job'), job: Job }),
  /** The catalog changed: results and counts should be asked for again. */
  z.object({ type: z.literal('catalog'), revision: z.number().int() }),
  /** Posters were made for these generations. */
  z.object({ type: z.literal('posters'), rowids: z.array(z.number().int()) }),
  /** Settings were changed in one of the pages. */
  z.object({ type: z.literal('settings'), settings: Settings }),
]);
export type AppEvent = z.infer<typeof AppEvent>;
