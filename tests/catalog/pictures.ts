/** Pictures for generations in tests: a file, and what it looks like, without any media. */
import type { Database } from 'better-sqlite3';
import { statement } from '../../src-main/catalog/query-language/statement.ts';
import { setPictured } from '../../src-main/catalog/writes/archive/likeness-rows.ts';
import { COLOUR_BYTES, type Likeness, packFrames, packLikeness } from '../../src-main/contract/items/likeness.ts';

/** A likeness as a test states it; grey all over unless said. */
export const looking = (high: number, low: number, more: Partial<Likeness> = {}): Likeness => ({
  high: high >>> 0,
  low: low >>> 0,
  colours: new Uint8Array(COLOUR_BYTES).fill(128),
  isFlat: false,
  ...more,
});

/** Gives a generation a file that looks like this; again: the same file looks otherwise now. */
export function picture(
  db: Database,
  rowid: number,
  poster: Likeness,
  frames?: readonly Pick<Likeness, 'high' | 'low'>[],
): void {
  const fileId = fileOf(db, rowid);
  setPictured(db, [{ fileId, poster: packLikeness(poster), ...(frames && { frames: packFrames(frames) }) }]);
}

/** The file of a generation, made when it has none. */
function fileOf(db: Database, rowid: number): number {
  const known = statement(db, 'SELECT file_id FROM generation WHERE id = ?').pluck().get(rowid) as number | null;
  if (known !== null) return known;
  statement(db, `INSERT OR IGNORE INTO source (id, path, kind, added_ms) VALUES (1, '/archive', 'folder', 0)`).run();
  const fileId = Number(
    statement(db, `INSERT INTO file (source_id, path, size, mtime_ms, kind) VALUES (1, ?, 1, 0, 'image')`).run(
      `/archive/${rowid}.png`,
    ).lastInsertRowid,
  );
  const revision = statement(db, `UPDATE counter SET value = value + 1 WHERE name = 'revision' RETURNING value`)
    .pluck()
    .get();
  statement(db, 'UPDATE generation SET file_id = ?, revision = ? WHERE id = ?').run(fileId, revision, rowid);
  return fileId;
}
