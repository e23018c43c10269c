/** Results of queries: the selected positions, their orders, and the layout. */
import type { Layout } from '../../../contract/items/layout.ts';
import type { Query } from '../../../contract/searching/search.ts';
import type { Kin, Node } from '../../query-language/ast.ts';
import { type Bitset, count, countUpTo, has, positions } from '../../query-language/bitset.ts';
import { asWritten, withKnownForms } from '../../query-language/forms.ts';
import { parseQuery } from '../../query-language/language.ts';
import { matchNode, scoringPart } from '../../query-language/match.ts';
import { statement } from '../../query-language/statement.ts';
import { type Columns, inPositions, NO_DAY, positionAt, rankAt, ranksOf } from '../columns/columns.ts';
import { sortedBy } from '../columns/sorting.ts';
import { withFolderWords } from '../folders/folder-words.ts';
import { byCollection } from './collection-order.ts';
import { evaluate, evaluateMatch } from './evaluate.ts';
import type { QueryContext, Result, Understood } from './query-context.ts';
import { unknownNames } from './unknown-names.ts';

/** Parses a query and reports how it was understood. Reads folders, and searches nothing. */
export function understand(context: QueryContext, q: string): Understood {
  const { node, chips, terms, messages, named } = parseQuery(q);
  return {
    node: withKnownForms(context.db, withFolderWords(context, node)),
    understanding: { chips, terms, messages: [...messages, ...unknownNames(context, named)] },
  };
}

/** The result of a query; cached while the catalog does not change. */
export function select(context: QueryContext, results: Map<string, Result>, q: string): Result {
  const known = results.get(q);
  if (known) return known;
  const understood = understand(context, q);
  return keep(context, results, q, understood, evaluate(context, understood.node));
}

/** Caches a result. */
export function keep(
  context: QueryContext,
  results: Map<string, Result>,
  q: string,
  understood: Understood,
  set: Bitset,
): Result {
  const result: Result = {
    ...understood,
    set,
    ranks: ranksOf(context.columns, set),
    total: count(set),
    orders: new Map(),
  };
  results.set(q, result);
  if (results.size > REMEMBERED_RESULTS) results.delete(results.keys().next().value as string);
  return result;
}
const REMEMBERED_RESULTS = 8;

type Order = Pick<Query, 'sort' | 'seed'>;

/** The positions of one page of the result, in the requested order. */
export function page(context: QueryContext, result: Result, order: Order, offset: number, limit: number): Uint32Array {
  const ordered = orderOf(context, result, order);
  const [from, size] = [Math.max(0, offset), Math.max(0, limit)];
  return ordered ? ordered.subarray(from, from + size) : newestFirst(context.columns, result, from, size);
}

/** The positions of the result, newest first: `limit` positions from `offset`. */
export const newestFirst = (
  columns: Columns,
  { ranks }: Result,
  offset = 0,
  limit = Number.POSITIVE_INFINITY,
): Uint32Array => inPositions(columns, positions(ranks, offset, limit));

/** All positions of the result in the requested order; null means newest first. */
function orderOf(context: QueryContext, result: Result, { sort, seed }: Order): Uint32Array | null {
  if (sort === 'newest') return null;
  const key = sort === 'random' ? `random ${seed}` : sort;
  const known = result.orders.get(key);
  if (known) return known;
  const made = makeOrder(context, result, sort, seed);
  if (made) result.orders.set(key, made);
  return made;
}

function makeOrder(context: QueryContext, result: Result, sort: Query['sort'], seed: number): Uint32Array | null {
  const { columns } = context;
  /** Sorts ranks instead of positions, so that equal items stay newest first. */
  const sorted = (key: (position: number) => number): Uint32Array =>
    inPositions(
      columns,
      sortedBy(positions(result.ranks), columns.count, (rank) => key(positionAt(columns, rank))),
    );
  switch (sort) {
    case 'newest':
      return null;
    case 'oldest': {
      const ranks = positions(result.ranks);
      ranks.subarray(0, countUpTo(result.ranks, columns.dated)).reverse();
      return inPositions(columns, ranks);
    }
    case 'duration':
      // In milliseconds, longest first; unknown durations last.
      return sorted((at) => {
        const seconds = columns.duration[at] as number;
        return Number.isNaN(seconds)
          ? LARGEST_KEY
          : LARGEST_KEY - 1 - Math.min(LARGEST_KEY - 1, Math.round(seconds * 1000));
      });
    case 'rating':
      return sorted((at) => 5 - (columns.rating[at] as number));
    case 'random':
      return sorted((at) => mixed(columns.rowid[at] as number, seed));
    case 'relevance':
      return byLikeness(context, result) ?? byRelevance(context, result);
    case 'collection':
      return byCollection(context, result);
  }
}

const LARGEST_KEY = 2 ** 31 - 1;

