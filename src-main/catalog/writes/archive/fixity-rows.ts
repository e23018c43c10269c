/** Rows about the fixity of originals: results of verifications, open changes and accepted changes. */
import type { Database } from 'better-sqlite3';
import type { CheckOutcome } from '../../../contract/library/verification.ts';
import type { FileRow } from './archive-rows.ts';

/** The result of verifying a file. */
export interface CheckRow {
  readonly fileId: number;
  readonly atMs: number;
  readonly outcome: CheckOutcome;
}

/** The current state of a file that differs from the known state; null for values that cannot be read. */
export interface ChangeRow {
  readonly fileId: number;
  readonly sha256: Uint8Array | null;
  readonly size: number | null;
  readonly mtimeMs: number | null;
  readonly seenMs: number;
}

/** The state of a file before an accepted change. */
export interface PastRow {
  readonly id: number;
  readonly fileId: number;
  readonly seenMs: number;
  readonly row: FileRow;
}

/** The row of a file. */
export type StandingFile = FileRow & { readonly missing: number };

export type FixityRows = ReturnType<typeof openFixityRows>;

/** Prepares the statements on the write connection. Call each function inside a transaction. */
export function openFixityRows(db: Database) {
  const check = db.prepare<CheckRow>(
    `INSERT INTO file_check (file_id, at_ms, outcome) SELECT id, @atMs, @outcome FROM file WHERE id = @fileId
     ON CONFLICT (file_id) DO UPDATE SET at_ms = excluded.at_ms, outcome = excluded.outcome`,
  );
  // A change with the same content keeps its first date and its decision.
  const change = db.prepare<ChangeRow>(
    `INSERT INTO file_change (file_id, sha256, size, mtime_ms, seen_ms)
     SELECT id, @sha256, @size, @mtimeMs, @seenMs FROM file WHERE id = @fileId
     ON CONFLICT (file_id) DO UPDATE SET size = excluded.size, mtime_ms = excluded.mtime_ms, sha256 = excluded.sha256,
       seen_ms = CASE WHEN sha256 IS excluded.sha256 THEN seen_ms ELSE excluded.seen_ms END,
       left_ms = CASE WHEN sha256 IS excluded.sha256 THEN left_ms END`,
  );
  const settle = db.prepare<{ fileId: number }>(`DELETE FROM file_change WHERE file_id = @fileId`);
  const leave = db.prepare<{ fileId: number; leftMs: number | null }>(
    `UPDATE file_change SET left_ms = @leftMs WHERE file_id = @fileId`,
  );
  const changeOf = db.prepare<{ fileId: number }, { seenMs: number }>(
    `SELECT seen_ms AS seenMs FROM file_change WHERE file_id = @fileId`,
  );
  const rowOf = db.prepare<{ fileId: number }, StandingFile>(
    `SELECT source_id AS sourceId, path, entry, size, mtime_ms AS mtimeMs, sha256, mime, kind, role, width, height, duration, fps, codec,
       has_audio AS hasAudio, has_c2pa AS hasC2pa, c2pa, damage, ids, named_ms AS namedMs, account, missing FROM file WHERE id = @fileId`,
  );
  const keep = db.prepare<{
    fileId: number;
    acceptedMs: number;
    seenMs: number;
    sha256: Uint8Array | null;
    file: string;
  }>(
    `INSERT INTO file_past (file_id, accepted_ms, seen_ms, sha256, file) VALUES (@fileId, @acceptedMs, @seenMs, @sha256, @file)`,
  );
  const lastPast = db.prepare<
    { fileId: number },
    { id: number; fileId: number; seenMs: number; sha256: Buffer | null; file: string }
  >(
    `SELECT id, file_id AS fileId, seen_ms AS seenMs, sha256, file FROM file_past WHERE file_id = @fileId ORDER BY id DESC LIMIT 1`,
  );
  const forget = db.prepare<{ id: number }>(`DELETE FROM file_past WHERE id = @id`);

  return {
    check: (row: CheckRow): void => void check.run(row),
    change: (row: ChangeRow): void => void change.run(row),
    /** Closes the open change of a file. Returns false if there was none. */
    settle: (fileId: number): boolean => settle.run({ fileId }).changes > 0,
    leave: (fileId: number, leftMs: number | null): boolean => leave.run({ fileId, leftMs }).changes > 0,
    rowOf: (fileId: number): StandingFile | null => rowOf.get({ fileId }) ?? null,
    /** Saves the row of a file before a change is accepted. */
    keepPast(fileId: number, now: number): void {
      const row = rowOf.get({ fileId });
      if (!row) return;
      const { sha256, missing: _, ...file } = row;
      keep.run({
        fileId,
        acceptedMs: now,
        seenMs: changeOf.get({ fileId })?.seenMs ?? now,
        sha256,
        file: JSON.stringify(file),
      });
    },
    /** The state before the last accepted change of a file. */
    lastPast(fileId: number): PastRow | null {
      const past = lastPast.get({ fileId });
      if (!past) return null;
      const { file, sha256, ...rest } = past;
      return { ...rest, row: { ...(JSON.parse(file) as Omit<FileRow, 'sha256'>), sha256 } };
    },
    forgetPast: (id: number): void => void forget.run({ id }),
  };
}
