/** Puts changed rows into the columns, in the one order: newest first, the undated last, equals by public id, then by rowid. */
import { allocate, type ColumnArrays, type Columns } from './columns.ts';
import { sortedBy } from './sorting.ts';

/** Rows as read, in any order; the arrays may be longer than `count`. */
export interface Rows {
  readonly arrays: ColumnArrays;
  readonly publicIds: string[];
  count: number;
}

/**
 * The columns with `rows` in place and the rows numbered `replaced` gone from where they were. Existing arrays are only
 * written to when nothing moves.
 * @param before null when there is nothing yet
 * @param publicIdOf looks up an existing row's public id, to place rows of the same millisecond
 */
export function merge(
  before: Columns | null,
  rows: Rows,
  replaced: ReadonlySet<number>,
  names: Columns['names'],
  publicIdOf: (rowid: number) => string,
): Columns {
  const old = before ?? assemble(allocate(0), 0, names, new Float64Array(0), new Uint32Array(0));
  if (before && staysInPlace(before, rows, replaced)) {
    for (let i = 0; i < rows.count; i += 1) copyRow(rows.arrays, i, before, before.positionOf(rows.arrays.rowid[i] as number));
    return { ...before };
  }
  const gone = new Set([...replaced].map((rowid) => old.positionOf(rowid)).filter((at) => at >= 0));
  const size = old.count - gone.size + rows.count;
  const merged = allocate(size);
  const { stretches, newPlaces } = arrange(old, rows, gone, publicIdOf);
  for (const name of Object.keys(merged) as (keyof ColumnArrays)[]) {
    for (const { from, to, at } of stretches) merged[name].set(old[name].subarray(from, to), at);
    scatter(rows.arrays[name], newPlaces, merged[name]);
  }
  return withSlots(merged, size, names, old, stretches, rows, newPlaces);
}

/** Old rows [from, to) that stay together, and where they go. */
interface Stretch {
  readonly from: number;
  readonly to: number;
  readonly at: number;
}

/** Where everything goes: old rows in stretches, new ones one by one. */
function arrange(
  old: Columns,
  rows: Rows,
  gone: ReadonlySet<number>,
  publicIdOf: (rowid: number) => string,
): { readonly stretches: readonly Stretch[]; readonly newPlaces: Uint32Array } {
  const stretches: Stretch[] = [];
  const newPlaces = new Uint32Array(rows.count);
  const holes = [...gone].sort((a, b) => a - b);
  let [read, at, hole] = [0, 0, 0];
  const keep = (to: number): void => {
    if (to > read) stretches.push({ from: read, to, at });
    at += to - read;
    read = to;
  };
  const keepUpTo = (end: number): void => {
    for (; hole < holes.length && (holes[hole] as number) < end; hole += 1) {
      keep(holes[hole] as number);
      read += 1;
    }
    keep(end);
  };
  for (const row of inOrder(rows)) {
    const key = {
      created: rows.arrays.created[row] as number,
      publicId: rows.publicIds[row] as string,
      rowid: rows.arrays.rowid[row] as number,
    };
    keepUpTo(placeOf(old, key, publicIdOf, read));
    newPlaces[row] = at++;
  }
  keepUpTo(old.count);
  return { stretches, newPlaces };
}

function scatter(from: ColumnArrays[keyof ColumnArrays], places: Uint32Array, to: ColumnArrays[keyof ColumnArrays]): void {
  for (let i = 0; i < places.length; i += 1) to[places[i] as number] = from[i] as number;
}

/** Whether every changed row is shown already, and stays where it is. */
function staysInPlace(before: Columns, rows: Rows, replaced: ReadonlySet<number>): boolean {
  let shown = 0;
  for (const rowid of replaced) if (before.positionOf(rowid) >= 0) shown += 1;
  if (shown !== rows.count) return false;
  const { rowid, created, slot } = rows.arrays;
  for (let i = 0; i < rows.count; i += 1) {
    const at = before.positionOf(rowid[i] as number);
    if (at < 0 || before.slot[at] !== slot[i] || !Object.is(before.created[at], created[i])) return false;
  }
  return true;
}

function copyRow(from: ColumnArrays, row: number, to: ColumnArrays, at: number): void {
  for (const name of Object.keys(from) as (keyof ColumnArrays)[]) to[name][at] = from[name][row] as number;
}

