/** Evaluates a parsed query: each word and each filter gives a set of positions, and the sets are combined. */
import { firstWhere } from '../../../contract/items/lower-bound.ts';
import {
  type Fact,
  type Filter,
  type FolderMatch,
  inRange,
  type NameMatch,
  type Node,
  type NumberField,
  type Range,
} from '../../query-language/ast.ts';
import {
  add,
  addRange,
  type Bitset,
  emptySet,
  intersect,
  setWhere,
  subtract,
  unite,
} from '../../query-language/bitset.ts';
import { parseQuery } from '../../query-language/language.ts';
import { matchAll, matchNode } from '../../query-language/match.ts';
import { statement } from '../../query-language/statement.ts';
import {
  type Columns,
  FACT_BITS,
  KINDS,
  type NameColumn,
  positionAt,
  positionsOfSlots,
  STATES,
} from '../columns/columns.ts';
import { copiesOf } from '../columns/copies.ts';
import { foldersMatching, folderTreeOf } from '../folders/folder-tree.ts';
import { foldersWithWords, withFolderWords } from '../folders/folder-words.ts';
import type { EvaluationScope, QueryContext } from './query-context.ts';
import { c2paRows, duplicateRows, rowsById, rowsOfSources, rowsWithNumber, sourcesNamed } from './rare-filters.ts';
import { stackedSet } from './stacks.ts';
import { smartQueries, tagsNamed } from './tag-aliases.ts';

/** The positions that a query selects. */
export const evaluate = (context: QueryContext, node: Node): Bitset => evaluateOn(wholeLibrary(context), node);

const wholeLibrary = (context: QueryContext): EvaluationScope => ({
  all: context.columns.live,
  matching: (match) => evaluateMatch(context, match),
  passing: (filter) => evaluateFilter(context, filter),
});

/** The members of a scope that a query selects. */
export function evaluateOn(scope: EvaluationScope, node: Node): Bitset {
  switch (node.type) {
    case 'all':
      return scope.all;
    case 'not':
      return subtract(scope.all, evaluateOn(scope, node.of));
    case 'text':
      return scope.matching(matchNode(node) as string);
    case 'filter':
      return scope.passing(node.filter);
    case 'or': {
      const match = matchNode(node);
      return match === null ? node.of.map((one) => evaluateOn(scope, one)).reduce(unite) : scope.matching(match);
    }
    case 'and':
      return evaluateAll(scope, node.of);
  }
}

/** The positions whose texts match a MATCH expression. */
export function evaluateMatch(context: QueryContext, match: string): Bitset {
  return remember(context, `match ${match}`, () => {
    const slots = statement(context.db, 'SELECT rowid FROM generation_text WHERE generation_text MATCH :match')
      .pluck()
      .all({ match });
    return positionsOfSlots(context.columns, slots as number[], emptySet(context.columns.size));
  });
}

/**
 * All words go to SQLite together, because SQLite reads the rarest first. The filters are combined here, negated ones
 * last.
 */
function evaluateAll(scope: EvaluationScope, nodes: readonly Node[]): Bitset {
  const wordy = nodes.filter((node) => matchNode(node) !== null);
  const negated = nodes.filter((node) => node.type === 'not');
  const others = nodes.filter((node) => node.type !== 'not' && !wordy.includes(node));
  const match = matchAll(wordy);
  let set = match === null ? scope.all : scope.matching(match);
  for (const node of others) set = intersect(set, evaluateOn(scope, node));
  for (const node of negated) set = subtract(set, evaluateOn(scope, node.of));
  return set;
}

