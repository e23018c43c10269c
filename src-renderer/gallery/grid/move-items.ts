/** Moves items of a collection: the new place, and the layout afterwards. */
import type { Layout } from '../../../src-main/contract/items/layout.ts';
import { moveFrom } from '../layout/geometry.ts';
import type { Justified } from '../layout/justify.ts';

export type Direction = 'left' | 'right' | 'up' | 'down';

/** The item before which the items are moved; null for the end, undefined when they cannot move. */
export type Goal = number | null | undefined;

/** The goal of one keyboard step. `moving` holds indices in the layout, in order; the items become neighbours. */
export function goalOf(rows: Justified, ids: Uint32Array, moving: readonly number[], direction: Direction): Goal {
  const first = moving[0];
  const last = moving.at(-1);
  if (first === undefined || last === undefined) return undefined;
  const isMoving = new Set(moving);
  if (direction === 'left' || direction === 'up') {
    const aim = direction === 'left' ? first - 1 : moveFrom(rows, first, 'up', null, 0);
    if (first === 0 || aim === first) return isGathered(moving) ? undefined : (ids[first] ?? null);
    return ids[aim] ?? null;
  }
  const aim = direction === 'right' ? last + 1 : moveFrom(rows, last, 'down', null, 0);
  if (last === ids.length - 1 && isGathered(moving)) return undefined;
  for (let item = Math.min(aim, ids.length - 1) + 1; item < ids.length; item++)
    if (!isMoving.has(item)) return ids[item] ?? null;
  return null;
}

/** The layout with items moved before another item, in the given order; null: to the end. */
export function moveInLayout(layout: Layout, rowids: readonly number[], before: number | null): Layout {
  const moving = new Map(rowids.map((rowid) => [rowid, 0]));
  const rest: number[] = [];
  for (let item = 0; item < layout.ids.length; item++) {
    const rowid = layout.ids[item] ?? 0;
    if (moving.has(rowid)) moving.set(rowid, layout.aspects[item] ?? 0);
    else rest.push(item);
  }
  const at = before === null ? rest.length : rest.findIndex((item) => layout.ids[item] === before);
  const place = at < 0 ? rest.length : at;
  const kept = rowids.filter((rowid) => layout.ids.includes(rowid));
  const ids = new Uint32Array(layout.ids.length);
  const aspects = new Uint8Array(layout.aspects.length);
  rest.forEach((item, index) => {
    const to = index < place ? index : index + kept.length;
    ids[to] = layout.ids[item] ?? 0;
    aspects[to] = layout.aspects[item] ?? 0;
  });
  kept.forEach((rowid, index) => {
    ids[place + index] = rowid;
    aspects[place + index] = moving.get(rowid) ?? 0;
  });
  return { ids, aspects, days: layout.days };
}

function isGathered(moving: readonly number[]): boolean {
  return moving.every((item, index) => item === (moving[0] ?? 0) + index);
}
