/** The account of an import: what became of every file that was met, each exactly once. */
import { z } from 'zod';
import { FormatName } from './generation.ts';

/**
 * `new`, `updated`, `unchanged`: media in the library. `relinked`: media known from a place where it is no more. `duplicate`: media that
 * repeats an earlier file of the same item. `document`: it holds records. `sidecar`: a document that lies beside one media file.
 * `skipped`, `unreadable`: with a reason. `missing`: media that was known here and is not there; the only fate of what was not met.
 */
export const Fate = z.enum([
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
]);
export type Fate = z.infer<typeof Fate>;

export const FileAccount = z.object({
  path: z.string(),
  /** The name inside the zip when `path` is a zip, else null. */
  entry: z.string().nullable(),
  fate: Fate,
  /** A stable code: why it was skipped or could not be read; null for every other fate. */
  reason: z.string().nullable(),
  /** The layout a document belongs to; null for media and for what was passed over. */
  format: FormatName.nullable(),
  /** What it repeats, what it lies beside, or where it was before; null where there is no such thing. A path, with the zip's entry after `/`. */
  of: z.string().nullable(),
});
export type FileAccount = z.infer<typeof FileAccount>;

/** How many files met one fate, for one reason. */
export const FateCount = z.object({ fate: Fate, reason: z.string().nullable(), count: z.number().int() });
export type FateCount = z.infer<typeof FateCount>;

/** Some of an import's accounts, and how many there are of what was asked for. */
export const AccountPage = z.object({ total: z.number().int(), items: z.array(FileAccount) });
export type AccountPage = z.infer<typeof AccountPage>;

/** Which of an import's accounts are meant; null: all. */
export interface AccountFilter {
  readonly fate: Fate | null;
  readonly reason: string | null;
  /** Part of the path or entry, whatever its case. */
  readonly text: string | null;
}
