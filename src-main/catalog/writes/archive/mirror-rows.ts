/** Writes the rows of second copies: mirrors, and the contents each one holds. */
import type { Database } from 'better-sqlite3';
import { statement } from '../../query-language/statement.ts';
import { noteCopies } from '../generations/copy-counts.ts';
import { nextRevision } from '../generations/revision.ts';

/** A mirror as it is added. */
export interface NewMirror {
  readonly key: string;
  readonly path: string;
  /** JSON. */
  readonly content: string;
}

/** A content that a mirror holds; `sha256` is in hex, `entry` is '' for a file that is no entry of a zip. */
export interface CopyRow {
  readonly path: string;
  readonly entry: string;
  readonly sha256: string;
  readonly verifiedMs: number;
}

/** New values of a mirror; values left out stay. */
export interface MirrorStand {
  readonly seenMs?: number;
  readonly finishedMs?: number;
  /** JSON. */
  readonly report?: string;
  /** JSON. */
  readonly content?: string;
}

/** Adds a mirror, or changes what the one with this key holds; returns its number. */
export function putMirror(db: Database, { key, path, content }: NewMirror): number {
  const sql = `INSERT INTO mirror (key, path, content, added_ms, seen_ms) VALUES (:key, :path, :content, :now, :now)
    ON CONFLICT (key) DO UPDATE SET path = excluded.path, content = excluded.content RETURNING id`;
  return statement(db, sql).pluck().get({ key, path, content, now: Date.now() }) as number;
}

export function standMirror(db: Database, id: number, { seenMs, finishedMs, report, content }: MirrorStand): void {
  const sql = `UPDATE mirror SET seen_ms = coalesce(:seenMs, seen_ms), finished_ms = coalesce(:finishedMs, finished_ms),
    report = coalesce(:report, report), content = coalesce(:content, content) WHERE id = :id`;
  statement(db, sql).run({
    id,
    seenMs: seenMs ?? null,
    finishedMs: finishedMs ?? null,
    report: report ?? null,
    content: content ?? null,
  });
}

/** Forgets a mirror; the folder and what is in it stay. */
export function deleteMirror(db: Database, id: number): void {
  db.transaction(() => {
    const lost = statement(db, `SELECT DISTINCT lower(hex(sha256)) FROM mirror_copy WHERE mirror_id = :id`)
      .pluck()
      .all({ id }) as string[];
    statement(db, `DELETE FROM mirror WHERE id = :id`).run({ id });
    noteCopies(db, nextRevision(db), lost);
  }).immediate();
}

/** Writes and deletes rows of copies. */
export function changeCopies(
  db: Database,
  id: number,
  put: readonly CopyRow[],
  gone: readonly Pick<CopyRow, 'path' | 'entry'>[],
): void {
  const drop = statement(
    db,
    `DELETE FROM mirror_copy WHERE mirror_id = :id AND path = :path AND entry = :entry RETURNING lower(hex(sha256))`,
  ).pluck();
  const keep = statement(
    db,
    `INSERT INTO mirror_copy (mirror_id, path, entry, sha256, verified_ms) SELECT :id, :path, :entry, unhex(:sha256), :verifiedMs
       WHERE EXISTS (SELECT 1 FROM mirror WHERE id = :id)
     ON CONFLICT DO UPDATE SET sha256 = excluded.sha256, verified_ms = excluded.verified_ms`,
  );
  db.transaction(() => {
    const changed = new Set(put.map(({ sha256 }) => sha256));
    for (const { path, entry } of gone)
      for (const sha256 of drop.all({ id, path, entry }) as string[]) changed.add(sha256);
    for (const { path, entry, sha256, verifiedMs } of put) keep.run({ id, path, entry, sha256, verifiedMs });
    noteCopies(db, nextRevision(db), changed);
  }).immediate();
}
