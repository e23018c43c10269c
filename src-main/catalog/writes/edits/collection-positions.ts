/** Plans the items and the order of collections that are filled by hand. Positions are numbers with gaps. */
import type { Database } from 'better-sqlite3';
import { CatalogError } from '../../catalog-error.ts';
import { rowNamed } from '../../query-language/named-rows.ts';
import { statement } from '../../query-language/statement.ts';
import { NO_CHANGE, type Places } from './delta.ts';
import { type EditPlan, EMPTY_PLAN, quoted, shown, unknown } from './edit-plan.ts';

/** Adds items at the end, in the given order. */
export function addToCollection(db: Database, ids: readonly number[], name: string): EditPlan {
  const collection = filledByHand(db, name);
  const places = placesIn(db, collection);
  const added = ids.filter((id) => !places.has(id));
  const last = Math.floor(Math.max(0, ...ends(places)));
  return planned(
    collection,
    added,
    null,
    added.map((_, at) => last + 1 + at),
  );
}

export function removeFromCollection(db: Database, ids: readonly number[], name: string): EditPlan {
  const collection = filledByHand(db, name);
  const places = placesIn(db, collection);
  const removed = ids.filter((id) => places.has(id));
  return planned(
    collection,
    removed,
    removed.map((id) => places.get(id) as number),
    null,
  );
}

/** Moves items before `before`, or to the end for null. They keep their order. */
export function orderInCollection(db: Database, ids: readonly number[], name: string, before: number | null): EditPlan {
  const collection = filledByHand(db, name);
  const places = placesIn(db, collection);
  const order = [...places.keys()];
  const chosen = new Set(ids.filter((id) => places.has(id)));
  const moved = order.filter((id) => chosen.has(id));
  const staying = order.filter((id) => !chosen.has(id));
  const at = before === null || chosen.has(before) ? staying.length : staying.indexOf(before);
  if (at < 0) throw new CatalogError('not-found', 'The item to move before is not in this collection.', null);
  // Moving an item before itself changes nothing.
  if (before !== null && chosen.has(before)) return EMPTY_PLAN;
  const wanted = [...staying.slice(0, at), ...moved, ...staying.slice(at)];
  if (moved.length === 0 || wanted.every((id, rank) => order[rank] === id)) return EMPTY_PLAN;
  const fitted = between(places.get(staying[at - 1] ?? -1), places.get(staying[at] ?? -1), moved.length);
  const renumbered = fitted ? moved : wanted;
  const after = fitted ?? wanted.map((_, rank) => rank + 1);
  const { delta } = planned(
    collection,
    renumbered,
    renumbered.map((id) => places.get(id) as number),
    after,
  );
  return { delta, changed: moved };
}

/** The smallest gap. Below it a double soon has no digits left, so all positions are numbered again. */
const SMALLEST_GAP = 1e-6;

/** `count` positions between two others; an open end is one step away. Null when the gap is too small. */
export function between(low: number | undefined, high: number | undefined, count: number): readonly number[] | null {
  const from = low ?? (high ?? 1) - count - 1;
  const to = high ?? from + count + 1;
  const gap = (to - from) / (count + 1);
  return gap < SMALLEST_GAP ? null : Array.from({ length: count }, (_, at) => from + gap * (at + 1));
}

function planned(
  collection: number,
  ids: readonly number[],
  before: readonly number[] | null,
  after: readonly number[] | null,
): EditPlan {
  if (ids.length === 0) return EMPTY_PLAN;
  const places: Places = { collection, ids, before, after };
  return { delta: { ...NO_CHANGE, places: [places] }, changed: ids };
}

/** @throws CatalogError when the collection does not exist or is smart */
function filledByHand(db: Database, name: string): number {
  const found = rowNamed(db, 'collection', 'id, name, query', name) as
    | { id: number; name: string; query: string | null }
    | undefined;
  if (!found) throw unknown('collection', name);
  if (found.query === null) return found.id;
  throw new CatalogError(
    'collection-smart',
    `${quoted(found.name)} is a smart collection: it holds what its search finds, in no order of its own. Change the search instead.`,
    null,
    { name: shown(found.name) },
  );
}

/** The positions of all items of a collection, in its order, including hidden items. */
function placesIn(db: Database, collection: number): ReadonlyMap<number, number> {
  const sql = `SELECT generation_id, position FROM collection_item WHERE collection_id = @collection ORDER BY position, generation_id`;
  return new Map(statement(db, sql).raw().all({ collection }) as [number, number][]);
}

function ends(places: ReadonlyMap<number, number>): readonly number[] {
  const last = [...places.values()].at(-1);
  return last === undefined ? [] : [last];
}
