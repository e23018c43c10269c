/** The questions of an import to the catalog: is this document, record or file known, and is it unchanged? */
import type { Database } from 'better-sqlite3';
import type { Belief } from '../../../contract/archive/report.ts';
import { FORMATS_WITH_MEDIA, type FormatName } from '../../../contract/items/generation.ts';
import { beliefsOf } from './archives.ts';
import { MOVED } from './moved.ts';
import { inScope } from './source-scope.ts';

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
  /** 1 with an open change, and the size and time of the changed file; null if it could not be read. */
  readonly changed: number;
  readonly nowSize: number | null;
  readonly nowMtimeMs: number | null;
  /** 1 when an older version found Content Credentials in the file but did not read them. */
  readonly unread: number;
}

/** A file with its known hash, for a comparison with the disk. */
export interface FixityFile {
  readonly id: number;
  readonly path: string;
  readonly entry: string;
  readonly size: number;
  readonly sha256: Buffer | null;
  readonly missing: number;
  /** 1 with an open change. */
  readonly changed: number;
  /** The source through which it was read. */
  readonly sourceId: number;
}

/** A source at its last import. */
export interface KnownSource {
  readonly id: number;
  readonly fingerprint: Buffer | null;
  /** The version of the readers at that import; null before the first. */
  readonly reading: number | null;
  readonly skipped: number;
  readonly readAs: FormatName | null;
}

/** A source and the source that contains it. */
export interface StandingSource {
  readonly id: number;
  readonly path: string;
  readonly kind: 'folder' | 'zip' | 'file';
  readonly state: 'present' | 'missing';
  readonly within: number | null;
  readonly readAs: FormatName | null;
  readonly watched: number;
  /** 1 when its rows wait to be derived again after a move. */
  readonly isMoving: number;
}

/** Two files with the same content: `to`, and `from` with its place. */
export interface Twin {
  readonly to: number;
  readonly from: number;
  readonly path: string;
  readonly entry: string;
  readonly missing: number;
  readonly sourceId: number;
}

/** A document in the catalog. */
export interface KnownDocument {
  readonly id: number;
  readonly path: string;
  readonly entry: string;
  readonly format: FormatName;
}

export interface PlacedFile {
  readonly id: number;
  readonly path: string;
  readonly entry: string;
  readonly size: number;
}

export type ImportLookups = ReturnType<typeof openImportLookups>;

