/** Where the library comes from: sources, and the imports that were run. */
import type { Database } from 'better-sqlite3';
import type { SourceInfo } from '../../contract/library.ts';
import type { ImportReport, StoredImport } from '../../contract/report.ts';
import { statement } from '../search/statement.ts';
import { isoDate } from './dates.ts';
import { rowsOfSources } from './rare-filters.ts';

/** The sources, in the order in which they were brought. */
export function readSources(db: Database): readonly SourceInfo[] {
  const sql = `SELECT id, path, state, imported_ms AS importedMs,
      (SELECT json_group_array(DISTINCT format) FROM document WHERE source_id = source.id) AS formats,
      (SELECT COUNT(*) FROM file WHERE source_id = source.id) AS files
    FROM source ORDER BY id`;
  return (statement(db, sql).all() as SourceRow[]).map((row) => {
    const formats = JSON.parse(row.formats) as string[];
    return {
      id: row.id,
      path: row.path,
      formats: formats.length === 0 && row.files > 0 ? ['loose'] : formats.sort(),
      generations: rowsOfSources(db, [row.id]).length,
      files: row.files,
      state: row.state,
      importedAt: isoDate(row.importedMs),
    };
  });
}

interface SourceRow {
  readonly id: number;
  readonly path: string;
  readonly state: 'present' | 'missing';
  readonly importedMs: number | null;
  readonly formats: string;
  readonly files: number;
}

/** The last 200 imports, newest first. */
export function readImports(db: Database): readonly StoredImport[] {
  const sql = 'SELECT id, started_ms AS startedMs, paths, outcome, report FROM import ORDER BY id DESC LIMIT 200';
  return (statement(db, sql).all() as ImportRow[]).map((row) => ({
    id: row.id,
    startedAt: isoDate(row.startedMs) ?? new Date(0).toISOString(),
    paths: JSON.parse(row.paths) as string[],
    outcome: row.outcome,
    report: row.report === null ? null : (JSON.parse(row.report) as ImportReport),
  }));
}

interface ImportRow {
  readonly id: number;
  readonly startedMs: number;
  readonly paths: string;
  readonly outcome: StoredImport['outcome'];
  readonly report: string | null;
}
