/** Everything a person entered, as it is shown: for comparing two moments. */
import type { Database } from 'better-sqlite3';
import { openReads } from '../../../src-main/catalog/reads/reads.ts';

/** Items with their marks, tags, stacks, the collections in order, and what is arranged. */
export function entered(db: Database): unknown {
  const reads = openReads(db);
  const rowids = [...reads.rowids('')].sort((a, b) => a - b);
  const { tags, collections, searches } = reads.organised();
  return {
    items: rowids.map((rowid) => {
      const detail = reads.showRow(rowid);
      return {
        rowid,
        tags: detail?.tags,
        rating: detail?.rating,
        favorite: detail?.favorite,
        note: detail?.note,
        stack: reads.stack(rowid),
        found: detail?.note ? [...reads.rowids(`note:"${detail.note}"`)].includes(rowid) : null,
      };
    }),
    tags,
    searches,
    collections: collections.map((one) => ({ ...one, items: reads.collectionItems(one.name) })),
  };
}