/** Prepares the questions on a reading connection. */
export function openImportLookups(db: Database) {
  const records = db.prepare<object, KnownRecord>(
    `SELECT key, id, hash FROM record WHERE document_id = @documentId AND key IN (SELECT value FROM json_each(@keys))`,
  );
  const document = db.prepare<object, { id: number; sign: string; sourceId: number }>(
    `SELECT id, sign, source_id AS sourceId FROM document WHERE path = @path AND entry = @entry AND format = @format`,
  );
  const recordIds = db.prepare<object, number>(`SELECT id FROM record WHERE document_id = @documentId`).pluck();
  const file = db.prepare<object, KnownFile>(
    `SELECT id, file.size, file.mtime_ms AS mtimeMs, file.sha256, ids, role, account, named_ms AS namedMs, mime, damage, missing,
            file_change.file_id IS NOT NULL AS changed, file_change.size AS nowSize, file_change.mtime_ms AS nowMtimeMs,
            has_c2pa = 1 AND c2pa IS NULL AS unread
       FROM file LEFT JOIN file_change ON file_change.file_id = file.id WHERE path = @path AND entry = @entry`,
  );
  const fileIds = db.prepare<object, number>(`SELECT id FROM file WHERE source_id = @sourceId AND missing = 0`).pluck();
  const missingFiles = db.prepare<object, PlacedFile>(
    `SELECT file.id, file.path, entry, size FROM source s JOIN file ON ${inScope('file')} WHERE s.id = @sourceId AND missing = 1 ORDER BY file.id`,
  );
  const copies = db.prepare<object, [id: number, place: string]>(
    `SELECT copy.id, earlier.path || CASE earlier.entry WHEN '' THEN '' ELSE '/' || earlier.entry END
       FROM source s JOIN file AS copy ON ${inScope('copy')}
       JOIN generation_file AS own ON own.file_id = copy.id
       JOIN generation_file AS other ON other.generation_id = own.generation_id AND other.file_id < copy.id
       JOIN file AS earlier ON earlier.id = other.file_id
      WHERE s.id IN (SELECT value FROM json_each(@sourceIds))
        AND copy.missing = 0 AND earlier.sha256 = copy.sha256 AND earlier.missing = 0
      ORDER BY copy.id, earlier.id`,
  );
  const generations = db.prepare<object, [id: number, state: string]>(
    `SELECT id, state FROM generation WHERE present = 1 AND id IN (
       SELECT generation_id FROM source s JOIN document ON ${inScope('document')} JOIN record ON document_id = document.id
           JOIN generation_record ON record_id = record.id
        WHERE s.id IN (SELECT value FROM json_each(@sourceIds))
       UNION SELECT generation_id FROM source s JOIN file ON ${inScope('file')} JOIN generation_file ON generation_file.file_id = file.id
        WHERE s.id IN (SELECT value FROM json_each(@sourceIds)))`,
  );
  const knowsAny = db
    .prepare<object, number>(
      `SELECT EXISTS (SELECT 1 FROM source s JOIN document ON ${inScope('document')} JOIN record ON document_id = document.id WHERE s.id = @sourceId)
           OR EXISTS (SELECT 1 FROM source s JOIN file ON ${inScope('file')} WHERE s.id = @sourceId)`,
    )
    .pluck();
  const twins = db.prepare<object, Twin>(
    `SELECT own.id AS "to", twin.id AS "from", twin.path, twin.entry, twin.missing, twin.source_id AS sourceId
       FROM json_each(@ids) JOIN file AS own ON own.id = value
       JOIN file AS twin ON twin.sha256 = own.sha256 AND twin.id <> own.id ORDER BY own.id, twin.id`,
  );
  const documents = db.prepare<object, KnownDocument>(
    `SELECT id, path, entry, format FROM document WHERE source_id = @sourceId ORDER BY id`,
  );
  const recordsOf = db.prepare<object, [documentId: number, key: string, hash: Buffer]>(
    `SELECT document_id, key, hash FROM record WHERE document_id IN (SELECT value FROM json_each(@ids)) ORDER BY document_id, key`,
  );
  const filesOf = db.prepare<object, PlacedFile>(
    `SELECT id, path, entry, size FROM file WHERE source_id = @sourceId AND id > @after ORDER BY id LIMIT @limit`,
  );
  const lastFileOutcomes = db
    .prepare<object, Buffer>(
      `SELECT body FROM import_account JOIN account_part ON account_part.id = account_part_id
      WHERE source_id = @sourceId AND import_id = (SELECT max(import_id) FROM import_account WHERE source_id = @sourceId) ORDER BY part`,
    )
    .pluck();
  const fixity = `file.id, file.path, file.entry, file.size, file.sha256, file.missing, file.source_id AS sourceId,
    EXISTS (SELECT 1 FROM file_change WHERE file_id = file.id) AS changed`;
  const allFiles = db.prepare<object, FixityFile>(
    `SELECT ${fixity} FROM file WHERE id > @after ORDER BY id LIMIT @limit`,
  );
  const scopedFiles = db.prepare<object, FixityFile>(
    `SELECT ${fixity} FROM source s JOIN file ON ${inScope('file')} WHERE s.id = @sourceId AND file.id > @after ORDER BY file.id LIMIT @limit`,
  );
  const fixityFile = db.prepare<object, FixityFile>(`SELECT ${fixity} FROM file WHERE id = @fileId`);
  const openChange = db.prepare<object, { sha256: Buffer | null }>(
    `SELECT sha256 FROM file_change WHERE file_id = @fileId`,
  );
  const countFiles = db.prepare<[], number>(`SELECT count(*) FROM file`).pluck();
  const conflicts = (table: 'file' | 'document', same: string) =>
    db.prepare<object, { from: number; standing: number }>(
      `SELECT own.id AS "from", other.id AS standing FROM ${table} AS own
         JOIN ${table} AS other ON other.path = @to || substr(own.path, length(@path) + 1) AND ${same}
        WHERE own.source_id = @sourceId`,
    );
  const fileConflicts = conflicts('file', 'other.entry = own.entry');
  const documentConflicts = conflicts('document', 'other.entry = own.entry AND other.format = own.format');
  const countRows = db
    .prepare<object, number>(
      `SELECT (SELECT count(*) FROM file WHERE source_id = @sourceId)
            + (SELECT count(*) FROM record JOIN document ON document.id = document_id WHERE source_id = @sourceId)`,
    )
    .pluck();
  const countEdited = db
    .prepare<object, number>(
      `SELECT count(*) FROM json_each(@ids) AS picked WHERE EXISTS (SELECT 1 FROM generation_tag WHERE generation_id = picked.value)
          OR EXISTS (SELECT 1 FROM mark WHERE generation_id = picked.value AND (favorite <> 0 OR rating <> 0 OR note <> ''))
          OR EXISTS (SELECT 1 FROM collection_item WHERE generation_id = picked.value)
          OR EXISTS (SELECT 1 FROM stack_member WHERE generation_id = picked.value)`,
    )
    .pluck();
  const partDocuments = db.prepare<[], { path: string; place: string }>(
    `SELECT path, path || '/' || entry AS place FROM document
      WHERE path LIKE '%sora-data-files-export-%' OR path LIKE '%save-sora-library%' OR path LIKE '%soravault_manifest_%' OR path LIKE '%SORA_EXPORT_%'
         OR entry LIKE '%sora-data-files-export-%' OR entry LIKE '%save-sora-library%' OR entry LIKE '%soravault_manifest_%'
         OR entry LIKE '%SORA_EXPORT_%'`,
  );
  const absentMedia = db
    .prepare<object, number>(
      `SELECT count(*) FROM generation WHERE present = 1 AND state = 'prompt-only' AND id IN (
         SELECT generation_id FROM source s JOIN document ON ${inScope('document')} JOIN record ON document_id = document.id
             JOIN generation_record ON record_id = record.id
          WHERE s.id = @sourceId AND format IN (SELECT value FROM json_each(@formats)))`,
    )
    .pluck();
  const source = db.prepare<object, KnownSource>(
    `SELECT id, fingerprint, iif(imported_ms IS NULL, NULL, reading) AS reading, skipped, read_as AS readAs FROM source WHERE path = @path`,
  );
  const formats = db
    .prepare<object, FormatName>(
      `SELECT DISTINCT format FROM source s JOIN document ON ${inScope('document')} WHERE s.id = @sourceId ORDER BY format`,
    )
    .pluck();
  const countFilesOf = db
    .prepare<object, number>(`SELECT count(*) FROM source s JOIN file ON ${inScope('file')} WHERE s.id = @sourceId`)
    .pluck();
  const sources = db.prepare<[], StandingSource>(
    `SELECT id, path, kind, state, within, read_as AS readAs, watched, coalesce(fingerprint = ${MOVED}, 0) AS isMoving
       FROM source ORDER BY id`,
  );

  return {
    /** The records of a document with these keys. One question for many keys: a single key cost 40 µs. */
    records: (documentId: number, keys: readonly string[]): readonly KnownRecord[] =>
      records.all({ documentId, keys: JSON.stringify(keys) }),
    document: (path: string, entry: string, format: string) => document.get({ path, entry, format }) ?? null,
    recordIds: (documentId: number): readonly number[] => recordIds.all({ documentId }),
    file: (path: string, entry: string): KnownFile | null => file.get({ path, entry }) ?? null,
    /** The files of a source that are not marked missing. */
    fileIds: (sourceId: number): readonly number[] => fileIds.all({ sourceId }),
    /** The files of a source that are marked missing. */
    missingFiles: (sourceId: number): readonly PlacedFile[] => missingFiles.all({ sourceId }),
    /**
     * Files of these sources that equal an earlier file of the same generation, byte for byte, with the place of the
     * earlier file.
     */
    copies(sourceIds: readonly number[]): ReadonlyMap<number, string> {
      const places = new Map<number, string>();
      for (const [id, place] of copies.raw().iterate({ sourceIds: JSON.stringify(sourceIds) }) as Iterable<
        [number, string]
      >)
        if (!places.has(id)) places.set(id, place);
      return places;
    },
    /** Other files with the same content as these. */
    twins: (ids: readonly number[]): readonly Twin[] => twins.all({ ids: JSON.stringify(ids) }),
    /** The documents read through a source. */
    documents: (sourceId: number): Iterable<KnownDocument> => documents.iterate({ sourceId }),
    /** The keys and hashes of the records of these documents, grouped by document. */
    recordHashes: (ids: readonly number[]): Iterable<[documentId: number, key: string, hash: Buffer]> =>
      recordsOf.raw().iterate({ ids: JSON.stringify(ids) }) as Iterable<[number, string, Buffer]>,
    /** The files read through a source, page by page. */
    filesOf: (sourceId: number, after: number, limit: number): readonly PlacedFile[] =>
      filesOf.all({ sourceId, after, limit }),
    /** Files and documents of a source at `path` that have a row at the same relative place under `to`. */
    fileConflicts: (sourceId: number, path: string, to: string) => fileConflicts.all({ sourceId, path, to }),
    documentConflicts: (sourceId: number, path: string, to: string) => documentConflicts.all({ sourceId, path, to }),
    /** The number of files and records read through a source. */
    countRows: (sourceId: number): number => countRows.get({ sourceId }) ?? 0,
    /** The number of these generations that have edits. */
    countEdited: (ids: readonly number[]): number => countEdited.get({ ids: JSON.stringify(ids) }) ?? 0,
    /** The packed file outcomes of the last import of a source. */
    lastFileOutcomes: (sourceId: number): Iterable<Buffer> => lastFileOutcomes.iterate({ sourceId }),
    /** Documents that may belong to one of several export parts: the file that contains each, and its full place. */
    partDocuments: (): Iterable<{ readonly path: string; readonly place: string }> => partDocuments.iterate(),
    /**
     * The number of generations that a source lists but whose media the library does not have. Only formats with a file
     * for each record.
     */
    absentMedia: (sourceId: number): number =>
      absentMedia.get({ sourceId, formats: JSON.stringify(FORMATS_WITH_MEDIA) }) ?? 0,
    /** The detected formats of a source with the reasons. */
    beliefs: (sourceId: number, path: string, readAs: FormatName | null): readonly Belief[] =>
      beliefsOf(db, sourceId, path, readAs, countFilesOf.get({ sourceId }) ?? 0),
    /** The generations of these sources. */
    generations: (sourceIds: readonly number[]): Iterable<[id: number, state: string]> =>
      generations.raw().iterate({ sourceIds: JSON.stringify(sourceIds) }) as Iterable<[number, string]>,
    /** Whether the catalog has any record or file from this source. */
    knowsAny: (sourceId: number): boolean => knowsAny.get({ sourceId }) === 1,
    /** The files of a source (null: of all), in the order of their numbers. */
    filesIn: (sourceId: number | null, after: number, limit: number): readonly FixityFile[] =>
      sourceId === null ? allFiles.all({ after, limit }) : scopedFiles.all({ sourceId, after, limit }),
    countFilesIn: (sourceId: number | null): number =>
      (sourceId === null ? countFiles.get() : countFilesOf.get({ sourceId })) ?? 0,
    /** The open change of a file, or null. */
    openChange: (fileId: number) => openChange.get({ fileId }) ?? null,
    fixityFile: (fileId: number): FixityFile | null => fixityFile.get({ fileId }) ?? null,
    source: (path: string): KnownSource | null => source.get({ path }) ?? null,
    /** The formats detected in a source. */
    formats: (sourceId: number): readonly FormatName[] => formats.all({ sourceId }),
    sources: () => sources.all(),
  };
}
