/** The items that a person selected: by number, or as the whole result of a query. */
import type { Selection } from '../../contract/organising/edit.ts';
import type { CatalogReads } from '../library/catalog-reads.ts';
import { wholeResult } from './bulk-confirmation.ts';

/** Rejects with "query-not-understood" as {@link wholeResult} does. */
export async function selectedRowids(
  selection: Selection,
  reads: CatalogReads,
): Promise<readonly number[] | Uint32Array> {
  if (selection.type === 'rowids') return selection.rowids;
  const rowids = await wholeResult(reads, selection.q, selection);
  if (selection.except.length === 0) return rowids;
  const except = new Set(selection.except);
  return rowids.filter((rowid) => !except.has(rowid));
}
