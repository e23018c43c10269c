/** Reads media files of generations. */
import type { Database } from 'better-sqlite3';
import type { ContentCredentials } from '../../../contract/items/credentials.ts';
import type { FileInfo, FileRole } from '../../../contract/items/generation.ts';
import { statement } from '../../query-language/statement.ts';
import { isoDate } from '../columns/dates.ts';
import { changeOf } from '../sources/verification.ts';
import type { StoredFile } from './stored-file.ts';

interface FileRow {
  readonly generationId: number;
  readonly id: number;
  readonly path: string;
  readonly entry: string;
  readonly size: number;
  readonly mtimeMs: number;
  readonly mime: string | null;
  readonly codec: string | null;
  readonly duration: number | null;
  readonly sha256: string | null;
  readonly role: FileRole;
  readonly missing: number;
  readonly damage: string | null;
  readonly hasC2pa: number;
  readonly c2pa: string | null;
}

/** What a file is told with where it is one of an item's. */
interface ToldRow extends FileRow {
  readonly checkedMs: number | null;
  readonly seenMs: number | null;
  readonly leftMs: number | null;
  readonly nowSha256: string | null;
  readonly nowSize: number | null;
  readonly nowMtimeMs: number | null;
}

const COLUMNS = `f.id, f.path, f.entry, f.size, f.mtime_ms AS mtimeMs, f.mime, f.codec, f.duration, LOWER(HEX(f.sha256)) AS sha256, f.role, f.missing, f.damage, f.has_c2pa AS hasC2pa, f.c2pa`;

export function readFile(db: Database, fileId: number): StoredFile | null {
  return stored(
    statement(db, `SELECT ${COLUMNS} FROM file f WHERE f.id = :fileId`).get({ fileId }) as FileRow | undefined,
  );
}

/** The main file of a generation: the one that is shown and previewed. */
export function readMainFile(db: Database, rowid: number): StoredFile | null {
  const sql = `SELECT ${COLUMNS} FROM generation g JOIN file f ON f.id = g.file_id WHERE g.id = :rowid`;
  return stored(statement(db, sql).get({ rowid }) as FileRow | undefined);
}

/** The files of these generations: originals first, then by role and path. At most 1,000 for each generation. */
export function readFilesOf(db: Database, rowids: readonly number[]): ReadonlyMap<number, FileInfo[]> {
  const sql = `SELECT gf.generation_id AS generationId, ${COLUMNS}, done.at_ms AS checkedMs, change.seen_ms AS seenMs, change.left_ms AS leftMs,
       lower(hex(change.sha256)) AS nowSha256, change.size AS nowSize, change.mtime_ms AS nowMtimeMs
     FROM generation_file gf JOIN file f ON f.id = gf.file_id
     LEFT JOIN file_check done ON done.file_id = f.id LEFT JOIN file_change change ON change.file_id = f.id
     WHERE gf.generation_id IN (SELECT value FROM json_each(:rowids)) ORDER BY f.role <> 'original', f.role, f.missing, f.path, f.entry`;
  const files = new Map<number, FileInfo[]>();
  for (const row of statement(db, sql).all({ rowids: JSON.stringify(rowids) }) as ToldRow[]) {
    const list = files.get(row.generationId) ?? [];
    if (list.length < MOST_FILES) list.push(fileInfo(row));
    files.set(row.generationId, list);
  }
  return files;
}
const MOST_FILES = 1_000;

function fileInfo(row: ToldRow): FileInfo {
  const { path, size, mime, role, damage } = row;
  return {
    fileId: row.id,
    path,
    entry: row.entry || null,
    size,
    sha256: row.sha256 || null,
    mime,
    role,
    missing: row.missing === 1,
    damage,
    change: changeOf(row),
    verifiedAt: isoDate(row.checkedMs),
    c2pa: credentials(row),
  };
}

function credentials({ hasC2pa, c2pa }: FileRow): ContentCredentials | null {
  if (c2pa !== null) return JSON.parse(c2pa) as ContentCredentials;
  return hasC2pa ? NOT_READ : null;
}
const NOT_READ: ContentCredentials = { validated: false, problem: 'not-read', manifestCount: 0, manifests: [] };

function stored(row: FileRow | undefined): StoredFile | null {
  if (!row) return null;
  const { path, size, mtimeMs, mime, codec } = row;
  return {
    fileId: row.id,
    path,
    entry: row.entry || null,
    size,
    mtimeMs,
    mime,
    codec,
    durationSeconds: row.duration,
    sha256: row.sha256 || null,
    missing: row.missing === 1,
  };
}
