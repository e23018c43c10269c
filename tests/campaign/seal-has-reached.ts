/** Waits until a library's seal knows of its last edit: the seal follows the edits behind the disk. */
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import Database from 'better-sqlite3';

/** Resolves when a log that goes missing would be noticed. Rejects after a minute. */
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