const upTo = (count: number): Uint32Array => Uint32Array.from({ length: count }, (_, i) => i);

/** The rows' indices, in order. */
function inOrder(rows: Rows): Uint32Array {
  const { created, rowid } = rows.arrays;
  const { publicIds } = rows;
  return upTo(rows.count).sort((a, b) => {
    const [first, second] = [created[a] as number, created[b] as number];
    if (first !== second && !(Number.isNaN(first) && Number.isNaN(second)))
      return Number.isNaN(first) ? 1 : Number.isNaN(second) ? -1 : second - first;
    const [one, other] = [publicIds[a] as string, publicIds[b] as string];
    if (one !== other) return one < other ? -1 : 1;
    return (rowid[a] as number) - (rowid[b] as number);
  });
}

interface SortKey {
  readonly created: number;
  readonly publicId: string;
  readonly rowid: number;
}

/** Before which old position a row belongs, not less than `low`. */
function placeOf(old: Columns, key: SortKey, publicIdOf: (rowid: number) => string, low: number): number {
  let [from, to] = [low, old.count];
  while (from < to) {
    const middle = (from + to) >>> 1;
    if (comesBefore(middle)) from = middle + 1;
    else to = middle;
  }
  return from;

  function comesBefore(at: number): boolean {
    const other = old.created[at] as number;
    if (!Object.is(other, key.created)) return Number.isNaN(key.created) || other > key.created;
    const rowid = old.rowid[at] as number;
    const publicId = publicIdOf(rowid);
    return publicId === key.publicId ? rowid < key.rowid : publicId < key.publicId;
  }
}

/** Merges the old rows' slots, which are in order, with the new ones'. */
function withSlots(
  arrays: ColumnArrays,
  size: number,
  names: Columns['names'],
  old: Columns,
  stretches: readonly Stretch[],
  rows: Rows,
  newPlaces: Uint32Array,
): Columns {
  const oldMoved = new Int32Array(old.count).fill(-1);
  for (const { from, to, at } of stretches) for (let i = from; i < to; i += 1) oldMoved[i] = at + i - from;
  const slots = new Float64Array(size);
  const slotPositions = new Uint32Array(size);
  const fresh = sortedBy(upTo(rows.count), rows.count, (row) => rows.arrays.slot[row] as number);
  let at = 0;
  let next = 0;
  const put = (slot: number, position: number): void => {
    slots[at] = slot;
    slotPositions[at++] = position;
  };
  for (let i = 0; i <= old.count; i += 1) {
    const limit = i < old.count ? (old.slots[i] as number) : Number.POSITIVE_INFINITY;
    for (; next < fresh.length && (rows.arrays.slot[fresh[next] as number] as number) <= limit; next += 1) {
      const row = fresh[next] as number;
      put(rows.arrays.slot[row] as number, newPlaces[row] as number);
    }
    const moved = i < old.count ? (oldMoved[old.slotPositions[i] as number] as number) : -1;
    if (moved >= 0) put(limit, moved);
  }
  return assemble(arrays, size, names, slots, slotPositions);
}

function assemble(arrays: ColumnArrays, count: number, names: Columns['names'], slots: Float64Array, slotPositions: Uint32Array): Columns {
  const exact = Object.fromEntries(
    Object.entries(arrays).map(([name, array]) => [name, array.length === count ? array : array.subarray(0, count)]),
  );
  const columns = exact as unknown as ColumnArrays;
  let dated = 0;
  let highest = -1;
  for (let at = 0; at < count; at += 1) {
    if (!Number.isNaN(columns.created[at])) dated += 1;
    highest = Math.max(highest, columns.rowid[at] as number);
  }
  const positionOf = lookup(columns.rowid, highest);
  return { ...columns, count, dated, names, slots, slotPositions, positionOf };
}

/** Rowids are small numbers in a row, so a plain array finds them; a map does where they are not. */
function lookup(rowids: Uint32Array, highest: number): (rowid: number) => number {
  if (highest > rowids.length * 8 + 100_000) {
    const map = new Map(Array.from(rowids, (rowid, at) => [rowid, at] as const));
    return (rowid) => map.get(rowid) ?? -1;
  }
  const table = new Int32Array(highest + 1).fill(-1);
  rowids.forEach((rowid, at) => {
    table[rowid] = at;
  });
  return (rowid) => table[rowid] ?? -1;
}
