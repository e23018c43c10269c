/** Manages the preview store's SQLite file. A damaged file is set aside and created again, without an error. */

import { renameSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import Database, { type Database as Connection } from 'better-sqlite3';
import { codeOf } from '../../storage/error-code.ts';
import { saysUnwritable } from '../../storage/says-unwritable.ts';
import { readImage } from '../../storage/sqlite-image.ts';

const FILE = 'previews.sqlite';
const SET_ASIDE = 'previews.damaged.sqlite';
const BUSY_MS = 5_000;
/** When nothing can be written, a larger store is not loaded into memory. Its pictures are made again. */
const MOST_IN_MEMORY = 512 * 1024 * 1024;
/** Previews can be made again, so a store of an unknown version is created again. */
const SCHEMA_VERSION = 2;

const SCHEMA = `
CREATE TABLE preview (
  id INTEGER PRIMARY KEY,
  key TEXT NOT NULL,
  kind TEXT NOT NULL,
  version INTEGER NOT NULL,
  size INTEGER NOT NULL,
  -- The name of a proxy or extracted entry beside this store; pictures are in their own table, so that this one stays small.
  file TEXT,
  failure TEXT,
  message TEXT,
  width INTEGER,
  height INTEGER,
  thumb_hash BLOB,
  likeness BLOB,
  made_ms INTEGER NOT NULL,
  used_ms INTEGER NOT NULL,
  UNIQUE (key, kind)
) STRICT;
CREATE INDEX preview_used ON preview (used_ms) WHERE size > 0;
CREATE INDEX preview_file ON preview (file) WHERE file IS NOT NULL;
CREATE TABLE picture (id INTEGER PRIMARY KEY, bytes BLOB NOT NULL) STRICT;

-- Kept by triggers, so that it stays right when several processes write.
CREATE TABLE total (bytes INTEGER NOT NULL) STRICT;
INSERT INTO total VALUES (0);
CREATE TRIGGER preview_added AFTER INSERT ON preview BEGIN UPDATE total SET bytes = bytes + new.size; END;
CREATE TRIGGER preview_resized AFTER UPDATE OF size ON preview BEGIN UPDATE total SET bytes = bytes + new.size - old.size; END;
CREATE TRIGGER preview_removed AFTER DELETE ON preview BEGIN
  UPDATE total SET bytes = bytes - old.size;
  DELETE FROM picture WHERE id = old.id;
END;
`;

export interface StoreFile {
  /**
   * Runs `use` on the database. When the database proves to be damaged, the store is created again and the result is
   * `otherwise`. The result is also `otherwise` while another process holds the store. All other errors are thrown,
   * above all a full disk.
   */
  attempt<T>(otherwise: T, use: (db: Connection) => T): T;
  close(): void;
}

/** Opens the store file in `directory`. `onReset` is called with a sentence whenever the store was created again. */
export function openStoreFile(directory: string, onReset: (message: string) => void): StoreFile {
  const path = join(directory, FILE);
  const createAgain = (): Connection => {
    setAside(directory);
    onReset('The stored previews were damaged. They were set aside and will be made again.');
    return open(path);
  };
  let db: Connection;
  try {
    db = open(path);
  } catch (cause) {
    if (isDamage(cause)) db = createAgain();
    else if (saysUnwritable(cause)) db = inMemory(path);
    else throw cause;
  }
  return {
    attempt(otherwise, use) {
      try {
        return use(db);
      } catch (cause) {
        if (isBusy(cause)) return otherwise;
        if (!isDamage(cause)) throw cause;
        db.close();
        db = createAgain();
        return otherwise;
      }
    },
    close: () => void db.close(),
  };
}

function open(path: string): Connection {
  const db = new Database(path, { timeout: BUSY_MS });
  try {
    db.pragma('page_size = 8192');
    db.pragma('auto_vacuum = INCREMENTAL');
    db.pragma('journal_mode = WAL');
    // All data in it can be made again. Waiting for the disk would slow down every poster.
    db.pragma('synchronous = OFF');
    db.pragma('cache_size = -16384');
    const version = db.pragma('user_version', { simple: true });
    if (version === 0) db.transaction(() => create(db)).immediate();
    else if (version === 1) db.transaction(() => addLikeness(db)).immediate();
    else if (version !== SCHEMA_VERSION)
      throw Object.assign(new Error('The store has another version.'), { code: OTHER_VERSION });
    db.prepare('SELECT bytes FROM total').get();
    return db;
  } catch (cause) {
    db.close();
    throw cause;
  }
}

/**
 * Opens the store in memory when nothing can be written. Stored pictures can be shown; new ones are lost at the end.
 */
function inMemory(path: string): Connection {
  const size = statSync(path, { throwIfNoEntry: false })?.size ?? 0;
  if (size > 0 && size <= MOST_IN_MEMORY) return new Database(readImage(path));
  const db = new Database(':memory:');
  create(db);
  return db;
}

/** Another process may have created the tables while this one waited for the lock. */
function create(db: Connection): void {
  if (db.pragma('user_version', { simple: true }) === SCHEMA_VERSION) return;
  db.exec(SCHEMA);
  db.pragma(`user_version = ${SCHEMA_VERSION}`);
}

/** Version 1 stored no likeness. Making all posters again for it would cost too much time. */
function addLikeness(db: Connection): void {
  if (db.pragma('user_version', { simple: true }) === SCHEMA_VERSION) return;
  db.exec('ALTER TABLE preview ADD COLUMN likeness BLOB');
  db.pragma(`user_version = ${SCHEMA_VERSION}`);
}

const OTHER_VERSION = 'OTHER_VERSION';

function isDamage(cause: unknown): boolean {
  const code = codeOf(cause);
  // A store with missing tables answers SQLITE_ERROR.
  return (
    /^SQLITE_(CORRUPT|NOTADB|IOERR_(SHORT_READ|READ|DATA))/.test(code) ||
    code === 'SQLITE_ERROR' ||
    code === OTHER_VERSION
  );
}

function isBusy(cause: unknown): boolean {
  return /^SQLITE_(BUSY|LOCKED)/.test(codeOf(cause));
}

/**
 * Keeps one damaged store for inspection. If the system cannot rename it, it is removed; if that also fails, this
 * throws.
 */
function setAside(directory: string): void {
  const path = join(directory, FILE);
  for (const suffix of ['-wal', '-shm']) rmSync(path + suffix, { force: true });
  try {
    renameSync(path, join(directory, SET_ASIDE));
  } catch {
    rmSync(path, { force: true });
  }
}
