/** The input and the result of every form of export. */

import type { ExportRow } from '../../catalog/reads/items/export-rows.ts';
import type { KnownProblem } from '../../contract/archive/problem-codes.ts';
import type { ExportWish } from '../../contract/items/export.ts';
import type { CatalogReads } from '../library/catalog-reads.ts';
import type { JobList } from '../library/jobs/job-list.ts';
import type { Previews } from '../library/previews-api.ts';
import type { CopyThread } from '../workers/copy-threads.ts';
import type { Target } from './target.ts';

export interface Exporting {
  readonly reads: CatalogReads;
  readonly previews: Pick<Previews, 'get'>;
  readonly copying: readonly CopyThread[];
  readonly target: Target;
  /** The items to export, in this order. */
  readonly rowids: readonly number[];
  /** The number of all items. It decides how many digits `{n}` has in a name. */
  readonly total: number;
  /** The query that selected the items; '' when they were selected by hand. */
  readonly query: string;
  readonly name: string;
  readonly signal: AbortSignal;
  /** Called after each batch with the number of finished items. */
  readonly progress: (done: number) => void;
  readonly problem: (problem: KnownProblem) => void;
}

/** The parts of the library that exports need. */
export interface ExportParts extends Pick<Exporting, 'reads' | 'previews' | 'copying'> {
  readonly library: string;
  readonly jobs: Pick<JobList, 'start'>;
  readonly rowidsOf: (selection: ExportWish['selection']) => Promise<readonly number[]>;
}

export interface ExportOutcome {
  readonly generations: number;
  readonly files: number;
  readonly bytes: number;
}

/** The number of rows in one read. With their records they may be large. */
const BATCH = 64;

/** Reads the rows in batches, one batch ahead. Throws the signal's reason when it is aborted. */
export async function* stretches({
  reads,
  rowids,
  signal,
}: Pick<Exporting, 'reads' | 'rowids' | 'signal'>): AsyncGenerator<readonly ExportRow[]> {
  const read = (from: number): Promise<readonly ExportRow[]> => {
    const rows = reads.exportRows(rowids.slice(from, from + BATCH));
    // The caller receives the rejection; this handler prevents an unhandledRejection of a batch that was read ahead.
    rows.catch(() => {});
    return rows;
  };
  let next = read(0);
  for (let from = 0; from < rowids.length; from += BATCH) {
    const rows = await next;
    if (from + BATCH < rowids.length) next = read(from + BATCH);
    signal.throwIfAborted();
    yield rows;
  }
}
