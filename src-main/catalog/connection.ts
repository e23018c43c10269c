/** Opens the catalog: one connection writes, any number of connections only read. */

import { statSync } from 'node:fs';
import { join } from 'node:path';
import Database, { type Database as Connection } from 'better-sqlite3';
import { codeOf } from '../storage/error-code.ts';
import { saysUnwritable } from '../storage/says-unwritable.ts';
import { readImage } from '../storage/sqlite-image.ts';
import { CatalogError } from './catalog-error.ts';
import { lost } from './keeping/way-back.ts';
import { makeFolder } from './make-folder.ts';
import { CATALOG_VERSION, type MigrateOptions, migrate } from './migrations/migrate.ts';
import { assertWritable, unwritable } from './unwritable.ts';
import { bringIndexUpToDate, isIndexOutdated } from './writes/generations/refill-index.ts';

export const CATALOG_FILE = 'catalog.sqlite';

/**
 * Page caches in KiB. The cache of the writer holds the pages of an import; readers rely on the cache of the operating
 * system.
 */
const WRITER_CACHE = 32_768;
const READER_CACHE = 16_384;

/** Pages in the log before a checkpoint, 64 MB: an import changes the same pages many times. */
export const CHECKPOINT_PAGES = 16_384;

/** How long a connection waits for the transaction of another process, in ms. A batch of an import takes about 50. */
export const BUSY_MS = 15_000;

/**
 * Opens the catalog of the library at `directory` for writing, creating and migrating it as needed.
 * @throws CatalogError with a sentence when the folder cannot be written or the file is no catalog.
 */
export function openWriter(directory: string, options: MigrateOptions = {}): Connection {
  const path = join(directory, CATALOG_FILE);
  return explained(directory, path, () => {
    makeFolder(directory);
    assertWritable(path);
    const db = new Database(path, { timeout: BUSY_MS });
    try {
      db.pragma('journal_mode = WAL');
      db.pragma('synchronous = NORMAL');
      db.pragma('foreign_keys = ON');
      db.pragma(`cache_size = -${WRITER_CACHE}`);
      db.pragma(`wal_autocheckpoint = ${CHECKPOINT_PAGES}`);
      // After a checkpoint the next commit makes the log short again: its size says how much waits for the next one. With a
      // limit of 64 MB the log never became shorter, and an import made a checkpoint after every batch (half as fast).
      db.pragma('journal_size_limit = 0');
      db.pragma('temp_store = MEMORY');
      migrate(db, options);
      return db;
    } catch (error) {
      db.close();
      throw error;
    }
  });
}

/**
 * Opens an existing catalog for reading only. When nothing can be written beside it, it is opened as an image in
 * memory.
 * @param cache the page cache in KiB
 * @throws CatalogError
 */
export function openReader(directory: string, cache = READER_CACHE): Connection {
  const path = join(directory, CATALOG_FILE);
  return explained(directory, path, () => {
    const db = openToRead(path);
    db.pragma(`cache_size = -${cache}`);
    return db;
  });
}

function openToRead(path: string): Connection {
  const db = new Database(path, { readonly: true, fileMustExist: true, timeout: BUSY_MS });
  try {
    // The first statement opens the log.
    db.pragma('schema_version');
    return db;
  } catch (cause) {
    db.close();
    if (!saysUnwritable(cause)) throw cause;
    return new Database(readImage(path), { readonly: true });
  }
}

/**
 * Opens the catalog for questions. An older catalog in a read-only folder is migrated in memory. In any other folder
 * the writer has migrated it before.
 */
export function openQuestions(directory: string, cache = READER_CACHE): Connection {
  const db = openReader(directory, cache);
  if (!isOutdated(db)) return db;
  db.close();
  const path = join(directory, CATALOG_FILE);
  return explained(directory, path, () => {
    const image = new Database(readImage(path));
    migrate(image, { mayBeNew: false, isCopied: true });
    bringIndexUpToDate(image);
    image.pragma('query_only = ON');
    return image;
  });
}

function isOutdated(db: Connection): boolean {
  const version = db.pragma('user_version', { simple: true }) as number;
  return version > 0 && (version < CATALOG_VERSION || (version === CATALOG_VERSION && isIndexOutdated(db)));
}

function explained<T>(directory: string, path: string, open: () => T): T {
  try {
    return open();
  } catch (cause) {
    if (cause instanceof CatalogError) throw cause;
    const code = codeOf(cause);
    if (code === 'SQLITE_NOTADB' || code.startsWith('SQLITE_CORRUPT')) throw lost('library-damaged', directory, path);
    if (saysUnwritable(cause) && (statSync(path, { throwIfNoEntry: false })?.size ?? 0) > 0) throw unwritable(path);
    throw new CatalogError('library-unavailable', `The library cannot be opened: ${(cause as Error).message}.`, path);
  }
}
