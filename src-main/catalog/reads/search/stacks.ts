/** Reads stacks: items shown as one. A generation that was merged into another counts as that one. */
import type { Database } from 'better-sqlite3';
import type { Stack } from '../../../contract/organising/organised.ts';
import { add, type Bitset, count, emptySet, has, subtract } from '../../query-language/bitset.ts';
import { statement } from '../../query-language/statement.ts';
import { type Columns, rankAt, ranksOf } from '../columns/columns.ts';
import type { QueryContext, Result } from './query-context.ts';

/** The shown stacks as positions: the cover first, then newest first. */
interface Stacks {
  readonly all: readonly Uint32Array[];
  /** From a position to its stack. */
  readonly at: ReadonlyMap<number, Uint32Array>;
}

/** Columns are a new object whenever the catalog changed. */
const known = new WeakMap<Columns, Stacks>();

/** The stack of an item, as rowids; null for none. */
export function readStack({ db, columns }: QueryContext, rowid: number): Stack | null {
  const stack = stacksOf(db, columns).at.get(columns.positionOf(rowid));
  const [cover, ...others] = Array.from(stack ?? [], (at) => columns.rowid[at] as number);
  return cover === undefined ? null : { cover, members: [cover, ...others] };
}

/** The rowid of the cover of an item's stack; 0 for none. */
export function stackOf({ db, columns }: QueryContext, rowid: number): number {
  const cover = stacksOf(db, columns).at.get(columns.positionOf(rowid))?.[0];
  return cover === undefined ? 0 : (columns.rowid[cover] as number);
}

/** The size of the stack that this item is the cover of; 0 when it is no cover. */
export function stackSize(db: Database, columns: Columns, rowid: number): number {
  const at = columns.positionOf(rowid);
  const stack = stacksOf(db, columns).at.get(at);
  return stack?.[0] === at ? stack.length : 0;
}

/** The positions of all items in stacks. */
export function stackedSet({ db, columns }: QueryContext): Bitset {
  const set = emptySet(columns.size);
  for (const at of stacksOf(db, columns).at.keys()) add(set, at);
  return set;
}

export const hasStacks = ({ db, columns }: QueryContext): boolean => stacksOf(db, columns).all.length > 0;

const folded = new WeakMap<Result, Result>();

/**
 * The result with closed stacks: of the found items of a stack one remains, the cover if it was found, otherwise the
 * newest. So every stack with a found item stays visible.
 */
export function withClosedStacks(context: QueryContext, result: Result): Result {
  const before = folded.get(result);
  if (before) return before;
  const { all } = stacksOf(context.db, context.columns);
  const hidden = emptySet(context.columns.size);
  for (const stack of all) {
    const found = stack.filter((at) => has(result.set, at));
    for (const at of found.subarray(1)) add(hidden, at);
  }
  const set = all.length === 0 ? result.set : subtract(result.set, hidden);
  const closed: Result =
    all.length === 0
      ? result
      : { ...result, set, ranks: ranksOf(context.columns, set), total: count(set), orders: new Map() };
  folded.set(result, closed);
  return closed;
}

function stacksOf(db: Database, columns: Columns): Stacks {
  const found = known.get(columns);
  if (found) return found;
  const read = readStacks(db, columns);
  known.set(columns, read);
  return read;
}

function readStacks(db: Database, columns: Columns): Stacks {
  const rows = statement(db, 'SELECT generation_id, cover_id FROM stack_member ORDER BY generation_id').raw().all() as [
    number,
    number,
  ][];
  if (rows.length === 0) return { all: [], at: new Map() };
  const heirs = new Map(
    statement(db, 'SELECT from_id, MIN(heir_id) FROM heir GROUP BY from_id').raw().all() as [number, number][],
  );
  const positionOf = (id: number): number => columns.positionOf(shownAs(id, heirs, columns));
  const members = new Map<number, Set<number>>();
  const taken = new Set<number>();
  // An item's own row comes first: an item that also inherited a place in another stack stays in its own stack.
  for (const [id, cover] of [...rows].sort(
    ([a], [b]) => Number(columns.positionOf(a) < 0) - Number(columns.positionOf(b) < 0),
  )) {
    const at = positionOf(id);
    if (at < 0 || taken.has(at)) continue;
    taken.add(at);
    members.set(cover, (members.get(cover) ?? new Set()).add(at));
  }
  const all = [...members]
    .filter(([, of]) => of.size > 1)
    .map(([cover, of]) => inOrder(columns, of, positionOf(cover)));
  return { all, at: new Map(all.flatMap((stack) => Array.from(stack, (at) => [at, stack] as const))) };
}

function inOrder(columns: Columns, members: ReadonlySet<number>, cover: number): Uint32Array {
  const others = [...members].filter((at) => at !== cover).sort((a, b) => rankAt(columns, a) - rankAt(columns, b));
  return Uint32Array.from(members.has(cover) ? [cover, ...others] : others);
}

/** The generation itself when it is shown, otherwise the generation that it was merged into. */
function shownAs(id: number, heirs: ReadonlyMap<number, number>, columns: Columns): number {
  const seen = new Set<number>();
  let shown = id;
  while (columns.positionOf(shown) < 0 && !seen.has(shown)) {
    seen.add(shown);
    shown = heirs.get(shown) ?? shown;
  }
  return shown;
}
