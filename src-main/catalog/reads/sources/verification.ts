/** Results of verifying: runs, sources, items at risk, and originals that differ from the catalog. */
import type { Database } from 'better-sqlite3';
import type {
  AcceptedChange,
  DecidableFile,
  FileChange,
  FixityDecision,
  SourceCheck,
  TroubledFile,
  Verification,
  VerifyRun,
} from '../../../contract/library/verification.ts';
import { positions } from '../../query-language/bitset.ts';
import { statement } from '../../query-language/statement.ts';
import type { Columns } from '../columns/columns.ts';
import { type Copies, copiesOf } from '../columns/copies.ts';
import { isoDate } from '../columns/dates.ts';
import { inScope } from './source-scope.ts';

/** {@link Verification} with source ids in place of drives, because reads do not access the disk. */
export type StoredVerification = Omit<Verification, 'atRisk'> & {
  readonly atRisk: { readonly none: number; readonly once: number; readonly sourceIds: readonly number[] };
};

const MOST_RUNS = 50;
const MOST_TROUBLED = 300;
const MOST_ACCEPTED = 50;

export function readVerification(db: Database, columns: Columns, copies: Copies): StoredVerification {
  return {
    runs: readRuns(db),
    sources: readChecks(db),
    atRisk: atRisk(columns, copies),
    troubled: readTroubled(db),
    troubledTotal: countTroubled(db),
    accepted: readAccepted(db),
  };
}

function atRisk(columns: Columns, copies: Copies): StoredVerification['atRisk'] {
  const sourceIds = new Set<number>();
  let [none, once] = [0, 0];
  for (const at of positions(columns.live)) {
    const rowid = columns.rowid[at] as number;
    const places = copiesOf(copies, rowid);
    if (places === 0) none += 1;
    if (places !== 1) continue;
    once += 1;
    sourceIds.add(copies.only[rowid] as number);
  }
  return { none, once, sourceIds: [...sourceIds] };
}

const date = (ms: number): string => isoDate(ms) ?? new Date(0).toISOString();

type RunRow = Omit<VerifyRun, 'startedAt' | 'endedAt'> & {
  readonly startedMs: number;
  readonly endedMs: number | null;
};

/** The latest first. */
function readRuns(db: Database): VerifyRun[] {
  const sql = `SELECT id, started_ms AS startedMs, ended_ms AS endedMs, asked, source_id AS sourceId, outcome, done, total, bytes, seconds,
      intact, changed, missing, damaged, unreadable, fresh FROM verify_run ORDER BY id DESC LIMIT ${MOST_RUNS}`;
  return (statement(db, sql).all() as RunRow[]).map(({ startedMs, endedMs, ...run }) => ({
    ...run,
    startedAt: date(startedMs),
    endedAt: isoDate(endedMs),
  }));
}

/**
 * The current outcome of a file. An open change and a missing file take precedence over the result of the last
 * verification.
 */
const OUTCOME = `CASE WHEN change.file_id IS NOT NULL THEN 'changed' WHEN file.missing = 1 THEN 'missing'
  WHEN done.outcome IN ('changed', 'missing') THEN NULL ELSE done.outcome END`;
const JOINED = `LEFT JOIN file_check done ON done.file_id = file.id LEFT JOIN file_change change ON change.file_id = file.id`;

function readChecks(db: Database): SourceCheck[] {
  const sql = `SELECT sourceId, count(fileId) AS files, max(atMs) AS verifiedMs, count(fileId) - count(outcome) AS unverified,
      count(*) FILTER (WHERE outcome = 'intact') AS intact, count(*) FILTER (WHERE outcome = 'changed') AS changed,
      count(*) FILTER (WHERE outcome = 'missing') AS missing, count(*) FILTER (WHERE outcome = 'damaged') AS damaged,
      count(*) FILTER (WHERE outcome = 'unreadable') AS unreadable
    FROM (SELECT s.id AS sourceId, file.id AS fileId, done.at_ms AS atMs, ${OUTCOME} AS outcome
            FROM source s LEFT JOIN file ON ${inScope('file')} ${JOINED}) GROUP BY sourceId ORDER BY sourceId`;
  const rows = statement(db, sql).all() as (Omit<SourceCheck, 'verifiedAt'> & { readonly verifiedMs: number | null })[];
  return rows.map(({ verifiedMs, ...row }) => ({ ...row, verifiedAt: isoDate(verifiedMs) }));
}

/** Files of a missing source are not listed one by one: the entry of the source says that it is missing. */
const TROUBLED = `SELECT file_id FROM file_change
  UNION SELECT file_id FROM file_check WHERE outcome IN ('damaged', 'unreadable')
  UNION SELECT file.id FROM file JOIN source ON source.id = file.source_id WHERE file.missing = 1 AND source.state = 'present'`;

interface TroubledRow {
  readonly fileId: number;
  readonly sourceId: number;
  readonly rowid: number | null;
  readonly path: string;
  readonly entry: string;
  readonly size: number;
  readonly mtimeMs: number;
  readonly sha256: string | null;
  readonly outcome: TroubledFile['outcome'];
  readonly checkedMs: number | null;
  readonly elsewhere: number;
  readonly seenMs: number | null;
  readonly leftMs: number | null;
  readonly nowSha256: string | null;
  readonly nowSize: number | null;
  readonly nowMtimeMs: number | null;
}

