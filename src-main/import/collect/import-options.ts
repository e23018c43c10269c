/** The options of an import, and the results gathered from its sources. */
import type { ImportLookups } from '../../catalog/reads/sources/import-lookups.ts';
import type { Progress } from '../../contract/library/job.ts';
import type { OpenPart } from '../report/file-outcomes.ts';
import type { ImportWriter } from './writer-port.ts';

export interface ImportOptions {
  readonly lookups: ImportLookups;
  readonly writer: ImportWriter;
  readonly signal: AbortSignal;
  readonly onProgress: (progress: Progress) => void;
  /** Folders that belong to no source: the folder of the library. */
  readonly exclude: readonly string[];
  /** Known files whose embedded texts are read again, because their new content was accepted. */
  readonly readAgain?: ReadonlySet<number>;
}

/** Results gathered while sources are read, besides the statistics. */
export interface Gathered {
  /** The requested sources with their ids. */
  readonly sources: { readonly id: number; readonly path: string }[];
  readonly parts: OpenPart[];
  /** From the id of a moved file to its old place. */
  readonly relinked: Map<number, string>;
}
