/** Waits until the seal of a library covers its last edit: the seal is updated after the edits. */
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import Database from 'better-sqlite3';

/** Resolves when the loss of the log would be noticed. Rejects after a minute. */
export async function sealHasReached(directory: string): Promise<void> {
  const end = Date.now() + 60_000;
  while (numberIn(join(directory, 'seal.sqlite'), 'SELECT revision FROM seal') < revisionOf(directory)) {
    if (Date.now() > end) throw new Error('The seal has not followed the edits.');
    await wait(100);
  }
}

const revisionOf = (directory: string): number =>
  numberIn(join(directory, 'catalog.sqlite'), `SELECT value FROM counter WHERE name = 'revision'`);

function numberIn(path: string, sql: string): number {
  const db = new Database(path, { readonly: true });
  try {
    return db.prepare(sql).pluck().get() as number;
  } finally {
    db.close();
  }
}
