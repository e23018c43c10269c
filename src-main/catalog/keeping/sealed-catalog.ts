/** Opens the catalog for the writer thread: checks it against its seal first, and seals it again on closing. */
import { statSync } from 'node:fs';
import { join } from 'node:path';
import type { Database } from 'better-sqlite3';
import { readHead } from '../../storage/read-bytes.ts';
import { saysUnwritable } from '../../storage/says-unwritable.ts';
import { CatalogError } from '../catalog-error.ts';
import { BUSY_MS, CATALOG_FILE, CHECKPOINT_PAGES, openReader, openWriter } from '../connection.ts';
import { unwritable } from '../unwritable.ts';
import { readRevision } from '../writes/generations/revision.ts';
import { asDamage, isDamage } from './damage.ts';
import { ensureLibraryFile, readLibraryFile } from './library-file.ts';
import { openSeal, type Seal } from './seal.ts';
import { dropSecondNames } from './snapshots.ts';
import { lost, snapshotNames } from './way-back.ts';

/** How long closing waits for a reader of another process, in ms. */
const READER_MS = 200;

export interface SealedCatalog {
  readonly db: Database;
  /** Stores that everything up to this revision is on the disk. When a part of it is missing later, this is noticed. */
  reached(revision: number): void;
  /** Writes the write-ahead log into the catalog when it is long. Call this after each call that may have written. */
  tidy(): void;
  /** Writes the write-ahead log into the catalog and seals the catalog. Call this before `close`. */
  settle(): void;
  close(): void;
}

/**
 * Opens the library's catalog for writing. Creates it when there was never one.
 * @param onMigrating called before the catalog of an older version is copied and changed
 * @throws CatalogError "catalog-missing", "catalog-empty", "library-damaged", "edits-missing" and those of {@link
 * openWriter}
 */
export function openSealed(directory: string, onMigrating: () => void = () => {}): SealedCatalog {
  const path = join(directory, CATALOG_FILE);
  try {
    return examined(directory, path, onMigrating);
  } catch (cause) {
    // The seal is the first file that is written, so a full disk is noticed here.
    if (!(cause instanceof CatalogError) && saysUnwritable(cause) && (sizeOf(path) ?? 0) > 0) throw unwritable(path);
    throw cause;
  }
}

function examined(directory: string, path: string, onMigrating: () => void): SealedCatalog {
  // First check whether there was a library, then whether the catalog exists: another process may be creating both, in
  // the opposite order.
  const was = readLibraryFile(directory) !== null || snapshotNames(directory).length > 0;
  const size = sizeOf(path);
  if (was && size === null) throw lost('catalog-missing', directory, path);
  if (was && size === 0) throw lost('catalog-empty', directory, path);
  const seal = size === null ? null : sealOf(directory, path);
  const state = seal?.examine() ?? 'open';
  if (state === 'broken') {
    seal?.close();
    throw lost('library-damaged', directory, path);
  }
  // A restored copy is not in write-ahead mode. The first writer changes the mode in the file itself.
  if (seal && state === 'sealed' && !isInLogMode(path)) seal.mark();
  try {
    return opened(directory, path, seal, state === 'open' && size !== null && size > 0, was, onMigrating);
  } catch (cause) {
    seal?.close();
    if (was && cause instanceof CatalogError && cause.code === 'catalog-foreign')
      throw lost('catalog-foreign', directory, path);
    throw asDamage(cause, directory);
  }
}

function opened(
  directory: string,
  path: string,
  standing: Seal | null,
  isDoubtful: boolean,
  was: boolean,
  onMigrating: () => void,
): SealedCatalog {
  if (isDoubtful) assertSound(directory, path);
  const db = openWriter(directory, { mayBeNew: !was, onBegin: onMigrating, onMigrate: () => standing?.mark() });
  const seal = standing ?? sealOf(directory, path);
  try {
    // Only `settle` and `tidy` write the log into the catalog: see the rule in `seal.ts`.
    db.pragma('wal_autocheckpoint = 0');
    if (seal && readRevision(db) < seal.revision()) throw lost('edits-missing', directory, path);
    ensureLibraryFile(directory);
    quietly(() => dropSecondNames(directory, path));
    if (!standing || isDoubtful) quietly(() => settle(db, seal));
  } catch (cause) {
    db.close();
    if (!standing) seal?.close();
    throw cause;
  }
  return {
    db,
    reached: (revision) => seal?.reached(revision),
    tidy() {
      if ((sizeOf(`${path}-wal`) ?? 0) >= CHECKPOINT_PAGES * 4096) quietly(() => checkpoint(db, seal, 'PASSIVE'));
    },
    settle: () => settle(db, seal),
    close() {
      db.close();
      seal?.close();
    },
  };
}

/**
 * Runs maintenance after work that has already succeeded. Errors other than damage are ignored: on a full disk the seal
 * and the log stay as they are.
 */
function quietly(run: () => void): void {
  try {
    run();
  } catch (cause) {
    if (isDamage(cause)) throw cause;
  }
}

/** Writes the log into the catalog and seals the catalog. Does nothing when there is no log and the seal is valid. */
function settle(db: Database, seal: Seal | null): void {
  const log = sizeOf(`${db.name}-wal`) ?? 0;
  if (log === 0 && (seal?.examine() ?? 'sealed') === 'sealed') return;
  // Wait only briefly for a reader of another process. If it does not end, the log stays until the next time.
  db.pragma(`busy_timeout = ${READER_MS}`);
  try {
    checkpoint(db, seal, 'TRUNCATE');
  } finally {
    db.pragma(`busy_timeout = ${BUSY_MS}`);
  }
}

function checkpoint(db: Database, seal: Seal | null, mode: 'PASSIVE' | 'TRUNCATE'): void {
  const run = (): void => void db.pragma(`wal_checkpoint(${mode})`);
  if (!seal) return run();
  // This number grows when another connection commits. Then its pages may have gone into the file too.
  const before = db.pragma('data_version', { simple: true });
  seal.settle(() => {
    run();
    return db.pragma('data_version', { simple: true }) === before;
  });
}

/** Checks the structure of a catalog without a valid seal. Throws "library-damaged". */
function assertSound(directory: string, path: string): void {
  const db = openReader(directory);
  try {
    if (db.pragma('quick_check(1)', { simple: true }) !== 'ok') throw lost('library-damaged', directory, path);
  } finally {
    db.close();
  }
}

/** The seal; null in a folder that cannot be written, where the library is opened for reading without a seal. */
function sealOf(directory: string, path: string): Seal | null {
  try {
    return openSeal(directory, path);
  } catch {
    return null;
  }
}

function sizeOf(path: string): number | null {
  return statSync(path, { throwIfNoEntry: false })?.size ?? null;
}

/** Whether the file is in write-ahead mode: then its bytes 18 and 19 are 2. */
function isInLogMode(path: string): boolean {
  const head = readHead(path, 20);
  return head[18] === 2 && head[19] === 2;
}
