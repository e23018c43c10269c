/** Writes sources: their last reading, their nesting, their place. */
import { sep } from 'node:path';
import type { Database } from 'better-sqlite3';
import type { SourceChange } from '../../../contract/library/library.ts';
import { statement } from '../../query-language/statement.ts';
import { MOVED, NO_FINGERPRINT } from '../../reads/sources/moved.ts';

/**
 * The character after the path separator. All paths in a folder sort between `folder/` and `folder` + this character.
 */
const AFTER = String.fromCharCode(sep.charCodeAt(0) + 1);
const UNDER = `(path = :path OR (path >= :path || '${sep}' AND path < :path || '${AFTER}'))`;

/**
 * Records that a source was read completely. With a fingerprint it is not read again while the fingerprint stays the
 * same.
 * @param reading the version of the readers
 */
export function sourceImported(
  db: Database,
  id: number,
  fingerprint: Uint8Array | null,
  skipped: number,
  reading: number,
): void {
  statement(
    db,
    `UPDATE source SET imported_ms = :now, state = 'present', fingerprint = :fingerprint, skipped = :skipped, reading = :reading
       WHERE id = :id`,
  ).run({ id, now: Date.now(), fingerprint: fingerprint && Buffer.from(fingerprint), skipped, reading });
}

/** Records whether a source is present. A missing source is read completely when it returns. */
export function setSourceState(db: Database, id: number, state: 'present' | 'missing'): void {
  statement(
    db,
    `UPDATE source SET state = :state, fingerprint = iif(:state = 'present', fingerprint, ${NO_FINGERPRINT}) WHERE id = :id AND state <> :state`,
  ).run({ id, state });
}

/** Changes the settings of a source. A new `readAs` deletes the fingerprint, so that the source is read again. */
export function changeSource(db: Database, id: number, { readAs, watched }: SourceChange): void {
  const change = db.transaction(() => {
    if (watched !== undefined)
      statement(db, `UPDATE source SET watched = :watched WHERE id = :id`).run({ id, watched: Number(watched) });
    if (readAs !== undefined)
      statement(
        db,
        `UPDATE source SET read_as = :readAs, fingerprint = ${NO_FINGERPRINT} WHERE id = :id AND read_as IS NOT :readAs`,
      ).run({
        id,
        readAs,
      });
  });
  change.immediate();
}

/**
 * Sets the source through which other sources are read: `root`, or each source itself when `root` is null. Rows at and
 * under their paths change to that source.
 */
export function setWithin(db: Database, ids: readonly number[], root: number | null): void {
  const pathOf = statement(db, `SELECT path FROM source WHERE id = :id`).pluck();
  const take = (table: 'file' | 'document') =>
    statement(
      db,
      `UPDATE ${table} SET source_id = :reader WHERE ${UNDER} AND source_id <> :reader
         AND source_id IN (SELECT :id UNION SELECT within FROM source WHERE id = :id UNION SELECT id FROM source WHERE within = :id)`,
    );
  const set = db.transaction(() => {
    for (const id of ids) {
      const path = pathOf.get({ id }) as string | undefined;
      if (path === undefined) continue;
      for (const table of ['file', 'document'] as const) take(table).run({ id, path, reader: root ?? id });
      statement(db, `UPDATE source SET within = :root, fingerprint = ${NO_FINGERPRINT} WHERE id = :id`).run({
        id,
        root,
      });
      if (root !== null) statement(db, `UPDATE source SET within = :root WHERE within = :id`).run({ id, root });
    }
  });
  set.immediate();
}

/** Deletes the fingerprint: the next import reads the whole source. */
export function forgetReading(db: Database, id: number): void {
  statement(db, `UPDATE source SET fingerprint = ${NO_FINGERPRINT} WHERE id = :id`).run({ id });
}

/** Records that the rows of a moved source were derived again. The next import reads the whole source. */
export function endMove(db: Database, id: number): void {
  statement(db, `UPDATE source SET fingerprint = NULL WHERE id = :id`).run({ id });
}

/** Deletes a source without rows. */
export function deleteSource(db: Database, id: number): void {
  statement(db, `DELETE FROM source WHERE id = :id`).run({ id });
}

/**
 * Moves a source, and the sources inside it, to a new path. When another source (`standing`) has that path, both become
 * one; the same holds for a source inside it. No row may exist at the new place under the same name. Returns the id of
 * the source at the new path.
 */
export function moveSource(db: Database, id: number, from: string, to: string, standing: number | null): number {
  const move = (table: 'file' | 'document') =>
    statement(
      db,
      `UPDATE ${table} SET path = :to || substr(path, length(:path) + 1), source_id = :reader WHERE ${UNDER} AND source_id = :id`,
    );
  const all = db.transaction(() => {
    for (const table of ['file', 'document'] as const) move(table).run({ id, path: from, to, reader: standing ?? id });
    if (standing !== null) deleteSource(db, id);
    uniteInside(db, from, to);
    statement(
      db,
      `UPDATE source SET path = :to || substr(path, length(:path) + 1), fingerprint = ${MOVED} WHERE ${UNDER}`,
    ).run({
      path: from,
      to,
    });
    if (standing !== null) markMoved(db, standing);
  });
  all.immediate();
  return standing ?? id;
}

function markMoved(db: Database, id: number): void {
  statement(db, `UPDATE source SET fingerprint = ${MOVED} WHERE id = :id`).run({ id });
}

/** The sources inside a source that moves, and those that stand where they come to lie, become one. */
function uniteInside(db: Database, from: string, to: string): void {
  const taken = statement(
    db,
    `WITH moving AS (SELECT id, path FROM source WHERE ${UNDER})
     SELECT moving.id, there.id AS heir FROM moving JOIN source there ON there.path = :to || substr(moving.path, length(:path) + 1)`,
  ).all({ path: from, to }) as { id: number; heir: number }[];
  for (const { id, heir } of taken) {
    for (const table of ['file', 'document'] as const)
      statement(db, `UPDATE ${table} SET source_id = :heir WHERE source_id = :id`).run({ id, heir });
    statement(db, `UPDATE source SET within = :heir WHERE within = :id`).run({ id, heir });
    deleteSource(db, id);
    markMoved(db, heir);
  }
}
