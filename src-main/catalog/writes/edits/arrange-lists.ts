/** Plans changes of the lists of collections and saved searches: named rows in an order. */
import type { Database } from 'better-sqlite3';
import type { Arrangement } from '../../../contract/organising/edit.ts';
import { foldText } from '../../../contract/searching/fold.ts';
import { CatalogError } from '../../catalog-error.ts';
import { rowNamed } from '../../query-language/named-rows.ts';
import { statement } from '../../query-language/statement.ts';
import { between } from './collection-positions.ts';
import { NO_CHANGE, type Row, type RowChange, TABLES } from './delta.ts';
import { type EditPlan, EMPTY_PLAN, quoted, shown, unknown } from './edit-plan.ts';

export type ListArrangement = Extract<Arrangement, { set: `collection-${string}` | `search-${string}` }>;
type List = 'collection' | 'saved_search';
type ListRow = Row & { readonly id: number; readonly name: string; readonly folded: string; readonly position: number };

/** @throws CatalogError when a name does not exist or is in use */
export function planLists(db: Database, wish: ListArrangement): EditPlan {
  switch (wish.set) {
    case 'collection-create':
      return planCreation(db, 'collection', wish.collection, { query: wish.query, created_ms: Date.now() });
    case 'collection-rename':
      return planRename(db, 'collection', wish.collection, wish.to);
    case 'collection-query':
      return planQueryChange(db, wish.collection, wish.query);
    case 'collection-delete':
      return planCollectionDeletion(db, wish.collection);
    case 'collection-move':
      return planMove(db, 'collection', wish.collection, wish.before);
    case 'search-save':
      return planCreation(db, 'saved_search', wish.search, { q: wish.q, sort: wish.sort });
    case 'search-change':
      return altered('saved_search', knownRow(db, 'saved_search', wish.search), { q: wish.q, sort: wish.sort });
    case 'search-rename':
      return planRename(db, 'saved_search', wish.search, wish.to);
    case 'search-delete':
      return gone('saved_search', knownRow(db, 'saved_search', wish.search));
    case 'search-move':
      return planMove(db, 'saved_search', wish.search, wish.before);
  }
}

/** Plans a new collection with these items, in the given order. @throws CatalogError when the name is in use */
export function createdWith(db: Database, name: string, ids: readonly number[]): EditPlan {
  const { delta } = planCreation(db, 'collection', name, { query: null, created_ms: Date.now() });
  const collection = delta.rows[0]?.after?.id as number;
  const places = { collection, ids, before: null, after: ids.map((_, at) => at + 1) };
  return { delta: { ...delta, places: ids.length > 0 ? [places] : [] }, changed: ids };
}

/** The row of a new entry at the end of a list. @param ahead the number of new rows planned before this one */
export function newListRow(db: Database, list: List, name: string, values: Row, ahead = 0): ListRow {
  const [id, position] = statement(db, `SELECT IFNULL(MAX(id), 0), IFNULL(MAX(position), 0) FROM ${list}`)
    .raw()
    .get() as [number, number];
  return { id: id + 1 + ahead, name, folded: foldText(name), position: Math.floor(position) + 1 + ahead, ...values };
}

function planCreation(db: Database, list: List, name: string, values: Row): EditPlan {
  assertFree(db, list, name, null);
  return {
    delta: { ...NO_CHANGE, rows: [{ table: list, before: null, after: newListRow(db, list, name, values) }] },
    changed: [],
  };
}

function planRename(db: Database, list: List, name: string, to: string): EditPlan {
  const row = knownRow(db, list, name);
  assertFree(db, list, to, row.id);
  return altered(list, row, { name: to, folded: foldText(to) });
}

function planQueryChange(db: Database, name: string, query: string): EditPlan {
  const row = knownRow(db, 'collection', name);
  if (row.query !== null) return altered('collection', row, { query });
  throw new CatalogError(
    'collection-by-hand',
    `${quoted(row.name)} is filled by hand and has no search to change.`,
    null,
    {
      name: shown(row.name),
    },
  );
}

function planCollectionDeletion(db: Database, name: string): EditPlan {
  const row = knownRow(db, 'collection', name);
  const sql = `SELECT generation_id, position FROM collection_item WHERE collection_id = @id AND inherited = 0 ORDER BY generation_id`;
  const items = statement(db, sql).raw().all({ id: row.id }) as [number, number][];
  const ids = items.map(([id]) => id);
  const places = { collection: row.id, ids, before: items.map(([, position]) => position), after: null };
  const { delta } = gone('collection', row);
  return { delta: { ...delta, places: ids.length > 0 ? [places] : [] }, changed: ids };
}

function planMove(db: Database, list: List, name: string, before: string | null): EditPlan {
  const row = knownRow(db, list, name);
  const next = before === null ? null : knownRow(db, list, before);
  if (next?.id === row.id) return EMPTY_PLAN;
  const all = rowsOf(db, list);
  const others = all.filter(({ id }) => id !== row.id);
  const at = next === null ? others.length : others.findIndex(({ id }) => id === next.id);
  const wanted = [...others.slice(0, at), row, ...others.slice(at)];
  if (wanted.every(({ id }, rank) => all[rank]?.id === id)) return EMPTY_PLAN;
  const [position] = between(others[at - 1]?.position, others[at]?.position, 1) ?? [];
  if (position !== undefined) return altered(list, row, { position });
  const rows = wanted.map(
    (one, rank): RowChange => ({ table: list, before: one, after: { ...one, position: rank + 1 } }),
  );
  return { delta: { ...NO_CHANGE, rows }, changed: [] };
}

function altered(table: List, row: ListRow, values: Row): EditPlan {
  if (Object.entries(values).every(([name, value]) => row[name] === value)) return EMPTY_PLAN;
  return { delta: { ...NO_CHANGE, rows: [{ table, before: row, after: { ...row, ...values } }] }, changed: [] };
}

const gone = (table: List, row: ListRow): EditPlan => ({
  delta: { ...NO_CHANGE, rows: [{ table, before: row, after: null }] },
  changed: [],
});

function rowsOf(db: Database, list: List): readonly ListRow[] {
  return statement(db, `SELECT ${TABLES[list].join(', ')} FROM ${list} ORDER BY position, id`).all() as ListRow[];
}

function knownRow(db: Database, list: List, name: string): ListRow {
  const row = rowNamed(db, list, TABLES[list].join(', '), name) as ListRow | undefined;
  if (!row) throw unknown(list === 'collection' ? 'collection' : 'search', name);
  return row;
}

function assertFree(db: Database, list: List, name: string, except: number | null): void {
  const sql = `SELECT name FROM ${list} WHERE folded = @folded AND id IS NOT @except`;
  const taken = statement(db, sql)
    .pluck()
    .get({ folded: foldText(name), except }) as string | undefined;
  if (taken === undefined) return;
  const [code, called] =
    list === 'collection'
      ? (['collection-exists', 'collection'] as const)
      : (['search-exists', 'saved search'] as const);
  throw new CatalogError(code, `There is a ${called} ${quoted(taken)} already. Choose another name.`, null, {
    name: shown(taken),
  });
}
