/** What previews tell of their files: placeholders, and what poster and filmstrip look like. */
import type { Database } from 'better-sqlite3';
import { statement } from '../search/statement.ts';

/** What is known now of one file; what is left out stays as it was. Likeness as packed by contract/likeness.ts. */
export interface Pictured {
  readonly fileId: number;
  readonly thumbHash?: Uint8Array;
  readonly poster?: Uint8Array;
  readonly frames?: Uint8Array;
}

/** Keeps it, in one transaction. A file that has gone meanwhile is passed over. */
export function setPictured(db: Database, files: readonly Pictured[]): void {
  const write = db.transaction(() => {
    const looks = files.filter(({ poster, frames }) => poster || frames);
    const revision = looks.length > 0 ? nextLikeness(db) : 0;
    for (const { fileId, thumbHash } of files) {
      if (thumbHash) statement(db, 'UPDATE file SET thumb_hash = :thumbHash WHERE id = :fileId').run({ fileId, thumbHash });
    }
    for (const { fileId, poster, frames } of looks) {
      statement(db, SET_LIKENESS).run({ fileId, revision, poster: poster ?? null, frames: frames ?? null });
    }
  });
  write.immediate();
}

const SET_LIKENESS = `
  INSERT INTO likeness (file_id, revision, poster, frames) SELECT id, :revision, :poster, :frames FROM file WHERE id = :fileId
  ON CONFLICT (file_id) DO UPDATE SET revision = excluded.revision, poster = IFNULL(excluded.poster, poster), frames = IFNULL(excluded.frames, frames)`;

/** Its own count: what is found by words, filters and dates does not change because posters are made. */
function nextLikeness(db: Database): number {
  const sql = `UPDATE counter SET value = value + 1 WHERE name = 'likeness' RETURNING value`;
  return statement(db, sql).pluck().get() as number;
}

/**
 * Remembers that none of these generations is the same as another of them, or forgets it.
 * @returns how many pairs that is news for
 */
export function setUnlike(db: Database, rowids: readonly number[], unlike: boolean): number {
  const sql = unlike
    ? `INSERT OR IGNORE INTO unlike_pair (one, other)
       SELECT a.id, b.id FROM generation a JOIN generation b ON b.id > a.id
       WHERE a.id IN (SELECT value FROM json_each(:rowids)) AND b.id IN (SELECT value FROM json_each(:rowids))`
    : `DELETE FROM unlike_pair WHERE one IN (SELECT value FROM json_each(:rowids)) AND other IN (SELECT value FROM json_each(:rowids))`;
  return db.transaction(() => statement(db, sql).run({ rowids: JSON.stringify(rowids) }).changes).immediate();
}
