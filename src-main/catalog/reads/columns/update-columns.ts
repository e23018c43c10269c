/**
 * Updates the columns with changed rows: in place when the order stays, otherwise appended with new ranks. At a million
 * rows a batch of a thousand costs some milliseconds, because only ranks and slots are copied (20 bytes per row), never
 * the other arrays.
 */
import { firstWhere, lowerBound } from '../../../contract/items/lower-bound.ts';
import { add, type Bitset } from '../../query-language/bitset.ts';
import { allocate, type ColumnArrays, type Columns, rankAt } from './columns.ts';
import { comesBefore, type RankKey, settle } from './rank.ts';
import { upTo } from './sorting.ts';

/** Rows in any order; the arrays may be longer than `count`. */
export interface Rows {
  readonly arrays: ColumnArrays;
  readonly publicIds: string[];
  count: number;
}

/** The columns are sorted again after this many appended rows, if they are also a quarter of all rows. */
const MOST_UNSETTLED = 20_000;

/**
 * Returns the columns with `rows` added and the rows with the numbers `replaced` removed from their old positions.
 * Writes into the arrays of `before`; do not use `before` afterwards.
 * @param publicIdOf returns the public id of an existing row; it orders rows of the same millisecond
 */
export function updateColumns(
  before: Columns,
  rows: Rows,
  replaced: ReadonlySet<number>,
  names: Columns['names'],
  publicIdOf: (rowid: number) => string,
): Columns {
  const changed = sortOut(before, rows, replaced);
  if (changed.fresh.length === 0 && changed.gone.length === 0) return { ...before, names };
  const { places } = before;
  const goneSlots = Float64Array.from(changed.gone, (at) => before.slot[at] as number).sort();
  const ranking = rankAnew(before, rows, changed, publicIdOf);
  const arrays = withRoom(before, changed.size);
  for (const at of changed.gone) places.put(arrays.rowid[at] as number, -1);
  for (const { row, at } of changed.fresh) {
    copyRow(rows.arrays, row, arrays, at);
    places.put(arrays.rowid[at] as number, at);
  }
  const merged: Columns = {
    ...arrays,
    ...ranking,
    ...mergeSlots(before, goneSlots, arrays, changed),
    count: before.count - changed.gone.length + changed.fresh.length,
    size: changed.size,
    live: liveAfter(before, changed),
    settled: before.settled,
    names,
    places,
    positionOf: places.get,
  };
  const unsettled = merged.size - merged.settled + (merged.size - merged.count);
  return unsettled > MOST_UNSETTLED && unsettled > merged.size / 4 ? settle(merged) : merged;
}

interface Fresh {
  readonly row: number;
  readonly at: number;
}

interface Changed {
  /** Rows that need a new rank, with their positions. */
  readonly fresh: readonly Fresh[];
  /** Positions that lose their rank; some of them get another. */
  readonly gone: readonly number[];
  readonly size: number;
}

/** Writes rows in place where possible; returns the remaining work. */
function sortOut(before: Columns, rows: Rows, replaced: ReadonlySet<number>): Changed {
  const { rowid, created, slot } = rows.arrays;
  const fresh: Fresh[] = [];
  const gone: number[] = [];
  const kept = new Set<number>();
  let size = before.size;
  for (let row = 0; row < rows.count; row += 1) {
    const at = before.positionOf(rowid[row] as number);
    kept.add(at);
    if (at < 0) fresh.push({ row, at: size++ });
    else if (before.slot[at] === slot[row] && Object.is(before.created[at], created[row]))
      copyRow(rows.arrays, row, before, at);
    else {
      gone.push(at);
      fresh.push({ row, at });
    }
  }
  for (const one of replaced) {
    const at = before.positionOf(one);
    if (at >= 0 && !kept.has(at)) gone.push(at);
  }
  return { fresh, gone, size };
}

function liveAfter(before: Columns, { fresh, gone, size }: Changed): Bitset {
  const live = new Uint32Array((size + 31) >>> 5);
  live.set(before.live);
  for (const at of gone) live[at >>> 5] = (live[at >>> 5] as number) & ~(1 << (at & 31));
  for (const { at } of fresh) add(live, at);
  return live;
}

