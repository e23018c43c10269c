/** How much an export of these rows would copy. */
import type { Database } from 'better-sqlite3';
import { statement } from '../../query-language/statement.ts';

export interface ExportSize {
  /** Contents that are there: of several files of one content and role an item takes one along. */
  readonly files: number;
  readonly bytes: number;
  /** Contents of which no file is where it was. */
  readonly away: number;
}

export function readExportSize(db: Database, rowids: readonly number[]): ExportSize {
  const sql = `SELECT COALESCE(SUM(here), 0) AS files, COALESCE(SUM(here * size), 0) AS bytes, COUNT(*) - COALESCE(SUM(here), 0) AS away
     FROM (SELECT MAX(f.missing = 0) AS here, MAX(f.size) AS size
           FROM json_each(:rowids) wanted JOIN generation_file gf ON gf.generation_id = wanted.value JOIN file f ON f.id = gf.file_id
           GROUP BY gf.generation_id, f.role, COALESCE(f.sha256, f.id))`;
  return statement(db, sql).get({ rowids: JSON.stringify(rowids) }) as ExportSize;
}
