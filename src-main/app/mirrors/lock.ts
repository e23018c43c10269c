/**
 * A lock: only one process at a time can write the mirrors of a library. The system releases it when the process ends,
 * also after a crash.
 */

import { join } from 'node:path';
import Database from 'better-sqlite3';
import { codeOf } from '../../storage/error-code.ts';
import { LibraryError } from '../library/library-error.ts';

const LOCK_FILE = 'mirrors.lock';

/** Takes the lock; returns the function that releases it. Throws "mirror-busy" when another process or run holds it. */
export function lockMirrors(library: string): () => void {
  const db = new Database(join(library, LOCK_FILE), { timeout: 0 });
  try {
    db.pragma('journal_mode = DELETE');
    db.exec('BEGIN EXCLUSIVE');
  } catch (cause) {
    db.close();
    if (!codeOf(cause).startsWith('SQLITE_BUSY')) throw cause;
    throw new LibraryError(
      'mirror-busy',
      'Another window or command is working on a second copy of this library. Try again when it has ended.',
      null,
    );
  }
  return () => void db.close();
}
