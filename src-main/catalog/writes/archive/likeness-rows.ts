/** Stores what previews found out about files: placeholders, and picture hashes of posters and filmstrips. */
import type { Database } from 'better-sqlite3';
import { statement } from '../../query-language/statement.ts';

/** New facts about one file; omitted facts stay unchanged. Hashes are packed by contract/likeness.ts. */
export interface Pictured {
  readonly fileId: number;
  readonly thumbHash?: Uint8Array;
  readonly poster?: Uint8Array;
  readonly frames?: Uint8Array;
}

/** Stores the facts in one transaction. A file that was removed meanwhile is skipped. */
export function setPictured(db: Database, files: readonly Pictured[]): void {
  const write = db.transaction(() => {
    const looks = files.filter(({ poster, frames }) => poster || frames);
    const revision = looks.length > 0 ? nextLikeness(db) : 0;
    for (const { fileId, thumbHash } of files) {
      if (thumbHash)
        statement(db, 'UPDATE file SET thumb_hash = :thumbHash WHERE id = :fileId').run({ fileId, thumbHash });
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

/** A revision of its own: making posters does not change any search result. */
function nextLikeness(db: Database): number {
  const sql = `UPDATE counter SET value = value + 1 WHERE name = 'likeness' RETURNING value`;
  return statement(db, sql).pluck().get() as number;
}

/**
 * Records that all these generations are different from each other, or deletes that. @returns the number of pairs that
 * changed
 */
export function setUnlike(db: Database, rowids: readonly number[], unlike: boolean): number {
  const sql = unlike
    ? `INSERT OR IGNORE INTO unlike_pair (one, other)
       SELECT a.id, b.id FROM generation a JOIN generation b ON b.id > a.id
       WHERE a.id IN (SELECT value FROM json_each(:rowids)) AND b.id IN (SELECT value FROM json_each(:rowids))`
    : `DELETE FROM unlike_pair WHERE one IN (SELECT value FROM json_each(:rowids)) AND other IN (SELECT value FROM json_each(:rowids))`;
  return db.transaction(() => statement(db, sql).run({ rowids: JSON.stringify(rowids) }).changes).immediate();
}