function readTroubled(db: Database): TroubledFile[] {
  const sql = `SELECT file.id AS fileId, file.source_id AS sourceId, file.path, file.entry, file.size, file.mtime_ms AS mtimeMs,
      lower(hex(file.sha256)) AS sha256, done.at_ms AS checkedMs, ${OUTCOME} AS outcome,
      (SELECT generation_id FROM generation_file JOIN generation g ON g.id = generation_id
        WHERE generation_file.file_id = file.id AND g.present = 1 LIMIT 1) AS rowid,
      (SELECT count(*) FROM content_place p WHERE p.sha256 = file.sha256) - (done.outcome IS 'unreadable' AND change.file_id IS NULL AND file.missing = 0) AS elsewhere,
      change.seen_ms AS seenMs, change.left_ms AS leftMs, lower(hex(change.sha256)) AS nowSha256, change.size AS nowSize, change.mtime_ms AS nowMtimeMs
    FROM file ${JOINED} WHERE file.id IN (${TROUBLED}) AND ${OUTCOME} IS NOT NULL AND ${OUTCOME} <> 'intact'
    ORDER BY change.file_id IS NULL, change.left_ms IS NOT NULL, outcome, file.path, file.entry LIMIT ${MOST_TROUBLED}`;
  return (statement(db, sql).all() as TroubledRow[]).map((row) => ({
    fileId: row.fileId,
    sourceId: row.sourceId,
    rowid: row.rowid,
    path: row.path,
    entry: row.entry || null,
    size: row.size,
    outcome: row.outcome,
    checkedAt: isoDate(row.checkedMs),
    change: changeOf(row),
    elsewhere: Math.max(0, row.elsewhere),
  }));
}

const countTroubled = (db: Database): number =>
  statement(
    db,
    `SELECT count(*) FROM file ${JOINED} WHERE file.id IN (${TROUBLED}) AND ${OUTCOME} IS NOT NULL AND ${OUTCOME} <> 'intact'`,
  )
    .pluck()
    .get() as number;

/** Both states of a file with an open change; otherwise null. */
export function changeOf(
  row: Pick<TroubledRow, 'sha256' | 'size' | 'mtimeMs' | 'seenMs' | 'leftMs' | 'nowSha256' | 'nowSize' | 'nowMtimeMs'>,
): FileChange | null {
  if (row.seenMs === null) return null;
  return {
    seenAt: date(row.seenMs),
    leftAt: isoDate(row.leftMs),
    known: { sha256: row.sha256 || null, size: row.size, modifiedAt: isoDate(row.mtimeMs) },
    now: { sha256: row.nowSha256 || null, size: row.nowSize, modifiedAt: isoDate(row.nowMtimeMs) },
  };
}

const DECIDABLE: Readonly<Record<FixityDecision['set'], string>> = {
  accept: `SELECT file_id FROM file_change WHERE left_ms IS NULL`,
  leave: `SELECT file_id FROM file_change WHERE left_ms IS NULL`,
  ask: `SELECT file_id FROM file_change WHERE left_ms IS NOT NULL`,
  'take-back': `SELECT file_id FROM file_past`,
};

/** All files about which this decision is possible; {@link readVerification} lists only the first. */
export function readDecidable(db: Database, set: FixityDecision['set']): readonly DecidableFile[] {
  const sql = `SELECT id AS fileId, path, nullif(entry, '') AS entry FROM file WHERE id IN (${DECIDABLE[set]}) ORDER BY path, entry`;
  return statement(db, sql).all() as DecidableFile[];
}

interface AcceptedRow {
  readonly fileId: number;
  readonly path: string;
  readonly entry: string;
  readonly acceptedMs: number;
  readonly before: string | null;
  readonly file: string;
  readonly sha256: string | null;
  readonly size: number;
  readonly mtimeMs: number;
}

function readAccepted(db: Database): AcceptedChange[] {
  const sql = `SELECT file.id AS fileId, file.path, file.entry, past.accepted_ms AS acceptedMs, lower(hex(past.sha256)) AS before, past.file,
      lower(hex(file.sha256)) AS sha256, file.size, file.mtime_ms AS mtimeMs
    FROM file_past past JOIN file ON file.id = past.file_id
    WHERE past.id = (SELECT max(id) FROM file_past WHERE file_id = file.id) ORDER BY past.id DESC LIMIT ${MOST_ACCEPTED}`;
  return (statement(db, sql).all() as AcceptedRow[]).map(
    ({ acceptedMs, before, file, sha256, size, mtimeMs, ...row }) => {
      const was = JSON.parse(file) as { readonly size: number; readonly mtimeMs: number };
      return {
        ...row,
        entry: row.entry || null,
        acceptedAt: date(acceptedMs),
        before: { sha256: before || null, size: was.size, modifiedAt: isoDate(was.mtimeMs) },
        now: { sha256: sha256 || null, size, modifiedAt: isoDate(mtimeMs) },
      };
    },
  );
}

/** A file that may have a certain content. */
export interface ContentPlace {
  readonly path: string;
  readonly entry: string | null;
  readonly mtimeMs: number;
}

/** The files with the same known content, the best candidates first. The file itself is last. */
export function readContentPlaces(db: Database, fileId: number): readonly ContentPlace[] {
  const sql = `SELECT other.path, other.entry, other.mtime_ms AS mtimeMs FROM file JOIN file other ON other.sha256 = file.sha256
    WHERE file.id = :fileId ORDER BY other.id = file.id, other.missing, other.damage IS NOT NULL,
      EXISTS (SELECT 1 FROM file_change WHERE file_id = other.id), other.entry <> '', other.id LIMIT 1000`;
  return (statement(db, sql).all({ fileId }) as { path: string; entry: string; mtimeMs: number }[]).map((place) => ({
    ...place,
    entry: place.entry || null,
  }));
}