/** The positions that pass a filter. */
export function evaluateFilter(context: QueryContext, filter: Filter): Bitset {
  const { columns } = context;
  switch (filter.type) {
    case 'kind': {
      const code = KINDS.indexOf(filter.kind);
      return rowsWhere(columns, (at) => columns.kind[at] === code);
    }
    case 'state': {
      const code = STATES.indexOf(filter.state);
      return rowsWhere(columns, (at) => columns.state[at] === code);
    }
    case 'format':
      return withNames(columns, 'format', (name) => name === filter.format);
    case 'fact':
      return withFact(context, filter.fact);
    case 'name':
      return withMatch(context, filter.of, filter.match);
    case 'number':
      return withNumber(context, filter.of, filter.range);
    case 'folder':
      return remember(context, `folder ${JSON.stringify(filter.match)}`, () => withFolder(context, filter.match));
    case 'folder-words':
      return remember(context, `folder-words ${JSON.stringify(filter)}`, () =>
        inFolders(context, foldersWithWords(context, filter)),
      );
    case 'source':
      return remember(context, `source ${JSON.stringify(filter.match)}`, () =>
        fromRows(columns, rowsOfSources(context.db, sourcesNamed(context.db, filter.match))),
      );
    case 'id':
      return fromRows(columns, rowsById(context.db, filter.value, filter.prefix));
    case 'kin':
      return remember(context, `kin ${filter.kin} ${filter.value}`, () =>
        fromRows(columns, context.kin(filter.kin, filter.value)),
      );
  }
}

function withFact(context: QueryContext, fact: Fact): Bitset {
  const { columns } = context;
  switch (fact) {
    case 'duplicate':
      return remember(context, 'duplicate', () => fromRows(columns, duplicateRows(context.db)));
    case 'stacked':
      return remember(context, 'stacked', () => stackedSet(context));
    case 'c2pa':
      return remember(context, 'c2pa', () => fromRows(columns, c2paRows(context.db)));
    case 'tag':
    case 'mention':
    case 'collection':
      return withMatch(context, fact, { type: 'any' });
    case 'folder':
      return evaluateFilter(context, { type: 'folder', match: { type: 'any' } });
    case 'rating':
      return rowsWhere(columns, (at) => columns.rating[at] !== 0);
    case 'date':
      return rankedFrom(columns, 0, columns.dated);
    default: {
      const bit = FACT_BITS[fact];
      return rowsWhere(columns, (at) => ((columns.facts[at] as number) & bit) !== 0);
    }
  }
}

/**
 * The rows with a name that passes the test. Each distinct folded name and each distinct set of names is tested once.
 */
function withNames(columns: Columns, column: NameColumn, test: (name: string) => boolean): Bitset {
  const { folded, lists } = columns.names[column];
  const names = folded.map(test);
  const passes = Uint8Array.from(lists, (list) => Number(list.some((name) => names[name])));
  const codes = columns[column];
  return rowsWhere(columns, (at) => passes[codes[at] as number] === 1);
}

/**
 * A tag includes its children (`project` includes `project/lighthouse`). A smart collection contains what its query
 * finds.
 */
function withMatch(context: QueryContext, column: NameColumn, match: NameMatch): Bitset {
  const { columns } = context;
  if (match.type === 'none') return subtract(columns.live, withMatch(context, column, { type: 'any' }));
  if (column === 'collection')
    return unite(withNames(columns, column, testOf(match)), inSmartCollections(context, match));
  if (column !== 'tag' || match.type === 'any') return withNames(columns, column, testOf(match));
  return withNames(columns, column, tagsNamed(context.db, match));
}

/** The items with a file in one of the folders, or in a folder inside them. */
function withFolder(context: QueryContext, match: FolderMatch): Bitset {
  const { columns } = context;
  if (match.type === 'none') return subtract(columns.live, withFolder(context, { type: 'any' }));
  return inFolders(context, foldersMatching(folderTreeOf(context), match));
}

/** The items with a file in a chosen folder. @param chosen by node of the tree: 1 for a chosen one */
function inFolders(context: QueryContext, chosen: Uint8Array): Bitset {
  const { columns } = context;
  const { lists } = columns.names.folder;
  const tree = folderTreeOf(context);
  const passes = Uint8Array.from(lists, (list) =>
    Number(list.some((name) => chosen[tree.nodes[name] as number] === 1)),
  );
  return rowsWhere(columns, (at) => passes[columns.folder[at] as number] === 1);
}

function testOf(match: NameMatch): (name: string) => boolean {
  switch (match.type) {
    case 'any':
      return () => true;
    case 'none':
      return () => false;
    case 'whole':
      return (name) => name === match.name;
    case 'beginning':
      return (name) => name.startsWith(match.name);
  }
}

