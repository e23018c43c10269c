/**
 * Maps rowids to positions. Most rowids are small consecutive numbers, so an array holds them; a map holds the others.
 */

export interface RowPositions {
  /** The position of a rowid; -1 when it is hidden or unknown. */
  get(rowid: number): number;
  /** A `position` of -1 removes the rowid. */
  put(rowid: number, position: number): void;
}

/** Rowids up to this multiple of the number of rows go into the array. */
const SPARSEST = 8;

/** @param rows the expected number of rowids */
export function openRowPositions(rows: number): RowPositions {
  let table = new Int32Array(rows + 1024).fill(-1);
  let filled = 0;
  const odd = new Map<number, number>();
  const grow = (rowid: number): void => {
    const larger = new Int32Array(Math.ceil(Math.max(rowid + 1, table.length) * 1.125) + 1024).fill(-1);
    larger.set(table);
    table = larger;
    for (const [known, position] of odd) {
      if (known >= table.length) continue;
      table[known] = position;
      odd.delete(known);
    }
  };
  return {
    get: (rowid) => (rowid < table.length ? (table[rowid] ?? -1) : (odd.get(rowid) ?? -1)),
    put(rowid, position) {
      filled += 1;
      if (rowid >= table.length && rowid < filled * SPARSEST + 100_000) grow(rowid);
      if (rowid < table.length) table[rowid] = position;
      else if (position < 0) odd.delete(rowid);
      else odd.set(rowid, position);
    },
  };
}
