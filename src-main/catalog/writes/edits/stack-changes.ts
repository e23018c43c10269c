/** Plans changes of stacks: items shown as one. Every member refers to the cover; the cover is a member too. */
import type { Database } from 'better-sqlite3';
import { CatalogError } from '../../catalog-error.ts';
import { statement } from '../../query-language/statement.ts';
import { NO_CHANGE, type StackLinks } from './delta.ts';
import type { EditPlan } from './edit-plan.ts';

/** Joins the items and all their stacks into one stack. */
export function planStack(db: Database, ids: readonly number[], cover: number): EditPlan {
  const before = membersOfStacks(db, ids);
  const together = [...new Set([...before.keys(), ...ids])];
  if (together.length < 2 || !ids.includes(cover))
    throw new CatalogError('stack-too-small', 'A stack needs two items or more.', null);
  return planned(together, before, () => cover);
}

/** Removes items from their stacks. Removing the cover dissolves the stack; a single remaining item is no stack. */
export function planUnstack(db: Database, ids: readonly number[]): EditPlan {
  const before = membersOfStacks(db, ids);
  const chosen = new Set(familyOf(db, ids));
  const stays = (id: number, cover: number): boolean => !chosen.has(id) && !chosen.has(cover);
  const left = Map.groupBy(
    [...before].filter(([id, cover]) => stays(id, cover)),
    ([, cover]) => cover,
  );
  return planned([...before.keys()], before, (id) => {
    const cover = before.get(id) as number;
    return stays(id, cover) && (left.get(cover)?.length ?? 0) > 1 ? cover : null;
  });
}

function planned(
  ids: readonly number[],
  before: ReadonlyMap<number, number>,
  after: (id: number) => number | null,
): EditPlan {
  const changed = ids.filter((id) => (before.get(id) ?? null) !== after(id)).sort((a, b) => a - b);
  if (changed.length === 0) return { delta: NO_CHANGE, changed };
  const links = { ids: changed, before: changed.map((id) => before.get(id) ?? null), after: changed.map(after) };
  return { delta: { ...NO_CHANGE, stacks: [links] }, changed };
}

/** All members of all stacks of these items, each with its cover. */
function membersOfStacks(db: Database, ids: readonly number[]): ReadonlyMap<number, number> {
  const sql = `SELECT generation_id, cover_id FROM stack_member WHERE cover_id IN (
      SELECT cover_id FROM stack_member WHERE generation_id IN (SELECT value FROM json_each(@list))) ORDER BY generation_id`;
  return new Map(
    statement(db, sql)
      .raw()
      .all({ list: JSON.stringify(familyOf(db, ids)) }) as [number, number][],
  );
}

/** The covers of the stacks that these belong to. */
export const coversOf = (db: Database, ids: readonly number[]): readonly number[] => [
  ...new Set(membersOfStacks(db, ids).values()),
];

/** The items and the generations merged into them. */
function familyOf(db: Database, ids: readonly number[]): readonly number[] {
  const sql = `WITH RECURSIVE member (id) AS (
      SELECT value FROM json_each(@list) UNION SELECT heir.from_id FROM member JOIN heir ON heir.heir_id = member.id)
    SELECT id FROM member`;
  return statement(db, sql)
    .pluck()
    .all({ list: JSON.stringify(ids) }) as number[];
}

/** The links that keep items in the stacks that they inherited, when the inheritance ends. */
export function adoptedStacks(db: Database, heirs: readonly number[]): readonly StackLinks[] {
  const sql = `WITH RECURSIVE member (heir, id) AS (
      SELECT value, value FROM json_each(@list) UNION SELECT member.heir, heir.from_id FROM member JOIN heir ON heir.heir_id = member.id)
    SELECT id, heir FROM member WHERE id <> heir`;
  const heirOf = new Map(
    statement(db, sql)
      .raw()
      .all({ list: JSON.stringify(heirs) }) as [number, number][],
  );
  const touched = `SELECT generation_id, cover_id FROM stack_member WHERE generation_id IN (SELECT value FROM json_each(@list))
    OR cover_id IN (SELECT value FROM json_each(@list)) ORDER BY generation_id`;
  const rows = statement(db, touched)
    .raw()
    .all({ list: JSON.stringify([...heirOf.keys(), ...heirs]) }) as [number, number][];
  const before = new Map(rows);
  const after = new Map(rows.map(([id, cover]) => [id, heirOf.get(cover) ?? cover]));
  for (const [id, cover] of rows) {
    const heir = heirOf.get(id);
    if (heir !== undefined && !after.has(heir)) after.set(heir, heirOf.get(cover) ?? cover);
  }
  return planned([...after.keys()], before, (id) => after.get(id) ?? null).delta.stacks;
}