/** A pseudo-random number below 2^31, always the same for the same rowid and seed. */
function mixed(rowid: number, seed: number): number {
  let hash = Math.imul(rowid ^ Math.imul(seed, 0x9e3779b1), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 1;
}

/** The largest result that is scored. Scoring many rows takes seconds, so larger results stay newest first. */
const MOST_SCORED = 2_000;

/** Whether the words of a query alone have too many hits to be scored. Does not read all hits. */
export function isTooLargeToScore({ db }: QueryContext, node: Node): boolean {
  const part = scoringPart(node);
  const match = part && matchNode(part);
  if (!match || likenessIn(node)) return false;
  const sql = `SELECT COUNT(*) FROM (SELECT 1 FROM generation_text WHERE generation_text MATCH :match LIMIT ${MOST_SCORED + 1})`;
  return (statement(db, sql).pluck().get({ match }) as number) > MOST_SCORED;
}

/**
 * Best match first: exact spellings before other forms, then bm25 (titles count most, names less than prompts and notes).
 * Items that only filters selected come last, newest first.
 */
function byRelevance(context: QueryContext, result: Result): Uint32Array | null {
  const part = scoringPart(result.node);
  const match = part && matchNode(part);
  if (!match || result.total > MOST_SCORED || count(evaluateMatch(context, match)) > MOST_SCORED) return null;
  const slots = statement(
    context.db,
    'SELECT rowid FROM generation_text WHERE generation_text MATCH :match ORDER BY bm25(generation_text, 1.0, 3.0, 1.0, 0.5), rowid DESC',
  )
    .pluck()
    .all({ match }) as number[];
  const found = newestFirst(context.columns, result);
  const exact = matchNode(asWritten(part)) as string;
  const exactly = exact === match ? null : evaluateMatch(context, exact);
  const positionOfSlot = new Map(Array.from(found, (at) => [context.columns.slot[at] as number, at] as const));
  const matching = slots.map((slot) => positionOfSlot.get(slot)).filter((at) => at !== undefined);
  const best = exactly
    ? [...matching.filter((at) => has(exactly, at)), ...matching.filter((at) => !has(exactly, at))]
    : matching;
  const scored = new Set(best);
  return Uint32Array.from([...best, ...Array.from(found).filter((at) => !scored.has(at))]);
}

/** The most similar first, for a query with `like:` or `looks:`; null for other queries. */
function byLikeness(context: QueryContext, result: Result): Uint32Array | null {
  const asked = likenessIn(result.node);
  if (!asked) return null;
  const alike = context.kin(asked.kin, asked.value).map((rowid) => context.columns.positionOf(rowid));
  const best = alike.filter((at) => at >= 0 && has(result.set, at));
  const ranked = new Set(best);
  return Uint32Array.from([
    ...best,
    ...Array.from(newestFirst(context.columns, result)).filter((at) => !ranked.has(at)),
  ]);
}

function likenessIn(node: Node): { readonly kin: Kin; readonly value: string } | null {
  if (node.type === 'and') return node.of.map(likenessIn).find((found) => found !== null) ?? null;
  if (node.type !== 'filter' || node.filter.type !== 'kin') return null;
  return ['like', 'looks', 'reads'].includes(node.filter.kin) ? node.filter : null;
}

/** The layout of the result for the gallery; with days only when the order is by date. */
export function layoutOf(context: QueryContext, result: Result, order: Order): Layout {
  const { columns } = context;
  const ordered = orderOf(context, result, order);
  const found = ordered ?? newestFirst(columns, result);
  const ids = new Uint32Array(found.length);
  const aspects = new Uint8Array(found.length);
  for (let i = 0; i < found.length; i += 1) {
    ids[i] = columns.rowid[found[i] as number] as number;
    aspects[i] = columns.aspect[found[i] as number] as number;
  }
  const byDate = ordered === null || order.sort === 'oldest';
  return { ids, aspects, days: byDate ? daysOf(columns, found) : [] };
}

/** Runs of positions with the same day: `[day, count]`; null for undated items. */
function daysOf(columns: Columns, found: Uint32Array): (readonly [number | null, number])[] {
  const days: [number | null, number][] = [];
  let previous = Number.NaN;
  for (const at of found) {
    const day = columns.day[at] as number;
    if (day === previous) (days[days.length - 1] as [number | null, number])[1] += 1;
    else days.push([day === NO_DAY ? null : day, 1]);
    previous = day;
  }
  return days;
}

/** The index of an item in the order; -1 when the result does not contain it. */
export function rankOf(context: QueryContext, result: Result, order: Order, position: number): number {
  if (!has(result.set, position)) return -1;
  const ordered = orderOf(context, result, order);
  return ordered ? ordered.indexOf(position) : countUpTo(result.ranks, rankAt(context.columns, position));
}
