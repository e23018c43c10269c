/** The order of rows: newest first, undated last; equal dates by public id, then by rowid. */
import { add, emptySet } from '../../query-language/bitset.ts';
import { allocate, type ColumnArrays, type Columns, inPositions } from './columns.ts';
import { openRowPositions } from './row-positions.ts';
import { sortedBy, upTo } from './sorting.ts';

/** What decides the rank of a row; public ids are read only for equal dates. */
export interface RankKey {
  /** ms since 1970 UTC, NaN when undated. */
  readonly created: number;
  readonly publicId: () => string;
  readonly rowid: number;
}

export function comesBefore(a: RankKey, b: RankKey): boolean {
  if (!Object.is(a.created, b.created)) return Number.isNaN(b.created) || a.created > b.created;
  const [one, other] = [a.publicId(), b.publicId()];
  return one === other ? a.rowid < b.rowid : one < other;
}

/**
 * Sorted columns of the first `count` rows of the arrays. @param publicIdsOf returns the public ids of some rows, by
 * rowid
 */
export function arrange(
  arrays: ColumnArrays,
  count: number,
  names: Columns['names'],
  publicIdsOf: (rowids: readonly number[]) => ReadonlyMap<number, string>,
): Columns {
  return sorted(arrays, sortedRows(arrays, count, publicIdsOf), names);
}

/** The same columns with every row at its rank: without gaps, and read in sequence. */
export function settle(columns: Columns): Columns {
  return sorted(columns, inPositions(columns, upTo(columns.count)), columns.names);
}

type AnyArray = ColumnArrays[keyof ColumnArrays];

/**
 * Copies the rows of `from` in this order. Each array of `from` is released after its copy: both together take 80 MB
 * per million rows.
 */
function sorted(from: ColumnArrays, order: Uint32Array, names: Columns['names']): Columns {
  const count = order.length;
  const room = count + (count >>> 6) + 4096;
  const arrays = allocate(0);
  for (const name of Object.keys(arrays) as (keyof ColumnArrays)[]) {
    Object.assign(arrays, { [name]: inOrder(from[name], order, room) });
    Object.assign(from, { [name]: allocate(0)[name] });
  }
  const places = openRowPositions(count);
  const live = emptySet(count);
  let dated = 0;
  for (let at = 0; at < count; at += 1) {
    places.put(arrays.rowid[at] as number, at);
    add(live, at);
    if (!Number.isNaN(arrays.created[at])) dated += 1;
  }
  return {
    ...arrays,
    ...slotsOf(arrays, count),
    count,
    size: count,
    live,
    dated,
    order: null,
    ranks: null,
    settled: count,
    names,
    places,
    positionOf: places.get,
  };
}

function inOrder(source: AnyArray, order: Uint32Array, room: number): AnyArray {
  const target = new (source.constructor as new (size: number) => AnyArray)(room);
  for (let at = 0; at < order.length; at += 1) target[at] = source[order[at] as number] as number;
  return target;
}

/** Slots follow the minute, so rows in newest-first order are nearly sorted by descending slot. */
function slotsOf(arrays: ColumnArrays, count: number): Pick<Columns, 'slots' | 'slotPositions'> {
  const slotPositions = sortedBy(upTo(count), count, (at) => arrays.slot[at] as number);
  const slots = new Float64Array(count);
  for (let i = 0; i < count; i += 1) slots[i] = arrays.slot[slotPositions[i] as number] as number;
  return { slotPositions, slots };
}

const MINUTE_MS = 60_000;
/**
 * The year 2097. Later minutes count as this one, so that minute and row fit into one double; equal minutes are sorted
 * below.
 */
const LAST_MINUTE = 2 ** 26;

function sortedRows(
  { created, rowid }: ColumnArrays,
  count: number,
  publicIdsOf: (rowids: readonly number[]) => ReadonlyMap<number, string>,
): Uint32Array {
  const minute = (at: number): number => {
    const ms = created[at] as number;
    return Number.isNaN(ms)
      ? LAST_MINUTE + 1
      : LAST_MINUTE - Math.min(LAST_MINUTE, Math.max(0, Math.floor(ms / MINUTE_MS)));
  };
  const rows = sortedBy(upTo(count), count, minute);
  eachRun(
    rows,
    (a, b) => minute(a) === minute(b),
    (run) => run.sort((a, b) => (created[b] as number) - (created[a] as number)),
  );
  const sameTime = (a: number, b: number): boolean => Object.is(created[a], created[b]);
  const tied: number[] = [];
  eachRun(rows, sameTime, (run) => {
    for (const at of run) tied.push(rowid[at] as number);
  });
  const ids = publicIdsOf(tied);
  const keyOf = (at: number): RankKey => ({
    created: 0,
    publicId: () => ids.get(rowid[at] as number) ?? '',
    rowid: rowid[at] as number,
  });
  eachRun(rows, sameTime, (run) => run.sort((a, b) => (comesBefore(keyOf(a), keyOf(b)) ? -1 : 1)));
  return rows;
}

/** Calls `each` for every run of two or more equal neighbours, with a view into `rows`. */
function eachRun(rows: Uint32Array, same: (a: number, b: number) => boolean, each: (run: Uint32Array) => void): void {
  for (let from = 0; from < rows.length; ) {
    let to = from + 1;
    while (to < rows.length && same(rows[from] as number, rows[to] as number)) to += 1;
    if (to - from > 1) each(rows.subarray(from, to));
    from = to;
  }
}
