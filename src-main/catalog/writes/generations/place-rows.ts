/** Writes where the files of generations are. */
import type { Database } from 'better-sqlite3';
import { NO_PLACE, type Place, type PlacedFile, placeOf } from '../../places.ts';

/** Prepares statements on the write connection. Call the functions inside a transaction. */
export function openPlaceRows(db: Database) {
  const before = db.prepare<{ id: number }, Place>(
    `SELECT folders, name_words AS nameWords, folder_words AS folderWords FROM generation_place WHERE generation_id = @id`,
  );
  const insert = db.prepare<Place & { id: number }>(
    `INSERT INTO generation_place (generation_id, folders, name_words, folder_words) VALUES (@id, @folders, @nameWords, @folderWords)`,
  );
  const update = db.prepare<Place & { id: number }>(
    `UPDATE generation_place SET folders = @folders, name_words = @nameWords, folder_words = @folderWords WHERE generation_id = @id`,
  );
  const remove = db.prepare<{ id: number }>(`DELETE FROM generation_place WHERE generation_id = @id`);
  return {
    /** Stores the place of a generation; returns whether its words changed. */
    put(id: number, place: Place): boolean {
      const standing = before.get({ id });
      if (place.folders === NO_PLACE.folders) standing && remove.run({ id });
      else if (!standing) insert.run({ ...place, id });
      else if (standing.folders !== place.folders || wordsDiffer(standing, place)) update.run({ ...place, id });
      return wordsDiffer(standing ?? NO_PLACE, place);
    },
  };
}

const wordsDiffer = (one: Place, other: Place): boolean =>
  one.nameWords !== other.nameWords || one.folderWords !== other.folderWords;

/** Derives the places of the generations [first, last] from the files in the catalog. */
export function placesFromFiles(db: Database, first: number, last: number): ReadonlyMap<number, Place> {
  const rows = db
    .prepare<{ first: number; last: number }, PlacedFile & { generationId: number }>(
      `SELECT gf.generation_id AS generationId, f.path, f.entry, s.path AS top FROM generation_file gf
         JOIN file f ON f.id = gf.file_id JOIN source s ON s.id = f.source_id
       WHERE gf.generation_id BETWEEN @first AND @last AND f.role NOT IN ('reference', 'thumbnail') ORDER BY f.id`,
    )
    .all({ first, last });
  return new Map([...Map.groupBy(rows, (row) => row.generationId)].map(([id, files]) => [id, placeOf(files)]));
}
