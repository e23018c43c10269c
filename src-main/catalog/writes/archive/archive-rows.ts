/** Rows that mirror sources: sources, documents, records, media files, and their evidence. */

import type { Database } from 'better-sqlite3';
import { NO_FINGERPRINT } from '../../reads/sources/moved.ts';

/** A metadata file that a reader recognised. `entry` is its name inside a zip, otherwise ''. */
export interface DocumentRow {
  readonly sourceId: number;
  readonly path: string;
  readonly entry: string;
  readonly format: string;
  /** Why the format was detected: a `Sign`. */
  readonly sign: string;
}

export interface RecordRow {
  readonly documentId: number;
  /** Unique within a document: the identifier of the record, with `#n` for the n-th record of the same identifier. */
  readonly key: string;
  readonly hash: Buffer;
  /** JSON of Ids, of Claims, and of the source's own fields. */
  readonly ids: string;
  readonly claims: string;
  readonly raw: string;
}

export interface FileRow {
  readonly sourceId: number;
  readonly path: string;
  readonly entry: string;
  readonly size: number;
  readonly mtimeMs: number;
  readonly mime: string | null;
  readonly kind: string | null;
  readonly role: string;
  readonly width: number | null;
  readonly height: number | null;
  readonly duration: number | null;
  readonly fps: number | null;
  readonly codec: string | null;
  readonly hasAudio: number | null;
  readonly hasC2pa: number;
  /** JSON of ContentCredentials, null without any. */
  readonly c2pa: string | null;
  readonly damage: string | null;
  readonly ids: string;
  readonly namedMs: number | null;
  readonly account: string | null;
  /** Null until the file is hashed. */
  readonly sha256: Uint8Array | null;
}

export type ArchiveRows = ReturnType<typeof openArchiveRows>;

