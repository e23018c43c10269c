/** Counts the values of each field in a result: one pass over a column for each field. */
import type { Facets, SidebarCounts } from '../../../contract/searching/search.ts';
import { count, countUpTo, intersect, positions } from '../../query-language/bitset.ts';
import { type Columns, DAY_MS, FACT_BITS, KINDS, type NameColumn, NO_DAY, STATES } from '../columns/columns.ts';
import type { InternedNames } from '../columns/interned-names.ts';
import { evaluate } from './evaluate.ts';
import type { QueryContext, Result } from './query-context.ts';
import { smartQueries } from './tag-aliases.ts';

type Counts = Record<string, number>;
const ALL_FACTS = Object.values(FACT_BITS).reduce((all, bit) => all | bit, 0);

/** Counts by field. Unknown values and undated rows are not counted. */
export function facetsOf(columns: Columns, result: Result): Facets {
  const found = positions(result.set);
  return facetsAt(columns, found, countNames(columns, found, 'tag'));
}

/**
 * The facets in the form of the sidebar. `month` counts undated items under "none". A tag counts its children, as
 * `tag:` finds them, so a parent is listed even when no item has the parent tag itself.
 */
export function sidebarOf(context: QueryContext, result: Result): SidebarCounts {
  const { columns } = context;
  const found = positions(result.set);
  const tagSets = countSets(columns, found, 'tag');
  const facets = facetsAt(columns, found, countIn(columns.names.tag, tagSets, 'withParents'));
  const undated = result.total - countUpTo(result.ranks, columns.dated);
  const facts = countValues(found, columns.facts, ALL_FACTS + 1);
  const fact = (bit: number): number => facts.reduce((sum, times, bits) => ((bits & bit) === 0 ? sum : sum + times), 0);
  const ratings = countValues(found, columns.rating, 6);
  return {
    ...facets,
    month: undated > 0 ? { ...facets.month, none: undated } : facets.month,
    total: result.total,
    favorite: fact(FACT_BITS.favorite),
    untagged: tagSets[0] as number,
    missing: fact(FACT_BITS.missing),
    draft: fact(FACT_BITS.draft),
    liked: fact(FACT_BITS.liked),
    collection: { ...countNames(columns, found, 'collection'), ...countSmart(context, result) },
    account: countNames(columns, found, 'account'),
    rating: named([1, 2, 3, 4, 5].map((stars) => [String(stars), ratings[stars] as number])),
  };
}

/** The number of items of the result in each smart collection; collections without items are left out. */
function countSmart(context: QueryContext, result: Result): Counts {
  const counts = smartQueries(context.db).map(({ name, folded }) => {
    const held = evaluate(context, {
      type: 'filter',
      filter: { type: 'name', of: 'collection', match: { type: 'whole', name: folded } },
    });
    return [name, count(intersect(result.set, held))] as const;
  });
  return named(counts);
}

function facetsAt(columns: Columns, found: Uint32Array, tag: Counts): Facets {
  const kinds = countValues(found, columns.kind, KINDS.length);
  const states = countValues(found, columns.state, STATES.length);
  return {
    kind: named(KINDS.map((kind, code) => [kind, kinds[code] as number])),
    model: countNames(columns, found, 'model'),
    month: countMonths(columns, found),
    tag,
    format: countNames(columns, found, 'format'),
    state: named(STATES.map((state, code) => [state, states[code] as number])),
    mention: countNames(columns, found, 'mention'),
  };
}

/** Newest first. */
function countMonths(columns: Columns, found: Uint32Array): Counts {
  const months = new Map<string, number>();
  for (const [day, times] of countDays(columns.day, found)) {
    const month = new Date(day * DAY_MS).toISOString().slice(0, -17);
    months.set(month, (months.get(month) ?? 0) + times);
  }
  return named(months);
}

/** A span of days beyond this (about 2,700 years) comes from damaged files; such days are counted in a map. */
const WIDEST_SPAN = 1_000_000;

/** Items by day, the latest first, without undated items. Days are close to each other, so an array counts them. */
function countDays(days: Int32Array, found: Uint32Array): (readonly [day: number, times: number])[] {
  let [first, last] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (let i = 0; i < found.length; i += 1) {
    const day = days[found[i] as number] as number;
    if (day === NO_DAY) continue;
    if (day < first) first = day;
    if (day > last) last = day;
  }
  if (last - first > WIDEST_SPAN) {
    const counts = Map.groupBy(found, (at) => days[at] as number);
    counts.delete(NO_DAY);
    return [...counts].map(([day, rows]) => [day, rows.length] as const).sort(([a], [b]) => b - a);
  }
  const counts = new Uint32Array(Math.max(0, last - first + 1));
  for (let i = 0; i < found.length; i += 1) {
    const day = days[found[i] as number] as number;
    if (day !== NO_DAY) counts[day - first] = (counts[day - first] as number) + 1;
  }
  return Array.from(counts, (times, at) => [first + at, times] as const)
    .filter(([, times]) => times > 0)
    .reverse();
}

const countNames = (columns: Columns, found: Uint32Array, column: NameColumn): Counts =>
  countIn(columns.names[column], countSets(columns, found, column), 'lists');

/** The number of rows with each distinct set of names, by code. */
const countSets = (columns: Columns, found: Uint32Array, column: NameColumn): Uint32Array =>
  countValues(found, columns[column], columns.names[column].lists.length);

/** Counts names: each name of a set counts as often as the set occurs. The most frequent first. */
function countIn(of: InternedNames, sets: Uint32Array, which: 'lists' | 'withParents'): Counts {
  const { names, [which]: lists } = of;
  const counts = new Uint32Array(names.length);
  for (let code = 1; code < sets.length; code += 1) {
    const times = sets[code] as number;
    if (times > 0) for (const name of lists[code] as readonly number[]) counts[name] = (counts[name] as number) + times;
  }
  return named(
    names
      .map((name, at) => [name, counts[at] as number] as const)
      .sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1)),
  );
}

function countValues(found: Uint32Array, values: Uint8Array | Uint32Array, size: number): Uint32Array {
  const counts = new Uint32Array(size);
  for (let i = 0; i < found.length; i += 1) {
    const value = values[found[i] as number] as number;
    counts[value] = (counts[value] as number) + 1;
  }
  return counts;
}

/** An object of the counts above 0. `fromEntries` is safe for names from archives such as `__proto__`. */
function named(counts: Iterable<readonly [string | null, number]>): Counts {
  return Object.fromEntries([...counts].filter(([name, times]) => name !== null && times > 0));
}
