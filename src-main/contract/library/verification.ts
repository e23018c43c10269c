/** Verifying originals: results, runs, items at risk and decisions. */
import { z } from 'zod';

/**
 * The result of verifying a file. `damaged`: unchanged since the import, but it never matched the checksum in its zip.
 */
export const CheckOutcome = z.enum(['intact', 'changed', 'missing', 'damaged', 'unreadable']);
export type CheckOutcome = z.infer<typeof CheckOutcome>;

/** One state of an original; null for unknown values. */
export const FileState = z.object({
  sha256: z.string().nullable(),
  size: z.number().nullable(),
  modifiedAt: z.string().nullable(),
});
export type FileState = z.infer<typeof FileState>;

/** An open change of a file: the known state and the current state. */
export const FileChange = z.object({
  /** When the change was first seen. */
  seenAt: z.string(),
  /** When the person decided to leave it; null without a decision. */
  leftAt: z.string().nullable(),
  known: FileState,
  now: FileState,
});
export type FileChange = z.infer<typeof FileChange>;

export const VerifyCounts = z.object({
  intact: z.number().int(),
  changed: z.number().int(),
  missing: z.number().int(),
  damaged: z.number().int(),
  unreadable: z.number().int(),
  /** Media files in the sources that are not in the library. */
  fresh: z.number().int(),
});
export type VerifyCounts = z.infer<typeof VerifyCounts>;

export const VerifyRun = VerifyCounts.extend({
  id: z.number().int(),
  startedAt: z.string(),
  endedAt: z.string().nullable(),
  /** Started by a person or by the weekly schedule. */
  asked: z.enum(['person', 'schedule']),
  /** The verified source; null for all sources. */
  sourceId: z.number().int().nullable(),
  /** `stopped` by the person, `interrupted` by the end of the program. Both can be resumed. */
  outcome: z.enum(['running', 'done', 'stopped', 'interrupted']),
  /** The number of files read, and of all files. */
  done: z.number().int(),
  total: z.number().int(),
  bytes: z.number().int(),
  /** Reading time, without the time between interruption and resumption. */
  seconds: z.number(),
});
export type VerifyRun = z.infer<typeof VerifyRun>;

/** The verified state of the files of one source. */
export const SourceCheck = z.object({
  sourceId: z.number().int(),
  files: z.number().int(),
  /** When the last of its files was verified; null if none was. */
  verifiedAt: z.string().nullable(),
  /** Files that were never verified. */
  unverified: z.number().int(),
  intact: z.number().int(),
  changed: z.number().int(),
  missing: z.number().int(),
  damaged: z.number().int(),
  unreadable: z.number().int(),
});
export type SourceCheck = z.infer<typeof SourceCheck>;

/** Items at risk, by the number of intact copies of their original. */
export const AtRisk = z.object({
  /** Items without an intact copy. */
  none: z.number().int(),
  /** Items with one intact copy. */
  once: z.number().int(),
  /** The number of drives with these single copies; null if unknown, because a source is missing. */
  drives: z.number().int().nullable(),
});
export type AtRisk = z.infer<typeof AtRisk>;

/** An original that differs from the catalog. */
export const TroubledFile = z.object({
  fileId: z.number().int(),
  sourceId: z.number().int(),
  /** An item with this file; null if there is none. */
  rowid: z.number().int().nullable(),
  path: z.string(),
  entry: z.string().nullable(),
  size: z.number(),
  outcome: CheckOutcome,
  checkedAt: z.string().nullable(),
  change: FileChange.nullable(),
  /** The number of other intact copies of the known content. */
  elsewhere: z.number().int(),
});
export type TroubledFile = z.infer<typeof TroubledFile>;

/** An accepted change, with the state before it. */
export const AcceptedChange = z.object({
  fileId: z.number().int(),
  path: z.string(),
  entry: z.string().nullable(),
  acceptedAt: z.string(),
  before: FileState,
  now: FileState,
});
export type AcceptedChange = z.infer<typeof AcceptedChange>;

export const Verification = z.object({
  /** The latest first, at most 50. */
  runs: z.array(VerifyRun),
  sources: z.array(SourceCheck),
  atRisk: AtRisk,
  /** The first changed, missing, damaged and unreadable files, changed files first. */
  troubled: z.array(TroubledFile),
  /** The number of all such files. */
  troubledTotal: z.number().int(),
  /** The latest first, at most 50. */
  accepted: z.array(AcceptedChange),
});
export type Verification = z.infer<typeof Verification>;

/** A decision about changed originals. `take-back` reverts `accept`, and `ask` reverts `leave`. */
export const FixityDecision = z.object({
  set: z.enum(['accept', 'take-back', 'leave', 'ask']),
  fileIds: z.array(z.number().int().positive()).min(1).max(10_000),
});
export type FixityDecision = z.infer<typeof FixityDecision>;

/** A file about which a decision is possible. */
export interface DecidableFile {
  readonly fileId: number;
  readonly path: string;
  readonly entry: string | null;
}

export const FixityResult = z.object({
  changed: z.number().int(),
  /** Files that were refused, for example because they changed again. */
  refused: z.array(z.object({ path: z.string(), code: z.string(), message: z.string() })),
});
export type FixityResult = z.infer<typeof FixityResult>;

/** A restored copy of an original. */
export const Restored = z.object({ path: z.string(), from: z.string(), size: z.number(), sha256: z.string() });
export type Restored = z.infer<typeof Restored>;

const Refused = z.object({ path: z.string(), code: z.string(), message: z.string() });
export const RestoreResult = z.object({ restored: z.array(Restored), refused: z.array(Refused) });
export type RestoreResult = z.infer<typeof RestoreResult>;
