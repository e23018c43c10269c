/** Filters that are too rare for a column: each asks SQLite for the rowids. */
import type { Database } from 'better-sqlite3';
import { foldText } from '../../../contract/searching/fold.ts';
import { inRange, type NameMatch, type Range } from '../../query-language/ast.ts';
import { statement } from '../../query-language/statement.ts';
import { inScope } from '../sources/source-scope.ts';

/** Generations whose main file has a C2PA manifest. */
export function c2paRows(db: Database): readonly number[] {
  return rows(db, 'SELECT g.id FROM generation g JOIN file f ON f.id = g.file_id WHERE f.has_c2pa = 1', {});
}

/** Generations with a file whose content exists in several places. */
export function duplicateRows(db: Database): readonly number[] {
  return rows(
    db,
    `SELECT DISTINCT gf.generation_id FROM generation_file gf JOIN file f ON f.id = gf.file_id
     WHERE f.role IN ('original', 'watermark', 'no-watermark') AND f.sha256 IN (
       SELECT sha256 FROM file WHERE sha256 IS NOT NULL AND missing = 0 GROUP BY sha256 HAVING COUNT(*) > 1)`,
    {},
  );
}

/** The sources with this number, or with this text in their path. */
export function sourcesNamed(db: Database, match: NameMatch): readonly number[] {
  if (match.type === 'none') return [];
  const sources = statement(db, 'SELECT id, path FROM source').raw().all() as [number, string][];
  if (match.type === 'any') return sources.map(([id]) => id);
  const { name } = match;
  return sources
    .filter(([id, path]) => (/^\d+$/.test(name) ? String(id) === name : foldText(path).includes(name)))
    .map(([id]) => id);
}

/** Generations with a record or file from one of these sources. */
export function rowsOfSources(db: Database, sources: readonly number[]): readonly number[] {
  return rows(
    db,
    `SELECT gr.generation_id FROM source s JOIN document d ON ${inScope('d')}
       JOIN record r ON r.document_id = d.id JOIN generation_record gr ON gr.record_id = r.id
       WHERE s.id IN (SELECT value FROM json_each(:sources))
     UNION
     SELECT gf.generation_id FROM source s JOIN file f ON ${inScope('f')} JOIN generation_file gf ON gf.file_id = f.id
       WHERE s.id IN (SELECT value FROM json_each(:sources))`,
    { sources: JSON.stringify(sources) },
  );
}

/** Generations whose seed or frame rate is in the range. */
export function rowsWithNumber(db: Database, column: 'seed' | 'fps', range: Range): readonly number[] {
  const sql =
    column === 'seed'
      ? 'SELECT id, seed FROM generation WHERE seed IS NOT NULL'
      : 'SELECT id, fps FROM generation WHERE fps IS NOT NULL';
  const found = statement(db, sql).raw().all() as [number, number][];
  return found.filter(([, value]) => inRange(range, value)).map(([id]) => id);
}

/**
 * Generations by an identifier or by its beginning: public, generation, post, API or task id, or a content hash
 * (`sha256:…` or bare). At most 10,000, newest first.
 */
export function rowsById(db: Database, value: string, prefix = false): readonly number[] {
  const wanted = value.trim().toLowerCase();
  if (wanted === '') return [];
  const end = prefix ? `${wanted}\u{10ffff}` : wanted;
  const hash = /^(?:sha256:)?([0-9a-f]{64})$/.exec(wanted)?.[1];
  return rows(
    db,
    `SELECT id FROM generation WHERE present = 1 AND id IN (
       SELECT generation_id FROM identifier WHERE value BETWEEN :wanted AND :end
       UNION SELECT id FROM generation WHERE task_id BETWEEN :wanted AND :end
       UNION SELECT gf.generation_id FROM file f JOIN generation_file gf ON gf.file_id = f.id WHERE f.sha256 = :hash AND f.sha256 IS NOT NULL)
     ORDER BY created_ms DESC, public_id LIMIT 10000`,
    { wanted, end, hash: hash ? Buffer.from(hash, 'hex') : null },
  );
}

const rows = (db: Database, sql: string, bound: object): readonly number[] =>
  statement(db, sql).pluck().all(bound) as number[];
