/** The revision of the catalog: grows with every change, so that readers can read only newer rows. */
import type { Database, Statement } from 'better-sqlite3';

const statements = new WeakMap<Database, Statement<[], number>>();

/** Raises the revision. Call inside the transaction of the change. */
export function nextRevision(db: Database): number {
  let statement = statements.get(db);
  if (!statement) {
    statement = db
      .prepare<[], number>(`UPDATE counter SET value = value + 1 WHERE name = 'revision' RETURNING value`)
      .pluck();
    statements.set(db, statement);
  }
  return statement.get() as number;
}

/** The current revision. */
export function readRevision(db: Database): number {
  return db.prepare<[], number>(`SELECT value FROM counter WHERE name = 'revision'`).pluck().get() ?? 0;
}