function inSmartCollections(context: QueryContext, match: NameMatch): Bitset {
  const { asking = new Set<number>() } = context;
  const sets = smartQueries(context.db)
    .filter(({ id, folded }) => testOf(match)(folded) && !asking.has(id))
    .map(({ id, query }) => {
      const inner = { ...context, asking: new Set([...asking, id]) };
      const found = (): Bitset => evaluate(inner, withFolderWords(inner, parseQuery(query).node));
      // Inside another smart collection cycles are cut, so the set is valid in that place only and is not cached.
      return asking.size > 0 ? found() : remember(context, `smart ${id}`, found);
    });
  return sets.reduce(unite, emptySet(context.columns.size));
}

/** All known ratings; a rating of 0 means no rating. */
const ANY_STARS: Range = { min: 1, max: 5, minOpen: false, maxOpen: false };
const ANY_NUMBER: Range = {
  min: Number.NEGATIVE_INFINITY,
  max: Number.POSITIVE_INFINITY,
  minOpen: false,
  maxOpen: false,
};

/** A range of NaN selects the rows whose number is unknown. */
function withNumber(context: QueryContext, field: NumberField, range: Range): Bitset {
  const { columns } = context;
  if (field === 'created') return withDates(columns, range);
  if (Number.isNaN(range.min))
    return subtract(columns.live, withNumber(context, field, field === 'rating' ? ANY_STARS : ANY_NUMBER));
  if (field === 'seed' || field === 'fps') return fromRows(columns, rowsWithNumber(context.db, field, range));
  if (field === 'copies') {
    const copies = context.copies();
    return rowsWhere(columns, (at) => inRange(range, copiesOf(copies, columns.rowid[at] as number)));
  }
  if (field === 'rating') return rowsWhere(columns, (at) => inRange(range, columns.rating[at] as number));
  if (field === 'duration') return rowsWhere(columns, (at) => inRange(range, columns.duration[at] as number));
  const { width, height } = columns;
  const known = (at: number): boolean => width[at] !== 0 && height[at] !== 0;
  if (field === 'ratio')
    return rowsWhere(columns, (at) => known(at) && inRange(range, (width[at] as number) / (height[at] as number)));
  const sizes = columns[field];
  return rowsWhere(columns, (at) => sizes[at] !== 0 && inRange(range, sizes[at] as number));
}

/** Ranks follow time, so a range of dates is one range of ranks. A range of NaN selects undated rows. */
function withDates(columns: Columns, range: Range): Bitset {
  if (Number.isNaN(range.min)) return rankedFrom(columns, columns.dated, columns.count);
  const firstRank = (test: (created: number) => boolean): number =>
    firstWhere(0, columns.dated, (rank) => test(columns.created[positionAt(columns, rank)] as number));
  const start = firstRank((created) => inRange({ ...range, min: Number.NEGATIVE_INFINITY }, created));
  const end = firstRank((created) => !inRange({ ...range, max: Number.POSITIVE_INFINITY }, created));
  return rankedFrom(columns, start, Math.max(start, end));
}

/** The positions of the ranks [from, to). */
function rankedFrom(columns: Columns, from: number, to: number): Bitset {
  const set = emptySet(columns.size);
  if (!columns.order) return addRange(set, from, to);
  for (let rank = from; rank < to; rank += 1) add(set, columns.order[rank] as number);
  return set;
}

/** The shown positions for which `test` holds. */
function rowsWhere(columns: Columns, test: (at: number) => boolean): Bitset {
  const set = setWhere(columns.size, test);
  return columns.size === columns.count ? set : intersect(set, columns.live);
}

function fromRows(columns: Columns, rowids: readonly number[]): Bitset {
  const set = emptySet(columns.size);
  for (const rowid of rowids) {
    const at = columns.positionOf(rowid);
    if (at >= 0) add(set, at);
  }
  return set;
}

const REMEMBERED_SETS = 64;

function remember(context: QueryContext, key: string, make: () => Bitset): Bitset {
  const known = context.remembered.get(key);
  if (known) context.remembered.delete(key);
  const set = known ?? make();
  context.remembered.set(key, set);
  if (context.remembered.size > REMEMBERED_SETS)
    context.remembered.delete(context.remembered.keys().next().value as string);
  return set;
}
