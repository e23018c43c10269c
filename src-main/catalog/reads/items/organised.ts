/** Reads tags with colours and aliases, collections, and saved searches. */
import type { Database } from 'better-sqlite3';
import type {
  CollectionInfo,
  Membership,
  Organised,
  SavedSearch,
  TagInfo,
} from '../../../contract/organising/organised.ts';
import { TagColor } from '../../../contract/organising/tag-colors.ts';
import { foldText } from '../../../contract/searching/fold.ts';
import { Sort } from '../../../contract/searching/search.ts';
import { positions } from '../../query-language/bitset.ts';
import { rowNamed } from '../../query-language/named-rows.ts';
import { statement } from '../../query-language/statement.ts';
import { type Columns, positionAt } from '../columns/columns.ts';
import type { Result } from '../search/query-context.ts';

type Counts = Readonly<Record<string, number>>;

/** Items by tag, counted before: alone and with children. */
export interface TagCounts {
  readonly own: Counts;
  readonly withChildren: Counts;
}

/** @param select returns the result of a smart collection's query */
export function readOrganised(
  db: Database,
  columns: Columns,
  counts: TagCounts,
  select: (q: string) => Result,
): Organised {
  return { tags: readTags(db, counts), collections: readCollections(db, columns, select), searches: readSearches(db) };
}

/** The rowids of a collection filled by hand, in its order; null when no such collection exists. */
export function readCollectionItems(db: Database, columns: Columns, name: string): readonly number[] | null {
  const row = rowNamed(db, 'collection', 'id, query', name) as { id: number; query: string | null } | undefined;
  if (!row || row.query !== null) return null;
  const sql = 'SELECT generation_id FROM collection_item WHERE collection_id = :found ORDER BY position, generation_id';
  return (statement(db, sql).pluck().all({ found: row.id }) as number[]).filter((id) => columns.positionOf(id) >= 0);
}

/** @param chosen tests whether the item at a position belongs to the selection */
export function readMembership(
  db: Database,
  columns: Columns,
  total: number,
  chosen: (at: number) => boolean,
): Membership {
  const counts = new Map<number, number>();
  const items = statement(db, 'SELECT collection_id, generation_id FROM collection_item').raw();
  for (const [collection, id] of items.iterate() as Iterable<[number, number]>) {
    const at = columns.positionOf(id);
    if (at >= 0 && chosen(at)) counts.set(collection, (counts.get(collection) ?? 0) + 1);
  }
  const rows = statement(db, 'SELECT id, name FROM collection WHERE query IS NULL').raw().all() as [number, string][];
  return {
    total,
    collections: Object.fromEntries(
      rows.flatMap(([id, name]) => (counts.has(id) ? [[name, counts.get(id) as number]] : [])),
    ),
  };
}

function readTags(db: Database, { own, withChildren }: TagCounts): TagInfo[] {
  const rows = statement(db, 'SELECT id, name, folded, color FROM tag').all() as TagRow[];
  const aliases = new Map<number, string[]>();
  for (const [tag, name] of statement(db, 'SELECT tag_id, name FROM tag_alias ORDER BY name').raw().all() as [
    number,
    string,
  ][])
    aliases.set(tag, [...(aliases.get(tag) ?? []), name]);
  const totals = new Map(Object.entries(withChildren).map(([name, total]) => [foldText(name), { name, total }]));
  const named = new Map(rows.map((row) => [row.folded, row]));
  for (const { folded, name, id, color } of rows)
    if (!totals.has(folded) && (color !== null || aliases.has(id))) totals.set(folded, { name, total: 0 });
  const tags = [...totals].map(([folded, { name, total }]) => {
    const row = named.get(folded);
    return {
      name: row?.name ?? name,
      color: TagColor.safeParse(row?.color).data ?? null,
      aliases: row ? (aliases.get(row.id) ?? []) : [],
      count: own[row?.name ?? name] ?? 0,
      total,
    };
  });
  return tags.sort((a, b) => (a.name < b.name ? -1 : 1));
}

interface TagRow {
  readonly id: number;
  readonly name: string;
  readonly folded: string;
  readonly color: string | null;
}

function readCollections(db: Database, columns: Columns, select: (q: string) => Result): CollectionInfo[] {
  const held = new Map<number, Held>();
  const items = statement(db, 'SELECT collection_id, generation_id, position FROM collection_item').raw();
  for (const [collection, id, position] of items.iterate() as Iterable<[number, number, number]>) {
    if (columns.positionOf(id) < 0) continue;
    const { count, cover, first } = held.get(collection) ?? NOTHING;
    held.set(
      collection,
      position < first ? { count: count + 1, cover: id, first: position } : { count: count + 1, cover, first },
    );
  }
  const rows = statement(db, 'SELECT id, name, query FROM collection ORDER BY position, id').all() as CollectionRow[];
  return rows.map(({ id, name, query }) => {
    if (query !== null) return { name, query, ...smart(columns, select(query)) };
    const { count, cover } = held.get(id) ?? NOTHING;
    return { name, query, count, cover };
  });
}

interface CollectionRow {
  readonly id: number;
  readonly name: string;
  readonly query: string | null;
}
interface Held {
  readonly count: number;
  readonly cover: number | null;
  readonly first: number;
}
const NOTHING: Held = { count: 0, cover: null, first: Number.POSITIVE_INFINITY };

function smart(columns: Columns, { ranks, total }: Result): Pick<CollectionInfo, 'count' | 'cover'> {
  const [first] = positions(ranks, 0, 1);
  return { count: total, cover: first === undefined ? null : (columns.rowid[positionAt(columns, first)] as number) };
}

function readSearches(db: Database): SavedSearch[] {
  const rows = statement(db, 'SELECT name, q, sort FROM saved_search ORDER BY position, id').all() as Record<
    'name' | 'q' | 'sort',
    string
  >[];
  return rows.map(({ name, q, sort }) => ({ name, q, sort: Sort.safeParse(sort).data ?? 'newest' }));
}
