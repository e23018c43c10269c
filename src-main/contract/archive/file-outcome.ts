/** The account of an import: the fate of every file that was found, each file exactly once. */
import { z } from 'zod';
import { FormatName } from '../items/generation.ts';

/**
 * `new`, `updated`, `unchanged`: media in the library. `relinked`: media that was known at a place where it no longer
 * is. `duplicate`: media that repeats an earlier file of the same item. `document`: it contains records. `sidecar`: a
 * document beside one media file. `skipped`, `unreadable`: with a reason. `missing`: media that was known here and is
 * absent; the only fate of a file that was not found.
 */
export const FATES = [
  'new',
  'updated',
  'unchanged',
  'relinked',
  'duplicate',
  'document',
  'sidecar',
  'skipped',
  'unreadable',
  'missing',
] as const;
export const Fate = z.enum(FATES);
export type Fate = z.infer<typeof Fate>;

export const FileOutcome = z.object({
  path: z.string(),
  /** The name inside the zip when `path` is a zip, else null. */
  entry: z.string().nullable(),
  fate: Fate,
  /** A stable code: why it was skipped or could not be read. Null for all other fates. */
  reason: z.string().nullable(),
  /** The format of a document; null for media and skipped files. */
  format: FormatName.nullable(),
  /**
   * The file that it repeats, the file that it lies beside, or its former place; else null. A path, with the zip's
   * entry after `/`.
   */
  of: z.string().nullable(),
});
export type FileOutcome = z.infer<typeof FileOutcome>;

/** Number of files with one fate and one reason. */
export const FateCount = z.object({ fate: Fate, reason: z.string().nullable(), count: z.number().int() });
export type FateCount = z.infer<typeof FateCount>;

/** Some of an import's accounts, and the total number that match the filter. */
export const FileOutcomePage = z.object({ total: z.number().int(), items: z.array(FileOutcome) });
export type FileOutcomePage = z.infer<typeof FileOutcomePage>;

/** Selects some of an import's accounts; null: all. */
export interface FileOutcomeFilter {
  readonly fate: Fate | null;
  readonly reason: string | null;
  /** Part of the path or entry; case is ignored. */
  readonly text: string | null;
}
