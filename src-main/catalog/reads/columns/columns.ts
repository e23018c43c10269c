/**
 * The columns: every structured field of all generations in typed arrays. One scan fills them; changes update them. So
 * filters, counts, order and layout never ask SQLite. The *position* of a row is its index in the arrays and never
 * changes. Its *rank* is its place in newest-first order. A batch of an import is appended, and only ranks change.
 */
import { lowerBound } from '../../../contract/items/lower-bound.ts';
import { add, type Bitset, emptySet, positions } from '../../query-language/bitset.ts';
import type { InternedNames } from './interned-names.ts';
import type { RowPositions } from './row-positions.ts';

/** The fields that are one bit each in `Columns.facts`. */
export const FACT_BITS = {
  favorite: 1,
  liked: 2,
  draft: 4,
  missing: 8,
  audio: 16,
  note: 32,
  shots: 128,
  remix: 256,
  prompt: 512,
  title: 1024,
  media: 2048,
  seed: 4096,
} as const;

/** `Columns.kind` and `Columns.state` hold indices into these. */
export const KINDS = [null, 'video', 'image'] as const;
export const STATES = ['complete', 'prompt-only', 'media-only'] as const;

/** `Columns.day` of undated items. */
export const NO_DAY = -0x80000000;
export const DAY_MS = 86_400_000;

/** Fields with names as values: `Columns[field]` holds codes into `names[field]`. */
export const NAME_COLUMNS = ['tag', 'mention', 'model', 'account', 'collection', 'author', 'format', 'folder'] as const;
export type NameColumn = (typeof NAME_COLUMNS)[number];

/** One array for each field. Unknown numbers are NaN, unknown sizes are 0. */
export interface ColumnArrays extends Record<NameColumn, Uint32Array> {
  readonly rowid: Uint32Array;
  readonly slot: Float64Array;
  /** ms since 1970 UTC. */
  readonly created: Float64Array;
  /** Days since 1970 UTC, or NO_DAY. */
  readonly day: Int32Array;
  readonly facts: Uint32Array;
  readonly kind: Uint8Array;
  readonly state: Uint8Array;
  readonly rating: Uint8Array;
  /** Pixels as shown: from the file, otherwise as a record states them. */
  readonly width: Uint32Array;
  readonly height: Uint32Array;
  /** As in contract/items/layout.ts. */
  readonly aspect: Uint8Array;
  readonly duration: Float64Array;
}

export interface Columns extends ColumnArrays {
  /** The number of shown rows. */
  readonly count: number;
  /** Positions 0…size-1 are in use; those in `live` are shown. The arrays may be longer. */
  readonly size: number;
  readonly live: Bitset;
  /** The first `dated` ranks have a date. */
  readonly dated: number;
  /** The position of each rank, and the rank of each position; null while both are equal. */
  readonly order: Uint32Array | null;
  readonly ranks: Uint32Array | null;
  /** The number of positions that were in order after the last sort. */
  readonly settled: number;
  readonly names: Readonly<Record<NameColumn, InternedNames>>;
  /** Slots in ascending order, and the position of each. Hits of the text index arrive in this order. */
  readonly slots: Float64Array;
  readonly slotPositions: Uint32Array;
  readonly places: RowPositions;
  /** The position of a rowid; -1 when it is hidden or unknown. */
  positionOf(rowid: number): number;
}

export const positionAt = (columns: Columns, rank: number): number =>
  columns.order ? (columns.order[rank] as number) : rank;

export const rankAt = (columns: Columns, position: number): number =>
  columns.ranks ? (columns.ranks[position] as number) : position;

/** The ranks of a set of positions. */
export function ranksOf(columns: Columns, set: Bitset): Bitset {
  const { ranks } = columns;
  if (!ranks) return set;
  const ranked = emptySet(columns.count);
  for (const at of positions(set)) add(ranked, ranks[at] as number);
  return ranked;
}

/** Replaces each rank by its position, in place. */
export function inPositions(columns: Columns, ranks: Uint32Array): Uint32Array {
  const { order } = columns;
  if (order) for (let i = 0; i < ranks.length; i += 1) ranks[i] = order[ranks[i] as number] as number;
  return ranks;
}

/** An empty array of length `size` for every field. */
export function allocate(size: number): ColumnArrays {
  const codes = Object.fromEntries(NAME_COLUMNS.map((name) => [name, new Uint32Array(size)])) as Record<
    NameColumn,
    Uint32Array
  >;
  return {
    ...codes,
    rowid: new Uint32Array(size),
    slot: new Float64Array(size),
    created: new Float64Array(size),
    day: new Int32Array(size),
    facts: new Uint32Array(size),
    kind: new Uint8Array(size),
    state: new Uint8Array(size),
    rating: new Uint8Array(size),
    width: new Uint32Array(size),
    height: new Uint32Array(size),
    aspect: new Uint8Array(size),
    duration: new Float64Array(size),
  };
}

/** Adds the positions of text hits to a set. @param hits ascending slots; slots of hidden rows are skipped */
export function positionsOfSlots(columns: Columns, hits: ArrayLike<number>, into: Bitset): Bitset {
  const { slots, slotPositions } = columns;
  const few = hits.length * 16 < slots.length;
  let at = 0;
  for (let i = 0; i < hits.length; i += 1) {
    const slot = hits[i] as number;
    if (few) at = lowerBound(slots, slot, at);
    else while (at < slots.length && (slots[at] as number) < slot) at += 1;
    if (slots[at] !== slot) continue;
    const position = slotPositions[at] as number;
    into[position >>> 5] = (into[position >>> 5] as number) | (1 << (position & 31));
  }
  return into;
}
