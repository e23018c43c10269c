/** The journal: one entry for each edit, with its steps, for undo and redo across restarts. */
import type { Database } from 'better-sqlite3';
import { type HistoryEntry, JournalChange } from '../../../contract/organising/edit.ts';
import { statement } from '../../query-language/statement.ts';
import { type Delta, pack, unpack } from './delta.ts';
import { firstVersionStep } from './journal-v1.ts';

export interface Entry {
  readonly id: number;
  readonly change: JournalChange;
  readonly changed: number;
  readonly steps: readonly Delta[];
}

interface JournalRow {
  readonly id: number;
  readonly change: string;
  readonly before: string;
  readonly changed: number;
  readonly delta: Buffer | null;
}

/** Writes an entry. Entries that were undone before can no longer be redone. */
export function writeEntry(db: Database, change: JournalChange, changed: number, steps: readonly Delta[]): number {
  statement(db, `DELETE FROM journal WHERE undone = 1`).run();
  const sql = `INSERT INTO journal (at_ms, change, before, changed, delta) VALUES (@at, @change, '', @changed, @delta)`;
  const row = { at: Date.now(), change: JSON.stringify(change), changed, delta: pack(steps) };
  return Number(statement(db, sql).run(row).lastInsertRowid);
}

export function markUndone(db: Database, id: number, undone: boolean): void {
  statement(db, `UPDATE journal SET undone = @undone WHERE id = @id`).run({ id, undone: Number(undone) });
}

const NEXT = {
  undo: `WHERE undone = 0 ORDER BY id DESC LIMIT 1`,
  redo: `WHERE undone = 1 ORDER BY id LIMIT 1`,
} as const;

/** The next entry for undo or redo. */
export function nextEntry(db: Database, direction: keyof typeof NEXT): Entry | null {
  const row = statement(db, `SELECT id, change, before, changed, delta FROM journal ${NEXT[direction]}`).get() as
    | JournalRow
    | undefined;
  if (!row) return null;
  const change = readChange(row.change);
  const steps = row.delta ? unpack(row.delta) : [firstVersionStep(db, change, row.before)];
  return { id: row.id, change, changed: row.changed, steps };
}

/** Whether an entry is there and not undone. */
export function canBeUndone(db: Database, id: number): boolean {
  return statement(db, `SELECT 1 FROM journal WHERE id = @id AND undone = 0`).get({ id }) !== undefined;
}

/** The change of the next entry for undo or redo, without its steps. */
export function nextChange(db: Database, direction: keyof typeof NEXT): JournalChange | null {
  const change = statement(db, `SELECT change FROM journal ${NEXT[direction]}`).pluck().get() as string | undefined;
  return change === undefined ? null : readChange(change);
}

/** The entries, latest first. */
export function readHistory(db: Database, limit: number): readonly HistoryEntry[] {
  const sql = `SELECT id, at_ms AS at, change, changed, undone FROM journal ORDER BY id DESC LIMIT @limit`;
  const rows = statement(db, sql).all({ limit }) as {
    id: number;
    at: number;
    change: string;
    changed: number;
    undone: number;
  }[];
  return rows.map(({ id, at, change, changed, undone }) => ({
    id,
    at: new Date(at).toISOString(),
    change: readChange(change),
    changed,
    undone: undone === 1,
  }));
}

const readChange = (text: string): JournalChange => JournalChange.parse(JSON.parse(text));
