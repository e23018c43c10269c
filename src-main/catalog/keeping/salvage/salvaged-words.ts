/**
 * Collects the annotations in a salvaged catalog, with all ids of each item, so that they can be imported into another
 * catalog or kept as pending there.
 */
import type { Database } from 'better-sqlite3';
import {
  WordsCollection,
  type WordsFile,
  WordsItem,
  WordsSearch,
  WordsTag,
} from '../../../contract/organising/annotations-file.ts';
import { isNearly } from './nearly.ts';

interface ItemRow {
  readonly id: number;
  readonly publicId: string | null;
  readonly favorite: number;
  readonly rating: number;
  readonly note: string;
  readonly ids: string;
  readonly hashes: string;
  readonly tags: string;
  readonly collections: string;
  readonly cover: number | null;
}

export interface Wanted {
  /** Whether to collect the annotations of this item. @param id its row id in the salvaged catalog */
  readonly isWanted: (id: number) => boolean;
  /** The ids of an item in the other catalog. They are used when its public id could not be read. */
  readonly namesOf: (id: number) => readonly string[];
  /** The item's note in the other catalog. A note that differs from it only by damaged letters is left out. */
  readonly noteOf: (id: number) => string;
}

/** The annotations of all wanted items. Malformed ones are left out. */
export function wordsIn(db: Database, { isWanted, namesOf, noteOf }: Wanted): WordsFile {
  const sql = `WITH entered (id) AS (
      SELECT generation_id FROM mark UNION SELECT generation_id FROM generation_tag WHERE inherited = 0
      UNION SELECT generation_id FROM collection_item WHERE inherited = 0 UNION SELECT generation_id FROM stack_member)
    SELECT entered.id, public_id AS publicId, IFNULL(own_favorite, IFNULL(favorite, 0)) AS favorite, IFNULL(own_rating, IFNULL(rating, 0)) AS rating,
      IFNULL(own_note, IFNULL(note, '')) AS note,
      (SELECT json_group_array(value) FROM identifier WHERE generation_id = entered.id) AS ids,
      (SELECT json_group_array(DISTINCT lower(hex(f.sha256))) FROM generation_file gf JOIN file f ON f.id = gf.file_id
        WHERE gf.generation_id = entered.id AND f.sha256 IS NOT NULL AND f.role IN ('original', 'watermark', 'no-watermark')) AS hashes,
      (SELECT json_group_array(name) FROM generation_tag gt JOIN tag ON tag.id = tag_id WHERE gt.generation_id = entered.id AND inherited = 0) AS tags,
      (SELECT json_group_array(json_object('name', name, 'position', i.position)) FROM collection_item i
         JOIN collection ON collection.id = collection_id WHERE i.generation_id = entered.id AND inherited = 0) AS collections,
      (SELECT cover_id FROM stack_member WHERE generation_id = entered.id) AS cover
    FROM entered LEFT JOIN mark ON mark.generation_id = entered.id LEFT JOIN generation ON generation.id = entered.id ORDER BY entered.id`;
  const rows = (db.prepare(sql).all() as ItemRow[]).filter(({ id }) => isWanted(id));
  const stack = stacksIn(db);
  return {
    tags: sound(WordsTag, tagsIn(db)),
    collections: sound(WordsCollection, db.prepare('SELECT name, query FROM collection ORDER BY position').all()),
    searches: sound(WordsSearch, db.prepare('SELECT name, q, sort FROM saved_search ORDER BY position').all()),
    items: sound(
      WordsItem,
      rows.map((row) => ({
        ids: [
          ...new Set([
            ...(row.publicId === null ? namesOf(row.id) : [row.publicId]),
            ...(JSON.parse(row.ids) as string[]).sort(),
          ]),
        ],
        sha256: (JSON.parse(row.hashes) as string[]).sort(),
        tags: (JSON.parse(row.tags) as string[]).sort(),
        rating: row.rating,
        favorite: row.favorite === 1,
        note: isNearly(row.note, noteOf(row.id)) ? '' : row.note,
        collections: JSON.parse(row.collections) as unknown,
        stack: row.cover === null ? null : stack(row.cover),
      })),
    ),
  };
}

function tagsIn(db: Database): readonly unknown[] {
  const sql = `SELECT name, color, (SELECT json_group_array(tag_alias.name) FROM tag_alias WHERE tag_id = tag.id) AS aliases FROM tag`;
  return (db.prepare(sql).all() as { name: string; color: string | null; aliases: string }[])
    .map((row) => ({ ...row, aliases: JSON.parse(row.aliases) as string[] }))
    .filter(({ color, aliases }) => color !== null || aliases.length > 0);
}

function stacksIn(db: Database): (cover: number) => WordsItem['stack'] {
  const name = db.prepare('SELECT public_id FROM generation WHERE id = ?').pluck();
  const members = db
    .prepare(
      'SELECT public_id FROM stack_member JOIN generation ON generation.id = generation_id WHERE cover_id = ? ORDER BY generation.id',
    )
    .pluck();
  return (id) => {
    const cover = name.get(id) as string | undefined;
    return cover === undefined ? null : { cover, members: members.all(id) as string[] };
  };
}

function sound<T>(schema: { safeParse(value: unknown): { data?: T } }, values: readonly unknown[]): T[] {
  return values.flatMap((value) => schema.safeParse(value).data ?? []);
}
