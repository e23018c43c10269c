/** The catalog's revision: grows with every change, so that readers can ask for what is newer. */
import type { Database, Statement } from 'better-sqlite3';

const statements = new WeakMap<Database, Statement<[], number>>();

/** Counts one change. Call inside the transaction that makes it. */
export function nextRevision(db: Database): number {
  let statement = statements.get(db);
  if (!statement) {
    statement = db.prepare<[], number>(`UPDATE counter SET value = value + 1 WHERE name = 'revision' RETURNING value`).pluck();
    statements.set(db, statement);
  }
  return statement.get() as number;
}

/** The revision the catalog stands at. */
export function readRevision(db: Database): number {
  return db.prepare<[], number>(`SELECT value FROM counter WHERE name = 'revision'`).pluck().get() ?? 0;
}
