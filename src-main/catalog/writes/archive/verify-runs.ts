/** The log of verifications: start, progress, end and resumption of runs. */
import type { Database } from 'better-sqlite3';
import type { VerifyCounts, VerifyRun } from '../../../contract/library/verification.ts';
import { stillRuns } from '../../../threads/process-ran.ts';
import { statement } from '../../query-language/statement.ts';
import { type CheckRow, openFixityRows } from './fixity-rows.ts';

export interface VerifyWish {
  readonly asked: VerifyRun['asked'];
  /** Null: all sources. */
  readonly sourceId: number | null;
  /** Whether to resume the last unfinished run of the same scope. */
  readonly resume: boolean;
  /** Whether it may run at the same time as another run. */
  readonly beside: boolean;
}

/** The progress of a run. */
export interface VerifyState extends VerifyCounts {
  readonly id: number;
  readonly sourceId: number | null;
  /** The id up to which all files were read. */
  readonly position: number;
  readonly done: number;
  readonly total: number;
  readonly bytes: number;
  readonly seconds: number;
}

const STATE = `id, source_id AS sourceId, position, done, total, intact, changed, missing, damaged, unreadable, fresh, bytes, seconds`;

/** Starts or resumes a run. Returns null while another run is active in any process. */
export function beginVerify(db: Database, { asked, sourceId, resume, beside }: VerifyWish): VerifyState | null {
  const begin = db.transaction((): VerifyState | null => {
    interruptLost(db, (pid) => !isRunningNow(pid));
    const isRunning =
      statement(db, `SELECT EXISTS (SELECT 1 FROM verify_run WHERE outcome = 'running')`).pluck().get() === 1;
    if (isRunning && !beside) return null;
    const before = resume ? unfinished(db, sourceId) : null;
    if (before) {
      statement(db, `UPDATE verify_run SET outcome = 'running', pid = @pid, ended_ms = NULL WHERE id = @id`).run({
        id: before.id,
        pid: process.pid,
      });
      return before;
    }
    const { lastInsertRowid } = statement(
      db,
      `INSERT INTO verify_run (started_ms, asked, source_id, pid) VALUES (@now, @asked, @sourceId, @pid)`,
    ).run({ now: Date.now(), asked, sourceId, pid: process.pid });
    return stateOf(db, Number(lastInsertRowid));
  });
  return begin.immediate();
}

const stateOf = (db: Database, id: number): VerifyState =>
  statement(db, `SELECT ${STATE} FROM verify_run WHERE id = @id`).get({ id }) as VerifyState;

/** The last run of this scope, if it is unfinished. */
function unfinished(db: Database, sourceId: number | null): VerifyState | null {
  const sql = `SELECT ${STATE} FROM verify_run WHERE outcome IN ('stopped', 'interrupted')
      AND id = (SELECT max(id) FROM verify_run WHERE source_id IS @sourceId AND outcome <> 'running')`;
  return (statement(db, sql).get({ sourceId }) as VerifyState | undefined) ?? null;
}

/** Saves the progress of a run and the results of its files. The revision stays, because no search depends on them. */
export function keepVerify(db: Database, state: VerifyState, checks: readonly CheckRow[]): void {
  const { check } = openFixityRows(db);
  const keep = db.transaction(() => {
    for (const row of checks) check(row);
    keepState(db, state);
  });
  keep.immediate();
}

function keepState(db: Database, state: VerifyState): void {
  statement(
    db,
    `UPDATE verify_run SET position = @position, done = @done, total = @total, intact = @intact, changed = @changed, missing = @missing,
       damaged = @damaged, unreadable = @unreadable, fresh = @fresh, bytes = @bytes, seconds = @seconds WHERE id = @id`,
  ).run(state);
}

/** Records the end of a run. */
export function finishVerify(db: Database, id: number, outcome: Exclude<VerifyRun['outcome'], 'running'>): void {
  statement(db, `UPDATE verify_run SET outcome = @outcome, ended_ms = @now WHERE id = @id`).run({
    id,
    outcome,
    now: Date.now(),
  });
  statement(
    db,
    `DELETE FROM verify_run WHERE outcome <> 'running' AND id <= (SELECT max(id) FROM verify_run) - @kept`,
  ).run({
    kept: RUNS_KEPT,
  });
}
const RUNS_KEPT = 500;

/** Marks runs as interrupted whose process or thread has ended. They can be resumed. */
export function interruptLostVerifications(db: Database): void {
  interruptLost(db, (pid) => pid === process.pid || !isRunningNow(pid));
}

/** A resumed run keeps its first start, so the start of its present process is not known. */
const isRunningNow = (pid: number): boolean => stillRuns(pid, Date.now());

function interruptLost(db: Database, isLost: (pid: number) => boolean): void {
  const running = statement(db, `SELECT id, pid FROM verify_run WHERE outcome = 'running'`).all() as {
    id: number;
    pid: number;
  }[];
  for (const { id, pid } of running)
    if (isLost(pid))
      statement(db, `UPDATE verify_run SET outcome = 'interrupted', ended_ms = @now WHERE id = @id`).run({
        id,
        now: Date.now(),
      });
}
