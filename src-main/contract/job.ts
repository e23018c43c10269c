/** Long work and the events a page listens to. */
import { z } from 'zod';
import { ImportReport } from './report.ts';

export const JobKind = z.enum(['import', 'sample', 'previews', 'verify']);
export type JobKind = z.infer<typeof JobKind>;

/** One phase of a job; `total` is null while it is not known. */
export const Progress = z.object({
  phase: z.enum(['sample', 'reading', 'catalogue', 'fixity', 'previews']),
  done: z.number(),
  total: z.number().nullable(),
  unit: z.enum(['items', 'files', 'bytes']),
  /** What is being worked on, for people; may be empty. */
  detail: z.string(),
});
export type Progress = z.infer<typeof Progress>;

export const Job = z.object({
  id: z.string(),
  kind: JobKind,
  state: z.enum(['running', 'done', 'cancelled', 'failed']),
  startedAt: z.string(),
  progress: Progress.nullable(),
  /** The import's report once there is one. */
  report: ImportReport.nullable(),
  importId: z.number().int().nullable(),
  /** One sentence when it failed. */
  error: z.string().nullable(),
});
export type Job = z.infer<typeof Job>;

/** Server-sent events: `{"type": …}` a line. */
export const AppEvent = z.discriminatedUnion('type', [
  z.object({ type: z.literal('job'), job: Job }),
  /** The catalog changed: results and counts should be asked for again. */
  z.object({ type: z.literal('catalog'), revision: z.number().int() }),
  /** Posters were made for these generations. */
  z.object({ type: z.literal('posters'), rowids: z.array(z.number().int()) }),
]);
export type AppEvent = z.infer<typeof AppEvent>;
