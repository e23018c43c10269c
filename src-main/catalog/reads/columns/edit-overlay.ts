/** Reads the annotations of some generations in the form that the columns need. */
import type { Database } from 'better-sqlite3';
import { statement } from '../../query-language/statement.ts';
import { FACT_BITS } from './columns.ts';

/** Maps from a rowid; most generations have no entry. */
export interface EditOverlay {
  /** The numbers of the tags, ascending, joined by commas. */
  readonly tags: ReadonlyMap<number, string>;
  /** The numbers of the person's own collections, in the same form. */
  readonly collections: ReadonlyMap<number, string>;
  readonly ratings: ReadonlyMap<number, number>;
  /** FACT_BITS of favourites and notes. */
  readonly facts: ReadonlyMap<number, number>;
}

/** The generations to read: a range of rowids, or a list. */
export type Which = { readonly first: number; readonly last: number } | { readonly rowids: readonly number[] };

/** The names of tags and collections by number. */
export interface Labels {
  readonly tags: ReadonlyMap<number, string>;
  /** Only collections that are filled by hand; a smart collection has a query instead. */
  readonly collections: ReadonlyMap<number, string>;
}

export function readLabels(db: Database): Labels {
  const pairs = (sql: string): ReadonlyMap<number, string> =>
    new Map(statement(db, sql).raw().all() as [number, string][]);
  return {
    tags: pairs('SELECT id, name FROM tag'),
    collections: pairs('SELECT id, name FROM collection WHERE query IS NULL'),
  };
}

export function readEditOverlay(db: Database, which: Which): EditOverlay {
  return { ...readTagLinks(db, which), ...readMarks(db, which), ...readMemberships(db, which) };
}

export function readTagLinks(db: Database, which: Which): Pick<EditOverlay, 'tags'> {
  const links = rows<Link>(
    db,
    which,
    (where) => `SELECT generation_id, tag_id FROM generation_tag WHERE ${where} ORDER BY 1, 2`,
  );
  return { tags: joined(links) };
}

export function readMemberships(db: Database, which: Which): Pick<EditOverlay, 'collections'> {
  const links = rows<Link>(
    db,
    which,
    (where) => `SELECT generation_id, collection_id FROM collection_item WHERE ${where} ORDER BY 1, 2`,
  );
  return { collections: joined(links) };
}

export function readMarks(db: Database, which: Which): Pick<EditOverlay, 'ratings' | 'facts'> {
  const marks = rows<readonly [number, number, number, number]>(
    db,
    which,
    (where) => `SELECT generation_id, favorite <> 0, rating, note <> '' FROM mark WHERE ${where}`,
  );
  return {
    ratings: new Map(marks.map(([id, , rating]) => [id, rating])),
    facts: new Map(marks.map(([id, favorite, , note]) => [id, favorite * FACT_BITS.favorite + note * FACT_BITS.note])),
  };
}

type Link = readonly [id: number, value: number];

function rows<T>(db: Database, which: Which, sql: (where: string) => string): T[] {
  if ('first' in which) return statement(db, sql('generation_id BETWEEN :first AND :last')).raw().all(which) as T[];
  const list = JSON.stringify(which.rowids);
  return statement(db, sql('generation_id IN (SELECT value FROM json_each(:list))')).raw().all({ list }) as T[];
}

function joined(links: readonly Link[]): ReadonlyMap<number, string> {
  const lists = new Map<number, string>();
  for (const [id, value] of links) {
    const before = lists.get(id);
    lists.set(id, before === undefined ? String(value) : `${before},${value}`);
  }
  return lists;
}
