/** Reads generations with everything that the catalog knows about them, for exports. */
import type { Database } from 'better-sqlite3';
import type { FileRole, FormatName, Generation } from '../../../contract/items/generation.ts';
import { statement } from '../../query-language/statement.ts';
import type { Columns } from '../columns/columns.ts';
import { readGenerations } from './documents.ts';

/** What one document says about a generation: its raw fields and the claims read from them. */
export interface ExportRecord {
  readonly recordId: number;
  readonly format: FormatName;
  readonly path: string;
  readonly entry: string | null;
  readonly ids: Readonly<Record<string, string>>;
  readonly claims: Readonly<Record<string, unknown>>;
  readonly raw: unknown;
}

/** What is known about a file besides its facts: the identifiers from its name or from a document. */
export interface ExportFile {
  readonly fileId: number;
  readonly mtimeMs: number;
  readonly role: FileRole;
  readonly ids: Readonly<Record<string, string>>;
  readonly namedMs: number | null;
  readonly account: string | null;
}

export interface ExportRow {
  readonly rowid: number;
  readonly generation: Generation;
  /** All identifiers; the public id comes first. */
  readonly identifiers: readonly string[];
  /** From a field to the format that its value came from, or "id", "file", "user", "name". */
  readonly provenance: Readonly<Record<string, string>>;
  /** The most trusted record first. */
  readonly records: readonly ExportRecord[];
  /** In the order of `generation.files`. */
  readonly files: readonly ExportFile[];
}

interface Head {
  readonly id: number;
  readonly public_id: string;
  readonly provenance: string;
  readonly ids: string;
}

/** These rows, in the given order; hidden rows are left out. */
export function readExportRows(db: Database, columns: Columns, rowids: readonly number[]): ExportRow[] {
  const list = JSON.stringify(rowids);
  const heads = statement(
    db,
    `SELECT g.id, g.public_id, g.provenance, (SELECT json_group_array(value) FROM identifier WHERE generation_id = g.id) AS ids
     FROM json_each(:list) wanted JOIN generation g ON g.id = wanted.value WHERE g.present = 1 ORDER BY wanted.key`,
  ).all({ list }) as Head[];
  const generations = readGenerations(db, columns, rowids);
  return heads.flatMap((head, at) => {
    const generation = generations[at];
    if (generation === undefined) return [];
    const known = new Map(readFiles(db, head.id).map((file) => [file.fileId, file]));
    return {
      rowid: head.id,
      generation,
      identifiers: [...new Set([head.public_id, ...(JSON.parse(head.ids) as string[]).sort()])],
      provenance: JSON.parse(head.provenance) as Record<string, string>,
      records: readRecords(db, head.id),
      files: generation.files.flatMap(({ fileId }) => known.get(fileId) ?? []),
    };
  });
}

function readRecords(db: Database, rowid: number): ExportRecord[] {
  const sql = `SELECT r.id, d.format, d.path, d.entry, r.ids, r.claims, r.raw FROM generation_record gr JOIN record r ON r.id = gr.record_id
      JOIN document d ON d.id = r.document_id WHERE gr.generation_id = :rowid ORDER BY d.path || char(0) || d.entry || char(0) || r.key`;
  type Row = { id: number; format: FormatName; path: string; entry: string; ids: string; claims: string; raw: string };
  return (statement(db, sql).all({ rowid }) as Row[]).map(({ id, format, path, entry, ids, claims, raw }) => ({
    recordId: id,
    format,
    path,
    entry: entry || null,
    ids: JSON.parse(ids) as Record<string, string>,
    claims: JSON.parse(claims) as Record<string, unknown>,
    raw: JSON.parse(raw) as unknown,
  }));
}

function readFiles(db: Database, rowid: number): ExportFile[] {
  const sql = `SELECT f.id, f.mtime_ms AS mtimeMs, f.role, f.ids, f.named_ms AS namedMs, f.account
     FROM generation_file gf JOIN file f ON f.id = gf.file_id WHERE gf.generation_id = :rowid`;
  type Row = {
    id: number;
    mtimeMs: number;
    role: FileRole;
    ids: string;
    namedMs: number | null;
    account: string | null;
  };
  return (statement(db, sql).all({ rowid }) as Row[]).map(({ id, ids, ...row }) => ({
    ...row,
    fileId: id,
    ids: JSON.parse(ids) as Record<string, string>,
  }));
}

/** The documents in which our own exports list their contents. */
export function readExportLists(db: Database): readonly { readonly path: string; readonly entry: string | null }[] {
  const sql = `SELECT DISTINCT path, entry FROM document WHERE sign = 'own-export' AND format = 'loose'`;
  return (statement(db, sql).all() as { path: string; entry: string }[]).map(({ path, entry }) => ({
    path,
    entry: entry || null,
  }));
}
