/**
 * Finds the first page of a result without reading the whole result, so that the page appears while the total is still
 * being counted. It reads the text index in windows of slots. Slots nearly follow time, so it begins at the end where
 * the order begins. Each window is several times as long as the one before. It stops when no later window can contain
 * an item that belongs on the page.
 */
import type { Database } from 'better-sqlite3';
import { lowerBound } from '../../../contract/items/lower-bound.ts';
import type { Sort } from '../../../contract/searching/search.ts';
import type { Filter, Node } from '../../query-language/ast.ts';
import { add, type Bitset, emptySet, fullSet, has, positions } from '../../query-language/bitset.ts';
import { statement } from '../../query-language/statement.ts';
import { type Columns, positionAt, rankAt } from '../columns/columns.ts';
import { evaluateFilter, evaluateOn } from './evaluate.ts';
import type { EvaluationScope, QueryContext } from './query-context.ts';
import { isTooLargeToScore } from './results.ts';
import { wordsBeginning } from './vocabulary.ts';

/** The orders by time: slots nearly follow them. */
type TimeOrder = 'newest' | 'oldest';

export interface FirstPage {
  /** The first positions in the requested order. */
  readonly first: Uint32Array;
  /** Whether the result has no more positions. */
  readonly isAll: boolean;
}

/**
 * The first `most` positions of a result in the requested order, and whether there are more. Null for an order that
 * needs the whole result.
 */
export function readFirstPage(context: QueryContext, node: Node, sort: Sort, most: number): FirstPage | null {
  if (sort === 'newest' || sort === 'oldest') return scanFirstPage(context, node, sort, most);
  return sort === 'relevance' && isTooLargeToScore(context, node) ? scanFirstPage(context, node, 'newest', most) : null;
}

function scanFirstPage(context: QueryContext, node: Node, order: TimeOrder, most: number): FirstPage {
  const { columns } = context;
  const passing = rememberingFilters(context);
  const spelt = withWholeWords(context.db, node);
  const zones = zonesOf(columns, order);
  // One more than requested shows whether there are more.
  const best = openBest(most + 1);
  for (let [read, length] = [0, 1]; read < zones.length && best.last() > (zones[read] as number); ) {
    const until = Math.min(zones.length, read + length);
    const stretch = stretchOf(columns, order, read * ZONE, until * ZONE);
    const found = positions(evaluateOn(groundOf(context, stretch, passing), spelt));
    best.add(found.map((at) => placeIn(columns, order, columns.slotPositions[stretch.from + at] as number)));
    read = until;
    length *= found.length > 0 ? GROWTH : GROWTH_WITHOUT_HITS;
  }
  const places = best.places();
  return {
    first: places.subarray(0, most).map((place) => atPlace(columns, order, place)),
    isAll: places.length <= most,
  };
}

/**
 * Growth factor of the windows: frequent words are found in the first windows, and rare words cost little in any
 * window.
 */
const GROWTH = 8;
/**
 * Growth factor while nothing was found: a rare phrase costs the same in each window, so few, large windows are best.
 */
const GROWTH_WITHOUT_HITS = 64;

/** The longest word beginnings that the index stores (migrations/0003). */
const LONGEST_INDEXED = 4;
/** The largest number of words that are searched one by one. */
const MOST_WORDS = 24;

/**
 * For a longer word beginning SQLite merges the rows of all its words, even inside a window. So the words are named
 * instead, when they are few.
 */
function withWholeWords(db: Database, node: Node): Node {
  if (node.type === 'not') return { type: 'not', of: withWholeWords(db, node.of) };
  if (node.type === 'and' || node.type === 'or')
    return { type: node.type, of: node.of.map((one) => withWholeWords(db, one)) };
  const last = node.type === 'text' && node.prefix ? (node.tokens.at(-1) as string) : '';
  if (node.type !== 'text' || last.length <= LONGEST_INDEXED) return node;
  const words = wordsBeginning(db, last, MOST_WORDS);
  if (words === null || words.length === 0) return node;
  const of = words.map((word): Node => ({ ...node, tokens: [...node.tokens.slice(0, -1), word], prefix: false }));
  return of.length === 1 ? (of[0] as Node) : { type: 'or', of };
}