/** Prepares statements on the write connection. Each function runs one statement; call it inside a transaction. */
export function openArchiveRows(db: Database) {
  const source = db
    .prepare<{ path: string; kind: string; now: number }, number>(
      `INSERT INTO source (path, kind, added_ms) VALUES (@path, @kind, @now)
       ON CONFLICT (path) DO UPDATE SET kind = excluded.kind, state = 'present', fingerprint = ${NO_FINGERPRINT} RETURNING id`,
    )
    .pluck();
  const document = db
    .prepare<DocumentRow, number>(
      `INSERT INTO document (source_id, path, entry, format, sign) VALUES (@sourceId, @path, @entry, @format, @sign)
       ON CONFLICT (path, entry, format) DO UPDATE SET source_id = excluded.source_id, sign = excluded.sign RETURNING id`,
    )
    .pluck();
  const recordBefore = db.prepare<{ documentId: number; key: string }, { id: number; ids: string }>(
    `SELECT id, ids FROM record WHERE document_id = @documentId AND key = @key`,
  );
  const insertRecord = db.prepare<RecordRow>(
    `INSERT INTO record (document_id, key, hash, ids, claims, raw) VALUES (@documentId, @key, @hash, @ids, @claims, @raw)`,
  );
  const updateRecord = db.prepare<RecordRow & { id: number }>(
    `UPDATE record SET hash = @hash, ids = @ids, claims = @claims, raw = @raw WHERE id = @id`,
  );
  const recordById = db.prepare<{ id: number }, { id: number; ids: string; sha256: null }>(
    `SELECT id, ids, NULL AS sha256 FROM record WHERE id = @id`,
  );
  const deleteDocument = db.prepare<{ id: number }>(
    `DELETE FROM document WHERE id = @id AND NOT EXISTS (SELECT 1 FROM record WHERE document_id = @id)`,
  );
  const deleteRecord = db.prepare<{ id: number }>(`DELETE FROM record WHERE id = @id`);
  const fileBefore = db.prepare<{ path: string; entry: string }, { id: number; ids: string; sha256: Buffer | null }>(
    `SELECT id, ids, sha256 FROM file WHERE path = @path AND entry = @entry`,
  );
  const insertFile = db.prepare<FileRow>(
    `INSERT INTO file (source_id, path, entry, size, mtime_ms, sha256, mime, kind, role, width, height, duration, fps, codec,
       has_audio, has_c2pa, c2pa, damage, ids, named_ms, account)
     VALUES (@sourceId, @path, @entry, @size, @mtimeMs, @sha256, @mime, @kind, @role, @width, @height, @duration, @fps, @codec,
       @hasAudio, @hasC2pa, @c2pa, @damage, @ids, @namedMs, @account)`,
  );
  const updateFile = db.prepare<FileRow & { id: number }>(
    `UPDATE file SET source_id = @sourceId, size = @size, mtime_ms = @mtimeMs, sha256 = @sha256, mime = @mime, kind = @kind, role = @role, width = @width,
       height = @height, duration = @duration, fps = @fps, codec = @codec, has_audio = @hasAudio, has_c2pa = @hasC2pa,
       c2pa = @c2pa, damage = @damage, ids = @ids, named_ms = @namedMs, account = @account, missing = 0,
       thumb_hash = CASE WHEN sha256 IS @sha256 THEN thumb_hash END
     WHERE id = @id`,
  );
  const fileById = db.prepare<{ id: number }, { id: number; ids: string; sha256: Buffer | null }>(
    `SELECT id, ids, sha256 FROM file WHERE id = @id`,
  );
  const setHash = db.prepare<{ id: number; sha256: Uint8Array; damage: string | null }>(
    `UPDATE file SET sha256 = @sha256, damage = coalesce(damage, @damage) WHERE id = @id`,
  );
  const setMissing = db.prepare<{ id: number; missing: number }>(
    `UPDATE file SET missing = @missing WHERE id = @id AND missing <> @missing`,
  );
  const deleteFile = db.prepare<{ id: number }>(`DELETE FROM file WHERE id = @id`);
  const inheritPictures = db.prepare<{ from: number; to: number }>(
    `UPDATE file SET thumb_hash = coalesce(thumb_hash, (SELECT thumb_hash FROM file WHERE id = @from)) WHERE id = @to`,
  );
  const inheritLikeness = db.prepare<{ from: number; to: number }>(
    `UPDATE OR IGNORE likeness SET file_id = @to WHERE file_id = @from`,
  );
  const inheritPast = db.prepare<{ from: number; to: number }>(
    `UPDATE file_past SET file_id = @to WHERE file_id = @from`,
  );
  const addEvidence = db.prepare<{ value: string; witness: string; ref: number }>(
    `INSERT OR IGNORE INTO evidence (value, witness, ref) VALUES (@value, @witness, @ref)`,
  );
  const dropEvidence = db.prepare<{ value: string; witness: string; ref: number }>(
    `DELETE FROM evidence WHERE value = @value AND witness = @witness AND ref = @ref`,
  );
  const evidence = db.prepare<{ value: string }, { witness: 'r' | 'f'; ref: number }>(
    `SELECT witness, ref FROM evidence WHERE value = @value`,
  );

  return {
    /** Inserts or finds a source before it is read. It has no fingerprint until it is read completely. */
    source: (row: { path: string; kind: string }): number => source.get({ ...row, now: Date.now() }) as number,
    document: (row: DocumentRow): number => document.get(row) as number,
    recordBefore: (documentId: number, key: string) => recordBefore.get({ documentId, key }) ?? null,
    recordById: (id: number) => recordById.get({ id }) ?? null,
    insertRecord: (row: RecordRow): number => Number(insertRecord.run(row).lastInsertRowid),
    updateRecord: (id: number, row: RecordRow): void => void updateRecord.run({ ...row, id }),
    /** Deletes a document without records. */
    deleteDocument: (id: number): void => void deleteDocument.run({ id }),
    deleteRecord: (id: number): void => void deleteRecord.run({ id }),
    fileBefore: (path: string, entry: string) => fileBefore.get({ path, entry }) ?? null,
    fileById: (id: number) => fileById.get({ id }) ?? null,
    insertFile: (row: FileRow): number => Number(insertFile.run(row).lastInsertRowid),
    updateFile: (id: number, row: FileRow): void => void updateFile.run({ ...row, id }),
    setHash: (id: number, sha256: Uint8Array, damage: string | null): void => void setHash.run({ id, sha256, damage }),
    setMissing: (id: number, missing: boolean): boolean => setMissing.run({ id, missing: Number(missing) }).changes > 0,
    deleteFile: (id: number): void => void deleteFile.run({ id }),
    /**
     * Copies the facts about previews, and the accepted changes, from one file to another file with the same content.
     */
    inheritPictures(from: number, to: number): void {
      inheritPictures.run({ from, to });
      inheritLikeness.run({ from, to });
      inheritPast.run({ from, to });
    },
    addEvidence: (value: string, witness: 'r' | 'f', ref: number): void =>
      void addEvidence.run({ value, witness, ref }),
    dropEvidence: (value: string, witness: 'r' | 'f', ref: number): void =>
      void dropEvidence.run({ value, witness, ref }),
    /** The records and files that state a value. */
    evidence: (value: string) => evidence.all({ value }),
  };
}
