/** Writes where the files of generations are. */
import type { Database } from 'better-sqlite3';
import { NO_PLACE, type Place, type PlacedFile, placeOf } from '../../places.ts';
import { statement } from '../../query-language/statement.ts';

/** Stores the place of a new generation. Call inside a transaction. */
export function insertPlace(db: Database, id: number, place: Place): void {
  if (place.folders === NO_PLACE.folders) return;
  statement(
    db,
    `INSERT INTO generation_place (generation_id, folders, name_words) VALUES (:id, :folders, :nameWords)`,
  ).run({ ...place, id });
}

/** Stores the place of a generation; returns whether its words changed. Call inside a transaction. */
export function putPlace(db: Database, id: number, place: Place): boolean {
  const before = statement(
    db,
    `SELECT folders, name_words AS nameWords FROM generation_place WHERE generation_id = :id`,
  ).get({ id }) as Place | undefined;
  if (place.folders === NO_PLACE.folders) {
    if (before) statement(db, `DELETE FROM generation_place WHERE generation_id = :id`).run({ id });
  } else if (!before) insertPlace(db, id, place);
  else if (before.folders !== place.folders || before.nameWords !== place.nameWords)
    statement(
      db,
      `UPDATE generation_place SET folders = :folders, name_words = :nameWords WHERE generation_id = :id`,
    ).run({ ...place, id });
  return (before ?? NO_PLACE).nameWords !== place.nameWords;
}

/** Derives the places of the generations [first, last] from the files in the catalog. */
export function placesFromFiles(db: Database, first: number, last: number): ReadonlyMap<number, Place> {
  const rows = statement(
    db,
    `SELECT gf.generation_id AS generationId, f.path, f.entry, s.path AS top FROM generation_file gf
       JOIN file f ON f.id = gf.file_id JOIN source s ON s.id = f.source_id
     WHERE gf.generation_id BETWEEN :first AND :last AND f.role NOT IN ('reference', 'thumbnail') ORDER BY f.id`,
  ).all({ first, last }) as (PlacedFile & { generationId: number })[];
  return new Map([...Map.groupBy(rows, (row) => row.generationId)].map(([id, files]) => [id, placeOf(files)]));
}
