/** Reads the sources and the imports of the library. */
import type { Database } from 'better-sqlite3';
import { DETECTION_REASONS, type DetectionReason } from '../../../contract/archive/detection-reasons.ts';
import { type Belief, ImportReport, type StoredImport } from '../../../contract/archive/report.ts';
import type { FormatName } from '../../../contract/items/generation.ts';
import type { SourceInfo } from '../../../contract/library/library.ts';
import { statement } from '../../query-language/statement.ts';
import type { ImportedPath } from '../catalog-reader.ts';
import { isoDate } from '../columns/dates.ts';
import { rowsOfSources } from '../search/rare-filters.ts';
import { MOVED } from './moved.ts';
import { inScope } from './source-scope.ts';

/**
 * Reads the sources. At 100,000 items that takes 100 ms, so the last answer is kept until the row of a source or the
 * newest revision of the generations changes. An edit changes neither. Every import changes the row of its source at
 * its end.
 */
export function openSourceReads(db: Database): () => readonly SourceInfo[] {
  let kept: { readonly state: string; readonly sources: readonly SourceInfo[] } | null = null;
  return () => {
    const state = stateOfSources(db);
    if (kept?.state !== state) kept = { state, sources: readSources(db) };
    return kept.sources;
  };
}

function stateOfSources(db: Database): string {
  const sql = `SELECT json_array(id, path, kind, state, added_ms, imported_ms, read_as, watched, within, fingerprint = ${MOVED}) FROM source ORDER BY id`;
  const rows = statement(db, sql).pluck().all() as string[];
  const newest = statement(db, 'SELECT MAX(revision) FROM generation').pluck().get() as number | null;
  return JSON.stringify([newest, rows]);
}

/** The sources, in the order of their first import. */
function readSources(db: Database): readonly SourceInfo[] {
  const sql = `SELECT id, path, kind, state, added_ms AS addedMs, imported_ms AS importedMs, read_as AS readAs, watched, within, coalesce(fingerprint = ${MOVED}, 0) AS isMoving,
      (SELECT json_array(COUNT(*), COALESCE(SUM(missing), 0)) FROM file WHERE ${inScope('file')}) AS files
    FROM source s ORDER BY id`;
  return (statement(db, sql).all() as SourceRow[]).map((row) => sourceInfo(db, row));
}

interface SourceRow extends Pick<SourceInfo, 'id' | 'path' | 'kind' | 'state' | 'readAs' | 'within'> {
  readonly addedMs: number;
  readonly importedMs: number | null;
  readonly watched: number;
  readonly isMoving: number;
  /** JSON: the number of files, and the number of missing ones. */
  readonly files: string;
}

function sourceInfo(db: Database, row: SourceRow): SourceInfo {
  const [files, missing] = JSON.parse(row.files) as [number, number];
  const beliefs = beliefsOf(db, row.id, row.path, row.readAs, files);
  const generations = rowsOfSources(db, [row.id]);
  return {
    id: row.id,
    path: row.path,
    kind: row.kind,
    formats: [...new Set(beliefs.map(({ format }) => format))].sort(),
    generations: generations.length,
    files,
    missing,
    accounts: accountsOf(db, generations),
    state: row.state,
    addedAt: isoDate(row.addedMs) ?? new Date(0).toISOString(),
    importedAt: isoDate(row.importedMs),
    readAs: row.readAs,
    beliefs: [...beliefs],
    watched: row.watched === 1,
    within: row.within,
    isMoving: row.isMoving === 1,
  };
}

/** The detected formats of a source with the reason, most documents first. Media without a record count as loose. */
export function beliefsOf(
  db: Database,
  id: number,
  path: string,
  readAs: FormatName | null,
  files: number,
): readonly Belief[] {
  const sql = `SELECT format, sign, COUNT(*) AS documents, MIN(document.path || CASE entry WHEN '' THEN '' ELSE '/' || entry END) AS example
    FROM source s JOIN document ON ${inScope('document')} WHERE s.id = :id GROUP BY format, sign ORDER BY documents DESC, format, sign`;
  const found = statement(db, sql).all({ id }) as Pick<Belief, 'format' | 'sign' | 'documents' | 'example'>[];
  const alone = { format: 'loose', sign: 'media-alone', documents: 0, example: null } as const;
  const told = found.length === 0 && files > 0 ? [alone] : found;
  return told.map((belief) => ({ path, why: sentenceOf(belief.sign), ...belief, asked: readAs === belief.format }));
}

/** A document that an older version read has no reason until it is read again. */
const sentenceOf = (sign: string): string =>
  Object.hasOwn(DETECTION_REASONS, sign) ? DETECTION_REASONS[sign as DetectionReason] : '';

function accountsOf(db: Database, generations: readonly number[]): string[] {
  const sql = `SELECT DISTINCT account FROM generation
    WHERE id IN (SELECT value FROM json_each(:ids)) AND account IS NOT NULL ORDER BY account LIMIT 1000`;
  return statement(db, sql)
    .pluck()
    .all({ ids: JSON.stringify(generations) }) as string[];
}

/** The last 200 imports, newest first. */
export function readImports(db: Database): readonly StoredImport[] {
  const sql = 'SELECT id, started_ms AS startedMs, paths, outcome, report FROM import ORDER BY id DESC LIMIT 200';
  return (statement(db, sql).all() as ImportRow[]).map((row) => ({
    id: row.id,
    startedAt: isoDate(row.startedMs) ?? new Date(0).toISOString(),
    paths: JSON.parse(row.paths) as string[],
    outcome: row.outcome,
    report: row.report === null ? null : ImportReport.parse(JSON.parse(row.report)),
  }));
}

/** The paths of the last 200 imports, the latest first; each once, with the start of its last import. */
export function readImportedPaths(db: Database): readonly ImportedPath[] {
  const sql = `SELECT value AS path, MAX(started_ms) AS startedMs
    FROM (SELECT id, started_ms, paths FROM import ORDER BY id DESC LIMIT 200) latest, json_each(latest.paths)
    GROUP BY value ORDER BY MAX(latest.id) DESC, MIN(key)`;
  return (statement(db, sql).all() as { path: string; startedMs: number }[]).map(({ path, startedMs }) => ({
    path,
    startedAt: isoDate(startedMs) ?? new Date(0).toISOString(),
  }));
}

interface ImportRow {
  readonly id: number;
  readonly startedMs: number;
  readonly paths: string;
  readonly outcome: StoredImport['outcome'];
  readonly report: string | null;
}
