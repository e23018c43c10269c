/** What an import or a check found: reports, and the problems a person can meet. */
import { z } from 'zod';
import { FateCount } from './account.ts';
import { FormatName } from './generation.ts';
import { Problem } from './problem.ts';
import { ProblemGroupName } from './problem-groups.ts';

export const ReportSource = z.object({ path: z.string(), format: FormatName });
export type ReportSource = z.infer<typeof ReportSource>;

/** What a source is believed to be, and what gave it away: documents of one layout that were told by the same sign. */
export const Belief = z.object({
  /** The source. */
  path: z.string(),
  format: FormatName,
  /** One sentence. */
  why: z.string(),
  /** Its stable code, a `Sign`; reports kept before there were signs have none. */
  sign: z.string().default(''),
  /** How many documents; 0 where media files alone speak. */
  documents: z.number().int(),
  /** One of them; null where there is none. */
  example: z.string().nullable(),
  /** Whether the person said so, instead of being left to detection. */
  asked: z.boolean(),
});
export type Belief = z.infer<typeof Belief>;

/** Something that would make the library more complete. It is no problem: nothing failed. */
export const Finding = z.discriminatedUnion('code', [
  /** Parts of a set that are not in the library: `absent` by number, of `total` where the names say how many there are. */
  z.object({
    code: z.literal('part-absent'),
    path: z.string(),
    message: z.string(),
    count: z.number().int(),
    absent: z.array(z.number().int()),
    total: z.number().int().nullable(),
  }),
  /** Generations that an export lists and whose files are nowhere in the library. */
  z.object({ code: z.literal('media-absent'), path: z.string(), message: z.string(), count: z.number().int() }),
]);
export type Finding = z.infer<typeof Finding>;

/** The problems and findings of one kind, and what to do about them. */
export const GroupCount = z.object({ group: ProblemGroupName, count: z.number().int(), todo: z.string() });
export type GroupCount = z.infer<typeof GroupCount>;

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
  /** What follows came later: reports of earlier versions have none of it. */
  beliefs: z.array(Belief).default([]),
  /** How many files were met; every fate but `missing` together. */
  walked: z.number().int().default(0),
  fates: z.array(FateCount).default([]),
  /** Files found again in a new place; they count among `files.updated`. */
  relinked: z.number().int().default(0),
  findings: z.array(Finding).default([]),
  groups: z.array(GroupCount).default([]),
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
  /** As it was when it came, and damaged then already: its bytes are not those its zip was made of. */
  damaged: z.array(PathOnly).default([]),
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
