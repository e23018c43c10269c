/** What an import or a check found: reports, and the problems a person can meet. */
import { z } from 'zod';
import { FormatName } from './generation.ts';

/** Something a person should know: a stable code, one sentence, and the path it is about. */
export const Problem = z.object({ path: z.string(), code: z.string(), message: z.string() });
export type Problem = z.infer<typeof Problem>;

export const ReportSource = z.object({ path: z.string(), format: FormatName });
export type ReportSource = z.infer<typeof ReportSource>;

export const ImportReport = z.object({
  sources: z.array(ReportSource),
  generations: z.object({ added: z.number(), updated: z.number(), unchanged: z.number() }),
  files: z.object({
    added: z.number(),
    updated: z.number(),
    unchanged: z.number(),
    missing: z.number(),
    duplicates: z.number(),
    skipped: z.number(),
  }),
  promptOnly: z.number(),
  mediaOnly: z.number(),
  problems: z.array(Problem),
  seconds: z.number(),
});
export type ImportReport = z.infer<typeof ImportReport>;

/** A kept import: the report with when it ran, what was asked for, and whether it ran to its end. */
export const StoredImport = z.object({
  id: z.number().int(),
  startedAt: z.string(),
  paths: z.array(z.string()),
  outcome: z.enum(['running', 'done', 'cancelled', 'interrupted', 'failed']),
  report: ImportReport.nullable(),
});
export type StoredImport = z.infer<typeof StoredImport>;

const PathOnly = z.object({ path: z.string() });
export const VerifyReport = z.object({
  intact: z.number(),
  changed: z.array(PathOnly),
  missing: z.array(PathOnly),
  new: z.array(PathOnly),
  seconds: z.number(),
});
export type VerifyReport = z.infer<typeof VerifyReport>;

export const PreviewReport = z.object({
  made: z.number(),
  failed: z.array(z.object({ path: z.string(), message: z.string() })),
});
export type PreviewReport = z.infer<typeof PreviewReport>;

export const DoctorReport = z.object({
  checks: z.array(z.object({ name: z.string(), ok: z.boolean(), detail: z.string() })),
});
export type DoctorReport = z.infer<typeof DoctorReport>;