/** The new ranks: ranges of the old order with the new rows between them. */
function rankAnew(
  before: Columns,
  rows: Rows,
  { fresh, gone, size }: Changed,
  publicIdOf: (rowid: number) => string,
): Pick<Columns, 'order' | 'ranks' | 'dated'> {
  const old = before.order ?? upTo(before.count);
  const holes = Uint32Array.from(gone, (at) => rankAt(before, at)).sort();
  const { created } = rows.arrays;
  const keyOf = ({ row }: Fresh): RankKey => ({
    created: created[row] as number,
    publicId: () => rows.publicIds[row] as string,
    rowid: rows.arrays.rowid[row] as number,
  });
  const keyAt = (rank: number): RankKey => {
    const at = old[rank] as number;
    const rowid = before.rowid[at] as number;
    return { created: before.created[at] as number, publicId: () => publicIdOf(rowid), rowid };
  };
  const newcomers = fresh.toSorted(
    (a, b) => inTime(created[a.row] as number, created[b.row] as number) || byKey(keyOf(a), keyOf(b)),
  );
  // The rows are sorted, so each search begins where the last one ended. Keys are read only when dates are equal.
  let from = 0;
  const places = newcomers.map((one) => {
    const made = created[one.row] as number;
    from = firstWhere(
      from,
      before.count,
      (rank) => (inTime(before.created[old[rank] as number] as number, made) || byKey(keyAt(rank), keyOf(one))) > 0,
    );
    return from;
  });
  const order = new Uint32Array(before.count - gone.length + fresh.length);
  spliced(old, order, holes, places, (i) => newcomers[i]?.at as number);

  const unchanged = Math.min(holes[0] ?? before.count, places[0] ?? before.count);
  const ranks = new Uint32Array(Math.max(size, before.ranks?.length ?? 0));
  ranks.set(before.ranks ?? upTo(before.size));
  for (let rank = unchanged; rank < order.length; rank += 1) ranks[order[rank] as number] = rank;
  const dated = (created: number | undefined): number => Number(!Number.isNaN(created));
  const lost = gone.reduce((sum, at) => sum + dated(before.created[at]), 0);
  const won = fresh.reduce((sum, { row }) => sum + dated(rows.arrays.created[row]), 0);
  return { order, ranks, dated: before.dated - lost + won };
}

/** Merges the slots of the old rows, which are in order, with those of the new rows. */
function mergeSlots(
  before: Columns,
  goneSlots: Float64Array,
  arrays: ColumnArrays,
  { fresh }: Changed,
): Pick<Columns, 'slots' | 'slotPositions'> {
  const holes = Uint32Array.from(goneSlots, (slot) => lowerBound(before.slots, slot, 0));
  const newcomers = fresh.map(({ at }) => ({ at, slot: arrays.slot[at] as number })).sort((a, b) => a.slot - b.slot);
  const places = newcomers.map(({ slot }) => lowerBound(before.slots, slot, 0));
  const size = before.slots.length - holes.length + newcomers.length;
  const [slots, slotPositions] = [new Float64Array(size), new Uint32Array(size)];
  spliced(before.slots, slots, holes, places, (i) => newcomers[i]?.slot as number);
  spliced(before.slotPositions, slotPositions, holes, places, (i) => newcomers[i]?.at as number);
  return { slots, slotPositions };
}

/**
 * Copies `from` into `to` without the indices in `holes` and with a new value before each index in `places`; both lists
 * ascend. The ranges between them are copied at once.
 */
function spliced<T extends Uint32Array | Float64Array>(
  from: T,
  to: T,
  holes: Uint32Array,
  places: readonly number[],
  newcomer: (i: number) => number,
): void {
  let [read, write, hole] = [0, 0, 0];
  const copyUpTo = (end: number): void => {
    for (;;) {
      const stop = hole < holes.length && (holes[hole] as number) < end ? (holes[hole] as number) : end;
      if (stop > read) {
        to.set(from.subarray(read, stop), write);
        write += stop - read;
        read = stop;
      }
      if (stop === end) return;
      hole += 1;
      read += 1;
    }
  };
  places.forEach((place, i) => {
    copyUpTo(Math.max(place, read));
    to[write++] = newcomer(i);
  });
  copyUpTo(from.length);
}

/** Arrays of at least `size` rows: the same arrays, or longer copies. */
function withRoom(columns: ColumnArrays, size: number): ColumnArrays {
  if (size <= columns.rowid.length) return columns;
  const larger = allocate(size + (size >>> 3) + 4096);
  for (const name of Object.keys(larger) as (keyof ColumnArrays)[]) larger[name].set(columns[name]);
  return larger;
}

function copyRow(from: ColumnArrays, row: number, to: ColumnArrays, at: number): void {
  for (const name of FIELDS) to[name][at] = from[name][row] as number;
}
const FIELDS = Object.keys(allocate(0)) as (keyof ColumnArrays)[];

/** Compares dates, newest first and undated last. 0 when the dates do not decide. */
function inTime(a: number, b: number): number {
  if (a === b) return 0;
  if (Number.isNaN(a) || Number.isNaN(b)) return Number(Number.isNaN(a)) - Number(Number.isNaN(b));
  return b - a;
}

const byKey = (a: RankKey, b: RankKey): number => (comesBefore(a, b) ? -1 : 1);
