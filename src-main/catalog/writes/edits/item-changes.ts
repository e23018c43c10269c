/** Plans changes of items: only shown items whose values would differ. */
import type { Database } from 'better-sqlite3';
import type { Change } from '../../../contract/organising/edit.ts';
import { statement } from '../../query-language/statement.ts';
import { createdWith } from './arrange-lists.ts';
import { addToCollection, orderInCollection, removeFromCollection } from './collection-positions.ts';
import { type Delta, type MarkColumn, type MarkValues, NO_CHANGE } from './delta.ts';
import { type EditPlan, EMPTY_PLAN } from './edit-plan.ts';
import { adoptedStacks, planStack, planUnstack } from './stack-changes.ts';
import { newTag, resolveTagAlias, tagNamed } from './tag-rows.ts';

/** @throws CatalogError when the change names a collection or item that does not exist */
export function planChange(db: Database, rowids: readonly number[], change: Change): EditPlan {
  switch (change.set) {
    case 'tag-add':
      return planTag(db, rowids, change.tag, true);
    case 'tag-remove':
      return planTag(db, rowids, change.tag, false);
    case 'favorite':
      return planMark(db, rowids, 'favorite', Number(change.favorite));
    case 'rating':
      return planMark(db, rowids, 'rating', change.rating);
    case 'note':
      return planMark(db, rowids, 'note', change.note);
    case 'note-append':
      return planAppend(db, rowids, change.text);
    case 'collection-add':
      return change.create === true
        ? createdWith(db, change.collection, shown(db, rowids))
        : addToCollection(db, shown(db, rowids), change.collection);
    case 'collection-remove':
      return removeFromCollection(db, shown(db, rowids), change.collection);
    case 'collection-order':
      return orderInCollection(db, shown(db, rowids), change.collection, change.before);
    case 'stack':
      return planStack(db, shown(db, [change.cover, ...rowids]), change.cover);
    case 'unstack':
      return planUnstack(db, shown(db, rowids));
  }
}

/** The shown items among these, each once, in the given order. */
function shown(db: Database, rowids: readonly number[]): readonly number[] {
  const sql = `SELECT picked.value ${PICKED} GROUP BY picked.value ORDER BY MIN(picked.key)`;
  return statement(db, sql)
    .pluck()
    .all({ list: JSON.stringify(rowids) }) as number[];
}

/** Uses a partial index: rows of generations are wide, and reading 100,000 of them takes a second. */
const PICKED = `FROM json_each(@list) AS picked
  JOIN generation INDEXED BY generation_present ON generation.id = picked.value AND generation.present = 1`;

function planTag(db: Database, rowids: readonly number[], written: string, added: boolean): EditPlan {
  const name = resolveTagAlias(db, written);
  const standing = tagNamed(db, name);
  if (!standing && !added) return EMPTY_PLAN;
  const tag = standing ?? newTag(db, name);
  const sql = `SELECT DISTINCT picked.value ${PICKED}
    WHERE ${added ? 'NOT ' : ''}EXISTS (SELECT 1 FROM generation_tag WHERE generation_id = picked.value AND tag_id = @tag)`;
  const found = statement(db, sql)
    .pluck()
    .all({ list: JSON.stringify(rowids), tag: tag.id }) as number[];
  const ids = ascending(found);
  if (ids.length === 0) return EMPTY_PLAN;
  const rows = standing ? [] : [{ table: 'tag' as const, before: null, after: { ...tag } }];
  return { delta: { ...NO_CHANGE, rows, tags: [{ tag: tag.id, added, ids }] }, changed: ids };
}

const NOTHING = { favorite: '0', rating: '0', note: `''` } as const;

function planMark(db: Database, rowids: readonly number[], column: MarkColumn, value: number | string): EditPlan {
  return planMarks(
    column,
    marksOf(db, rowids, column)
      .filter(([, was]) => was !== value)
      .map(([id, was]) => [id, was, value]),
  );
}

