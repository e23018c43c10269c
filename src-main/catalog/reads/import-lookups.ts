/** What an import asks of the catalog while it reads: is this known already, and is it unchanged? */
import type { Database } from 'better-sqlite3';
import type { FormatName } from '../../contract/generation.ts';

export interface KnownRecord {
  readonly key: string;
  readonly id: number;
  readonly hash: Buffer;
}

export interface KnownFile {
  readonly id: number;
  readonly size: number;
  readonly mtimeMs: number;
  readonly sha256: Buffer | null;
  readonly ids: string;
  readonly role: string;
  readonly account: string | null;
  readonly namedMs: number | null;
  readonly mime: string | null;
  readonly damage: string | null;
  readonly missing: number;
  /** 1 when an earlier version saw that it carries Content Credentials, but did not read them. */
  readonly unread: number;
}

/** A file whose content is on record, for a check against the disk. */
export interface FixityFile {
  readonly id: number;
  readonly path: string;
  readonly entry: string;
  readonly size: number;
  readonly sha256: Buffer | null;
  readonly missing: number;
}

/** A source as it was read last. */
export interface KnownSource {
  readonly id: number;
  readonly fingerprint: Buffer | null;
  readonly skipped: number;
}

export type ImportLookups = ReturnType<typeof openImportLookups>;

/** Prepares the questions on a reading connection. */
export function openImportLookups(db: Database) {
  const records = db.prepare<object, KnownRecord>(
    `SELECT key, id, hash FROM record WHERE document_id = @documentId AND key IN (SELECT value FROM json_each(@keys))`,
  );
  const document = db.prepare<object, number>(`SELECT id FROM document WHERE path = @path AND entry = @entry AND format = @format`).pluck();
  const recordIds = db.prepare<object, number>(`SELECT id FROM record WHERE document_id = @documentId`).pluck();
  const file = db.prepare<object, KnownFile>(
    `SELECT id, size, mtime_ms AS mtimeMs, sha256, ids, role, account, named_ms AS namedMs, mime, damage, missing,
            has_c2pa = 1 AND c2pa IS NULL AS unread
       FROM file WHERE path = @path AND entry = @entry`,
  );
  const fileIds = db.prepare<object, number>(`SELECT id FROM file WHERE source_id = @sourceId AND missing = 0`).pluck();
  const missingFiles = db.prepare<object, number>(`SELECT count(*) FROM file WHERE source_id = @sourceId AND missing = 1`).pluck();
  const copies = db
    .prepare<object, number>(
      `SELECT DISTINCT copy.id FROM file AS copy
         JOIN generation_file AS own ON own.file_id = copy.id
         JOIN generation_file AS other ON other.generation_id = own.generation_id AND other.file_id < copy.id
         JOIN file AS earlier ON earlier.id = other.file_id
        WHERE copy.source_id IN (SELECT value FROM json_each(@sourceIds))
          AND copy.missing = 0 AND earlier.sha256 = copy.sha256 AND earlier.missing = 0`,
    )
    .pluck();
  const generations = db.prepare<object, [id: number, state: string]>(
    `SELECT id, state FROM generation WHERE present = 1 AND id IN (
       SELECT generation_id FROM generation_record JOIN record ON record.id = record_id JOIN document ON document.id = document_id
        WHERE source_id IN (SELECT value FROM json_each(@sourceIds))
       UNION SELECT generation_id FROM generation_file JOIN file ON file.id = generation_file.file_id
        WHERE source_id IN (SELECT value FROM json_each(@sourceIds)))`,
  );
  const knowsAny = db
    .prepare<object, number>(
      `SELECT EXISTS (SELECT 1 FROM record JOIN document ON document.id = document_id WHERE source_id = @sourceId)
           OR EXISTS (SELECT 1 FROM file WHERE source_id = @sourceId)`,
    )
    .pluck();
  const allFiles = db.prepare<object, FixityFile>(
    `SELECT id, path, entry, size, sha256, missing FROM file WHERE id > @after ORDER BY id LIMIT @limit`,
  );
  const countFiles = db.prepare<[], number>(`SELECT count(*) FROM file`).pluck();
  const source = db.prepare<object, KnownSource>(`SELECT id, fingerprint, skipped FROM source WHERE path = @path`);
  const formats = db
    .prepare<object, FormatName>(`SELECT DISTINCT format FROM document WHERE source_id = @sourceId ORDER BY format`)
    .pluck();
  const sources = db.prepare<[], { id: number; path: string; kind: string }>(`SELECT id, path, kind FROM source ORDER BY id`);

  return {
    /** The records of a document that stand under these keys. One question for many: alone, each cost 40 µs. */
    records: (documentId: number, keys: readonly string[]): readonly KnownRecord[] =>
      records.all({ documentId, keys: JSON.stringify(keys) }),
    document: (path: string, entry: string, format: string): number | null => document.get({ path, entry, format }) ?? null,
    recordIds: (documentId: number): readonly number[] => recordIds.all({ documentId }),
    file: (path: string, entry: string): KnownFile | null => file.get({ path, entry }) ?? null,
    /** The files of a source that are not marked missing. */
    fileIds: (sourceId: number): readonly number[] => fileIds.all({ sourceId }),
    /** How many of a source's files were missing already. */
    missingFiles: (sourceId: number): number => missingFiles.get({ sourceId }) ?? 0,
    /** Files of these sources that repeat, byte for byte, an earlier file of the same generation. */
    copies: (sourceIds: readonly number[]): readonly number[] => copies.all({ sourceIds: JSON.stringify(sourceIds) }),
    /** The generations these sources know. */
    generations: (sourceIds: readonly number[]): Iterable<[id: number, state: string]> =>
      generations.raw().iterate({ sourceIds: JSON.stringify(sourceIds) }) as Iterable<[number, string]>,
    /** Whether anything at all is known from this source. */
    knowsAny: (sourceId: number): boolean => knowsAny.get({ sourceId }) === 1,
    allFiles: (after: number, limit: number): readonly FixityFile[] => allFiles.all({ after, limit }),
    countFiles: (): number => countFiles.get() ?? 0,
    source: (path: string): KnownSource | null => source.get({ path }) ?? null,
    /** The layouts recognised in a source. */
    formats: (sourceId: number): readonly FormatName[] => formats.all({ sourceId }),
    sources: () => sources.all(),
  };
}
