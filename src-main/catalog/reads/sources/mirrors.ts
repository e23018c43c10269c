/** Reads second copies: the list of mirrors, the files they should hold, and the copies of a content. */
import { sep } from 'node:path';
import type { Database } from 'better-sqlite3';
import { unpackFileOutcomes } from '../../file-outcome-parts.ts';
import { statement } from '../../query-language/statement.ts';
import { inScope } from './source-scope.ts';

/** A mirror as stored. app/mirrors writes and reads the JSON texts. */
export interface StoredMirror {
  readonly id: number;
  readonly key: string;
  readonly path: string;
  readonly content: string;
  readonly addedMs: number;
  readonly seenMs: number | null;
  readonly finishedMs: number | null;
  readonly report: string | null;
}

/** A verified copy of some content. */
export interface StoredCopy {
  readonly mirrorId: number;
  readonly directory: string;
  readonly path: string;
  readonly entry: string;
  readonly verifiedMs: number;
}

export function readMirrors(db: Database): readonly StoredMirror[] {
  const sql = `SELECT id, key, path, content, added_ms AS addedMs, seen_ms AS seenMs, finished_ms AS finishedMs, report FROM mirror ORDER BY id`;
  return statement(db, sql).all() as StoredMirror[];
}

/**
 * Where mirrors hold a content, latest verified first; a plain copy comes before an entry of a zip. @param sha256 in
 * hex
 */
export function readCopiesOf(db: Database, sha256: string): readonly StoredCopy[] {
  const sql = `SELECT c.mirror_id AS mirrorId, m.path AS directory, c.path, c.entry, c.verified_ms AS verifiedMs
    FROM mirror_copy c JOIN mirror m ON m.id = c.mirror_id WHERE c.sha256 = unhex(:sha256) ORDER BY c.entry <> '', c.verified_ms DESC`;
  return statement(db, sql).all({ sha256 }) as StoredCopy[];
}

/** The copies of a mirror in the catalog. */
export function readMirrorCopies(
  db: Database,
  id: number,
): readonly { path: string; entry: string; sha256: string; verifiedMs: number }[] {
  const sql = `SELECT path, entry, lower(hex(sha256)) AS sha256, verified_ms AS verifiedMs FROM mirror_copy WHERE mirror_id = :id`;
  return statement(db, sql).all({ id }) as { path: string; entry: string; sha256: string; verifiedMs: number }[];
}

/** Counts contents of these sources and rows that are present but not in the mirror. */
export function countPending(db: Database, id: number, sources: readonly number[], rowids: readonly number[]): number {
  const sql = `SELECT COUNT(DISTINCT file.sha256) FROM file
    WHERE file.missing = 0 AND file.sha256 IS NOT NULL
      AND NOT EXISTS (SELECT 1 FROM mirror_copy c WHERE c.sha256 = file.sha256 AND c.mirror_id = :id)
      AND (EXISTS (SELECT 1 FROM source s WHERE s.id IN (SELECT value FROM json_each(:sources)) AND ${inScope('file')})
        OR file.id IN (SELECT gf.file_id FROM json_each(:rowids) r JOIN generation_file gf ON gf.generation_id = r.value))`;
  return statement(db, sql)
    .pluck()
    .get({ id, sources: JSON.stringify(sources), rowids: JSON.stringify(rowids) }) as number;
}

/** A media file of a source, with the items it belongs to. */
export interface MirrorSourceFile {
  readonly path: string;
  readonly entry: string;
  readonly size: number;
  readonly mtimeMs: number;
  /** In hex; null when it was never read to its end. */
  readonly sha256: string | null;
  readonly items: readonly string[];
}

/** The media files read from a source, by path. */
export function* readSourceFiles(db: Database, sourceId: number): Generator<MirrorSourceFile> {
  const sql = `SELECT file.path, file.entry, file.size, file.mtime_ms AS mtimeMs, lower(hex(file.sha256)) AS sha256,
      (SELECT json_group_array(g.public_id) FROM generation_file gf JOIN generation g ON g.id = gf.generation_id
        WHERE gf.file_id = file.id AND g.present = 1) AS items
    FROM source s JOIN file ON ${inScope('file')} WHERE s.id = :sourceId ORDER BY file.path, file.entry`;
  type Row = Omit<MirrorSourceFile, 'items'> & { items: string };
  for (const row of statement(db, sql).iterate({ sourceId }) as IterableIterator<Row>)
    yield { ...row, sha256: row.sha256 === '' ? null : row.sha256, items: JSON.parse(row.items) as string[] };
}

/**
 * The files that hold documents of a source: lists, sidecars, zips, and the parts that a document consists of beside
 * its own file. Only the report of the last import knows those parts.
 */
export function readSourceDocuments(db: Database, sourceId: number): readonly string[] {
  const sql = `SELECT DISTINCT document.path FROM source s JOIN document ON ${inScope('document')} WHERE s.id = :sourceId`;
  const documents = statement(db, sql).pluck().all({ sourceId }) as string[];
  return [...new Set([...documents, ...partsOf(db, sourceId)])].sort();
}

function partsOf(db: Database, sourceId: number): readonly string[] {
  const source = statement(db, `SELECT path, coalesce(within, id) AS reader FROM source WHERE id = :sourceId`).get({
    sourceId,
  }) as { readonly path: string; readonly reader: number } | undefined;
  if (!source) return [];
  const sql = `SELECT body FROM import_account JOIN account_part ON account_part.id = account_part_id
    WHERE source_id = :reader AND import_id = (SELECT max(import_id) FROM import_account WHERE source_id = :reader) ORDER BY part`;
  const bodies = statement(db, sql).pluck().iterate({ reader: source.reader }) as IterableIterator<Buffer>;
  const paths: string[] = [];
  for (const body of bodies)
    for (const { path, fate } of unpackFileOutcomes(body))
      if ((fate === 'document' || fate === 'sidecar') && isAt(path, source.path)) paths.push(path);
  return paths;
}

const isAt = (path: string, source: string): boolean =>
  path === source || path.startsWith(source.endsWith(sep) ? source : source + sep);

/** The place of a file in its source, in parts. */
export const partsUnder = (path: string, source: string): readonly string[] =>
  path === source ? [] : path.slice(source.endsWith(sep) ? source.length : source.length + 1).split(sep);
