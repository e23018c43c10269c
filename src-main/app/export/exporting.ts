/** What every form of export is given, and what it gives back. */

import type { ExportRow } from '../../catalog/reads/items/export-rows.ts';
import type { KnownProblem } from '../../contract/archive/problem-codes.ts';
import type { ExportWish } from '../../contract/items/export.ts';
import type { CatalogReads } from '../library/catalog-reads.ts';
import type { JobList } from '../library/job-list.ts';
import type { Previews } from '../library/previews-api.ts';
import type { CopyThread } from '../workers/copy-threads.ts';
import type { Target } from './target.ts';

export interface Exporting {
  readonly reads: CatalogReads;
  readonly previews: Pick<Previews, 'get'>;
  readonly copying: readonly CopyThread[];
  readonly target: Target;
  /** What is exported, in this order. */
  readonly rowids: readonly number[];
  /** How many items there are: the number in a name has as many digits. */
  readonly total: number;
  /** The query that found it; '' where it was chosen by hand. */
  readonly query: string;
  readonly name: string;
  readonly signal: AbortSignal;
  /** Told after each stretch how many items are done. */
  readonly progress: (done: number) => void;
  readonly problem: (problem: KnownProblem) => void;
}

/** What exports are made with. */
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

/** Rows that are read at once: with their source records they may be large. */
const BATCH = 64;

/** Everything that is exported, in stretches. Throws the signal's reason when it is stopped. */
export async function* stretches({
  reads,
  rowids,
  signal,
}: Pick<Exporting, 'reads' | 'rowids' | 'signal'>): AsyncGenerator<readonly ExportRow[]> {
  const read = (from: number): Promise<readonly ExportRow[]> => {
    const rows = reads.exportRows(rowids.slice(from, from + BATCH));
    // Read ahead: a failure is met when its turn comes.
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
