/** Reads whole generations as documents, for scripts and the inspector. */
import type { Database } from 'better-sqlite3';
import type {
  DateSource,
  FormatName,
  Generation,
  GenerationDetail,
  Kind,
  RecordInfo,
  Shot,
  State,
} from '../../../contract/items/generation.ts';
import { folderOf, type PlacedFile } from '../../places.ts';
import { statement } from '../../query-language/statement.ts';
import type { Columns } from '../columns/columns.ts';
import { isoDate } from '../columns/dates.ts';
import { namesIn, namesOf } from '../columns/interned-names.ts';
import { foldersOf } from '../folders/folder-pages.ts';
import { readFilesOf } from './files.ts';

/** Rows read at once: this bounds the memory of a large export. */
const BATCH = 500;

interface GenerationRow {
  readonly id: number;
  readonly public_id: string;
  readonly kind: Kind | null;
  readonly state: State;
  readonly prompt: string | null;
  readonly title: string | null;
  readonly created_ms: number | null;
  readonly date_source: DateSource | null;
  readonly task_id: string | null;
  readonly post_id: string | null;
  readonly api_id: string | null;
  readonly account: string | null;
  readonly width: number | null;
  readonly height: number | null;
  readonly stated_width: number | null;
  readonly stated_height: number | null;
  readonly duration: number | null;
  readonly fps: number | null;
  readonly codec: string | null;
  readonly has_audio: number | null;
  readonly model: string | null;
  readonly operation: string | null;
  readonly seed: number | null;
  readonly preset: string | null;
  readonly author: string | null;
  readonly mentions: string;
  readonly shots: string;
  readonly liked: number;
  readonly draft: number;
  readonly collections: string;
  readonly parent_post_id: string | null;
  readonly root_post_id: string | null;
  readonly formats: string;
  readonly provenance: string;
  readonly prompt_hash: Buffer | null;
  readonly rating: number | null;
  readonly favorite: number | null;
  readonly note: string | null;
}

/** The documents of these rows, in the given order; hidden rows are left out. */
export function readGenerations(db: Database, columns: Columns, rowids: ArrayLike<number>): Generation[] {
  const all: Generation[] = [];
  for (let from = 0; from < rowids.length; from += BATCH) {
    const batch = Array.from({ length: Math.min(BATCH, rowids.length - from) }, (_, i) => rowids[from + i] as number);
    const rows = readRows(db, batch);
    const files = readFilesOf(db, batch);
    for (const rowid of batch) {
      const row = rows.get(rowid);
      if (row) all.push(document(row, columns, files.get(rowid) ?? []));
    }
  }
  return all;
}

/** One generation with all records and the provenance of each field; null when it is hidden. */
export function readDetail(db: Database, columns: Columns, rowid: number): GenerationDetail | null {
  const row = readRows(db, [rowid]).get(rowid);
  if (!row) return null;
  const { stated_width: width, stated_height: height } = row;
  const differs = width !== null && height !== null && (width !== row.width || height !== row.height);
  return {
    ...document(row, columns, readFilesOf(db, [rowid]).get(rowid) ?? []),
    rowid,
    statedSize: differs ? { width, height } : null,
    provenance: JSON.parse(row.provenance) as Record<string, string>,
    records: readRecords(db, rowid),
    places: readPlaces(db, columns, rowid),
    related: { sameTask: readRelated(db, rowid, 'task').length, samePrompt: readRelated(db, rowid, 'prompt').length },
  };
}

/** The other generations of the same task or with the same prompt, newest first. */
export function readRelated(db: Database, rowid: number, by: 'task' | 'prompt'): readonly number[] {
  const column = by === 'task' ? 'task_id' : 'prompt_hash';
  const sql = `SELECT id FROM generation WHERE ${column} = (SELECT ${column} FROM generation WHERE id = :rowid)
     AND id <> :rowid AND present = 1 ORDER BY created_ms DESC, public_id`;
  return statement(db, sql).pluck().all({ rowid }) as number[];
}

function readRows(db: Database, rowids: readonly number[]): ReadonlyMap<number, GenerationRow> {
  const sql = `SELECT g.*, m.favorite, m.rating, m.note FROM generation g LEFT JOIN mark m ON m.generation_id = g.id
    WHERE g.present = 1 AND g.id IN (SELECT value FROM json_each(:rowids))`;
  const rows = statement(db, sql).all({ rowids: JSON.stringify(rowids) }) as GenerationRow[];
  return new Map(rows.map((row) => [row.id, row]));
}

function document(row: GenerationRow, columns: Columns, files: Generation['files']): Generation {
  return {
    id: row.public_id,
    kind: row.kind,
    state: row.state,
    prompt: row.prompt,
    title: row.title,
    createdAt: isoDate(row.created_ms),
    dateSource: row.date_source,
    taskId: row.task_id,
    postId: row.post_id,
    apiId: row.api_id,
    account: row.account,
    width: row.width,
    height: row.height,
    durationSeconds: row.duration,
    fps: row.fps,
    codec: row.codec,
    hasAudio: flag(row.has_audio),
    model: row.model,
    operation: row.operation,
    seed: row.seed,
    preset: row.preset,
    author: row.author,
    mentions: [...namesIn(JSON.parse(row.mentions))],
    shots: JSON.parse(row.shots) as Shot[],
    liked: row.liked === 1,
    draft: row.draft === 1,
    collections: namesAt(columns, row.id, 'collection'),
    tags: namesAt(columns, row.id, 'tag'),
    rating: row.rating ?? 0,
    favorite: row.favorite === 1,
    note: row.note ?? '',
    parentPostId: row.parent_post_id,
    rootPostId: row.root_post_id,
    files,
    formats: namesIn(JSON.parse(row.formats)) as FormatName[],
  };
}

export const flag = (value: number | null): boolean | null => (value === null ? null : value === 1);

/** The tags of a row, or its collections: those that sources state and those of the person. */
export function namesAt(columns: Columns, rowid: number, column: 'tag' | 'collection'): string[] {
  const at = columns.positionOf(rowid);
  return at < 0 ? [] : [...namesOf(columns.names[column], columns[column][at] as number)];
}

/** The folders of the files, in the order of the files. */
function readPlaces(db: Database, columns: Columns, rowid: number): GenerationDetail['places'] {
  const sql = `SELECT f.id, f.path, f.entry, s.path AS top FROM generation_file gf JOIN file f ON f.id = gf.file_id
      JOIN source s ON s.id = f.source_id
    WHERE gf.generation_id = :rowid AND f.role NOT IN ('reference', 'thumbnail')
    ORDER BY f.role <> 'original', f.role, f.missing, f.path, f.entry LIMIT 1000`;
  const files = statement(db, sql).all({ rowid }) as (PlacedFile & { id: number })[];
  return files.map((file) => ({ fileId: file.id, folders: foldersOf({ db, columns }, folderOf(file)) }));
}

/** The records of all sources, including equal ones. At most 1,000. */
function readRecords(db: Database, rowid: number): RecordInfo[] {
  const sql = `SELECT d.format, d.path, d.entry, r.raw FROM generation_record gr JOIN record r ON r.id = gr.record_id
      JOIN document d ON d.id = r.document_id WHERE gr.generation_id = :rowid ORDER BY d.id, r.id LIMIT 1000`;
  const rows = statement(db, sql).all({ rowid }) as { format: FormatName; path: string; entry: string; raw: string }[];
  return rows.map(({ format, path, entry, raw }) => ({
    format,
    path,
    entry: entry || null,
    raw: JSON.parse(raw) as unknown,
  }));
}
