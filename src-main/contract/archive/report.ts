/** The reports of imports and checks, and the problems in them. */
import { z } from 'zod';
import { FormatName } from '../items/generation.ts';
import { FateCount } from './file-outcome.ts';
import { Problem } from './problem.ts';
import { ProblemGroupName } from './problem-groups.ts';

const ReportSource = z.object({ path: z.string(), format: FormatName });
export type ReportSource = z.infer<typeof ReportSource>;

/** The detected format of a source, and its sign: all documents of one format with the same sign. */
export const Belief = z.object({
  /** The source. */
  path: z.string(),
  format: FormatName,
  /** The sentence of the sign. */
  why: z.string(),
  /** The stable code of the sign, a `Sign`. Reports from before signs existed have none. */
  sign: z.string().default(''),
  /** Number of documents; 0 when only media files show the format. */
  documents: z.number().int(),
  /** One of the documents; null when there is none. */
  example: z.string().nullable(),
  /** Whether the user chose the format. Else it was detected. */
  asked: z.boolean(),
});
export type Belief = z.infer<typeof Belief>;

/** A hint that would make the library more complete. It is not a problem: nothing failed. */
export const Finding = z.discriminatedUnion('code', [
  /**
   * Parts of a set that are not in the library: `absent` by number. `total` when the names state the number of parts.
   */
  z.object({
    code: z.literal('part-absent'),
    path: z.string(),
    message: z.string(),
    count: z.number().int(),
    absent: z.array(z.number().int()),
    total: z.number().int().nullable(),
  }),
  /** Generations in an export's list whose files are nowhere in the library. */
  z.object({ code: z.literal('media-absent'), path: z.string(), message: z.string(), count: z.number().int() }),
]);
export type Finding = z.infer<typeof Finding>;

/** The number of problems and findings of one group, and what the user can do about them. */
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
  /** The fields from here on are newer. Reports of earlier versions lack them. */
  beliefs: z.array(Belief).default([]),
  /** Number of files that were found: the sum of all fates except `missing`. */
  walked: z.number().int().default(0),
  fates: z.array(FateCount).default([]),
  /** Files that were found in a new place; also counted in `files.updated`. */
  relinked: z.number().int().default(0),
  findings: z.array(Finding).default([]),
  groups: z.array(GroupCount).default([]),
});
export type ImportReport = z.infer<typeof ImportReport>;

/** A stored import: the report, its start, the requested paths, and how it ended. */
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
  /** Unchanged since the import, but damaged before it: the bytes do not match the zip's checksum. */
  damaged: z.array(PathOnly).default([]),
  /** There, but not to be read now: locked, forbidden, or on a disk that fails. */
  unreadable: z.array(PathOnly).default([]),
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
