/** What an import is given, and what its sources add up to while they are read. */
import type { ImportLookups } from '../catalog/reads/import-lookups.ts';
import type { Progress } from '../contract/job.ts';
import type { OpenPart } from './account.ts';
import type { ImportWriter } from './writer-port.ts';

export interface ImportOptions {
  readonly lookups: ImportLookups;
  readonly writer: ImportWriter;
  readonly signal: AbortSignal;
  readonly onProgress: (progress: Progress) => void;
  /** Folders that are no part of any source: the library's own. */
  readonly exclude: readonly string[];
}

/** What reading the sources of an import gathers, beside its tally. */
export interface Gathered {
  /** The sources asked for, by their numbers in the catalog. */
  readonly sources: { readonly id: number; readonly path: string }[];
  readonly parts: OpenPart[];
  /** Files that were found again in a new place, and where they were. */
  readonly relinked: Map<number, string>;
}
