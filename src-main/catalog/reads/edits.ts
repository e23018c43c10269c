/** What people entered about some generations, as the columns need it. */
import type { Database } from 'better-sqlite3';
import { statement } from '../search/statement.ts';
import { FACT_BITS } from './columns.ts';

/** By rowid; most generations have nothing. */
export interface Edits {
  /** The numbers of the tags, ascending, joined by commas. */
  readonly tags: ReadonlyMap<number, string>;
  /** The numbers of the person's own collections, likewise. */
  readonly collections: ReadonlyMap<number, string>;
  readonly ratings: ReadonlyMap<number, number>;
  /** FACT_BITS of favourites and notes. */
  readonly facts: ReadonlyMap<number, number>;
}

/** Which generations: all from one number to another, or some. */
export type Which = { readonly first: number; readonly last: number } | { readonly rowids: readonly number[] };

/** What tags and collections are called, by number. */
export interface Labels {
  readonly tags: ReadonlyMap<number, string>;
  /** Those filled by hand; what a smart one holds is for its query to say. */
  readonly collections: ReadonlyMap<number, string>;
}

export function readLabels(db: Database): Labels {
  const pairs = (sql: string): ReadonlyMap<number, string> => new Map(statement(db, sql).raw().all() as [number, string][]);
  return { tags: pairs('SELECT id, name FROM tag'), collections: pairs('SELECT id, name FROM collection WHERE query IS NULL') };
}

export function readEdits(db: Database, which: Which): Edits {
  const [where, bound] =
    'rowids' in which
      ? ['generation_id IN (SELECT value FROM json_each(:list))', { list: JSON.stringify(which.rowids) }]
      : ['generation_id BETWEEN :first AND :last', which];
  const rows = <T>(sql: string): T[] => statement(db, sql).raw().all(bound) as T[];
  const marks = rows<readonly [number, number, number, number]>(
    `SELECT generation_id, favorite <> 0, rating, note <> '' FROM mark WHERE ${where}`,
  );
  return {
    tags: joined(rows(`SELECT generation_id, tag_id FROM generation_tag WHERE ${where} ORDER BY generation_id, tag_id`)),
    collections: joined(
      rows(`SELECT generation_id, collection_id FROM collection_item WHERE ${where} ORDER BY generation_id, collection_id`),
    ),
    ratings: new Map(marks.map(([id, , rating]) => [id, rating])),
    facts: new Map(marks.map(([id, favorite, , note]) => [id, favorite * FACT_BITS.favorite + note * FACT_BITS.note])),
  };
}

function joined(links: readonly (readonly [id: number, value: number])[]): ReadonlyMap<number, string> {
  const lists = new Map<number, string>();
  for (const [id, value] of links) {
    const before = lists.get(id);
    lists.set(id, before === undefined ? String(value) : `${before},${value}`);
  }
  return lists;
}
