/** Reads and writes settings and the list of imports. */

import type { Database } from 'better-sqlite3';
import type { ImportReport, StoredImport } from '../../../contract/archive/report.ts';
import { Settings } from '../../../contract/library/library.ts';
import { codeOf } from '../../../storage/error-code.ts';
import { stillRuns } from '../../../threads/process-ran.ts';

/** The saved settings; a value that cannot be read is replaced by its default. */
export function readSettings(db: Database): Settings {
  const rows = db.prepare<[], [string, string]>(`SELECT name, value FROM setting`).raw().all();
  return rows.reduce((settings, [name, value]) => withSetting(settings, name, value), Settings.parse({}));
}

function withSetting(settings: Settings, name: string, value: string): Settings {
  try {
    const parsed = Settings.safeParse({ ...settings, [name]: JSON.parse(value) });
    return parsed.success ? parsed.data : settings;
  } catch {
    // A value that is not JSON was not written by this program: the default is used.
    return settings;
  }
}

/** Saves the given settings, keeps the others, and returns all. */
export function saveSettings(db: Database, change: Partial<Settings>): Settings {
  const put = db.prepare(
    `INSERT INTO setting (name, value) VALUES (@name, @value) ON CONFLICT (name) DO UPDATE SET value = excluded.value`,
  );
  db.transaction(() => {
    for (const [name, value] of Object.entries(change)) put.run({ name, value: JSON.stringify(value) });
  }).immediate();
  return readSettings(db);
}

/** Inserts an import that begins. */
export function beginImport(db: Database, paths: readonly string[]): number {
  return Number(
    db
      .prepare(`INSERT INTO import (started_ms, paths, pid) VALUES (@now, @paths, @pid)`)
      .run({ now: Date.now(), paths: JSON.stringify(paths), pid: process.pid }).lastInsertRowid,
  );
}

/** Stores the outcome and the report of an import. */
export function finishImport(
  db: Database,
  id: number,
  outcome: StoredImport['outcome'],
  report: ImportReport | null,
): void {
  db.prepare(`UPDATE import SET outcome = @outcome, report = @report WHERE id = @id`).run({
    id,
    outcome,
    report: report && JSON.stringify(report),
  });
}

/**
 * Marks running imports as interrupted when their process has ended; importing their paths again continues them. On a
 * full disk they stay unchanged, because a library must open there too.
 */
export function interruptLostImports(db: Database): void {
  const running = db
    .prepare<[], { id: number; pid: number; at: number }>(
      `SELECT id, pid, started_ms AS at FROM import WHERE outcome = 'running'`,
    )
    .all();
  const interrupt = db.prepare(`UPDATE import SET outcome = 'interrupted' WHERE id = @id`);
  const lost = running.filter(({ pid, at }) => pid === process.pid || !stillRuns(pid, at));
  try {
    for (const { id } of lost) interrupt.run({ id });
  } catch (cause) {
    if (codeOf(cause) !== 'SQLITE_FULL') throw cause;
  }
}

/** Stores the mark of the file of the columns, which is complete now. Not a change of the library. */
export function markKeptColumns(db: Database, mark: number): void {
  db.prepare(
    `INSERT INTO counter (name, value) VALUES ('kept-columns', @mark) ON CONFLICT (name) DO UPDATE SET value = @mark`,
  ).run({ mark });
}