function planAppend(db: Database, rowids: readonly number[], text: string): EditPlan {
  const appended = marksOf(db, rowids, 'note').map(
    ([id, was]) => [id, was, was === '' ? text : `${was}\n\n${text}`] as const,
  );
  return planMarks('note', appended);
}

/** The step that sets marks, given as [generation, before, after]. Equal changes share a list. */
export function planMarks(
  column: MarkColumn,
  values: readonly (readonly [id: number, before: number | string, after: number | string])[],
): EditPlan {
  const groups = new Map<number | string, Map<number | string, number[]>>();
  for (const [id, before, after] of values) {
    const toAfter = groups.get(before) ?? new Map<number | string, number[]>();
    const ids = toAfter.get(after) ?? [];
    if (ids.length === 0) groups.set(before, toAfter.set(after, ids));
    ids.push(id);
  }
  const marks = [...groups].flatMap(([before, toAfter]) =>
    [...toAfter].map(([after, ids]): MarkValues => ({ column, before, after, ids: ascending(ids) })),
  );
  return { delta: { ...NO_CHANGE, marks }, changed: values.map(([id]) => id) };
}

function marksOf(
  db: Database,
  rowids: readonly number[],
  column: MarkColumn,
): readonly (readonly [number, number | string])[] {
  const sql = `SELECT DISTINCT picked.value, IFNULL(mark.${column}, ${NOTHING[column]}) ${PICKED} LEFT JOIN mark ON mark.generation_id = picked.value`;
  return statement(db, sql)
    .raw()
    .all({ list: JSON.stringify(rowids) }) as [number, number | string][];
}

/** Ascending ids are neighbours in the catalog: they are written faster and packed smaller. */
function ascending(ids: readonly number[]): readonly number[] {
  return Array.from(Float64Array.from(ids).sort());
}

/**
 * The step that turns inherited edits of these generations into their own, so that an edit of one changes no other.
 * Null when none inherits.
 */
export function planAdoption(db: Database, ids: readonly number[]): Delta | null {
  if (statement(db, 'SELECT NOT EXISTS (SELECT 1 FROM heir)').pluck().get() === 1) return null;
  const list = JSON.stringify(ids);
  const all = <T>(sql: string): T[] => statement(db, sql).raw().all({ list }) as T[];
  const heirs = all<[number, number]>(
    `SELECT from_id, heir_id FROM heir WHERE heir_id IN (SELECT value FROM json_each(@list))`,
  );
  if (heirs.length === 0) return null;
  const own = JSON.stringify([...new Set(heirs.map(([, heir]) => heir))]);
  const inherited = <T>(sql: string): T[] =>
    statement(db, `${sql} AND generation_id IN (SELECT value FROM json_each(@own)) ORDER BY generation_id`)
      .raw()
      .all({ own }) as T[];
  const tags = Map.groupBy(
    inherited<[number, number]>(`SELECT tag_id, generation_id FROM generation_tag WHERE inherited = 1`),
    ([tag]) => tag,
  );
  const places = inherited<[number, number, number]>(
    `SELECT collection_id, generation_id, position FROM collection_item WHERE inherited = 1`,
  );
  const marks = (['favorite', 'rating', 'note'] as const).flatMap((column) => {
    const sql = `SELECT generation_id, own_${column}, ${column} FROM mark WHERE own_${column} IS NOT NULL AND own_${column} <> ${column}`;
    return planMarks(column, inherited<[number, number | string, number | string]>(sql)).delta.marks;
  });
  return {
    ...NO_CHANGE,
    heirs,
    marks,
    stacks: adoptedStacks(db, [...new Set(heirs.map(([, heir]) => heir))]),
    tags: [...tags].map(([tag, links]) => ({ tag, added: true, ids: links.map(([, id]) => id) })),
    places: places.map(([collection, id, position]) => ({ collection, ids: [id], before: null, after: [position] })),
  };
}