/** Indices [from, to) of `Columns.slots`. */
interface RankWindow {
  readonly from: number;
  readonly to: number;
}

/** Slots ascend, so the newest are at the end. */
function stretchOf({ slots }: Columns, order: TimeOrder, from: number, to: number): RankWindow {
  const { length } = slots;
  const end = Math.min(to, length);
  return order === 'oldest' ? { from, to: end } : { from: length - end, to: length - from };
}

/** A window as an evaluation scope: one bit per slot of the window. */
function groundOf(context: QueryContext, stretch: RankWindow, passing: (filter: Filter) => Bitset): EvaluationScope {
  const { slots, slotPositions } = context.columns;
  const { from, to } = stretch;
  return {
    all: fullSet(to - from),
    matching(match) {
      const set = emptySet(to - from);
      let at = from;
      for (const slot of slotsMatching(context, match, slots[from] as number, slots[to - 1] as number)) {
        at = lowerBound(slots, slot, at);
        if (slots[at] === slot) add(set, at - from);
      }
      return set;
    },
    passing(filter) {
      const whole = passing(filter);
      const set = emptySet(to - from);
      for (let at = from; at < to; at += 1) if (has(whole, slotPositions[at] as number)) add(set, at - from);
      return set;
    },
  };
}

/** The bounds are BigInt: FTS5 ignores REAL bounds of a rowid and would read everything. */
function slotsMatching(context: QueryContext, match: string, from: number, to: number): readonly number[] {
  const sql = 'SELECT rowid FROM generation_text WHERE generation_text MATCH :match AND rowid BETWEEN :from AND :to';
  return statement(context.db, sql)
    .pluck()
    .all({ match, from: BigInt(from), to: BigInt(to) }) as number[];
}

/** Evaluates each filter once for all windows. */
function rememberingFilters(context: QueryContext): (filter: Filter) => Bitset {
  const sets = new Map<Filter, Bitset>();
  return (filter) => {
    const set = sets.get(filter) ?? evaluateFilter(context, filter);
    sets.set(filter, set);
    return set;
  };
}

/** The place of a position in the order of the whole library. Undated items come last in both orders. */
function placeIn(columns: Columns, order: TimeOrder, position: number): number {
  const rank = rankAt(columns, position);
  return order === 'oldest' && rank < columns.dated ? columns.dated - 1 - rank : rank;
}

/** The position at a place. The same formula works both ways, because reversing twice gives the original order. */
function atPlace(columns: Columns, order: TimeOrder, place: number): number {
  return positionAt(columns, order === 'oldest' && place < columns.dated ? columns.dated - 1 - place : place);
}

/** Slots in a zone. */
const ZONE = 1024;

/** Columns are a new object whenever rows came or went. */
const known = { newest: new WeakMap<Columns, Uint32Array>(), oldest: new WeakMap<Columns, Uint32Array>() };

/** For each zone, in reading order: the best place in it and in all later zones. */
function zonesOf(columns: Columns, order: TimeOrder): Uint32Array {
  const before = known[order].get(columns);
  if (before) return before;
  const after = new Uint32Array(Math.ceil(columns.slots.length / ZONE));
  let best = 0xffffffff;
  for (let zone = after.length - 1; zone >= 0; zone -= 1) {
    const { from, to } = stretchOf(columns, order, zone * ZONE, (zone + 1) * ZONE);
    for (let at = from; at < to; at += 1)
      best = Math.min(best, placeIn(columns, order, columns.slotPositions[at] as number));
    after[zone] = best;
  }
  known[order].set(columns, after);
  return after;
}

/** The smallest `most` of the numbers added. */
function openBest(most: number): { add(numbers: Uint32Array): void; last(): number; places(): Uint32Array } {
  let best = new Uint32Array(0);
  return {
    add(numbers) {
      const all = new Uint32Array(best.length + numbers.length);
      all.set(best);
      all.set(numbers, best.length);
      best = all.sort().slice(0, most);
    },
    /** The largest kept number; greater than every place while fewer than `most` are kept. */
    last: () => (best.length < most ? 0xffffffff : (best[most - 1] as number)),
    places: () => best,
  };
}
