/**
 * The catalog as the writer thread opens it: checked against its seal before anything is read, and sealed again when it
 * is closed.
 */
import { closeSync, openSync, readSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Database } from 'better-sqlite3';
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
  /** Writes down that everything up to this revision is on the disk: what goes missing of it later is noticed. */
  reached(revision: number): void;
  /** Puts a long log into the catalog. To be called after what may have written. */
  tidy(): void;
  /** Puts everything into the catalog and seals it, before it is closed. */
  settle(): void;
  close(): void;
}

/**
 * Opens the library's catalog for writing, making it where there was never one.
 * @throws CatalogError "catalog-missing", "catalog-empty", "library-damaged", "edits-missing" and those of {@link
 * openWriter}
 */
export function openSealed(directory: string): SealedCatalog {
  const path = join(directory, CATALOG_FILE);
  try {
    return examined(directory, path);
  } catch (cause) {
    // The seal is the first that is written: a full disk shows here.
    if (!(cause instanceof CatalogError) && saysUnwritable(cause) && (sizeOf(path) ?? 0) > 0) throw unwritable(path);
    throw cause;
  }
}

function examined(directory: string, path: string): SealedCatalog {
  // First whether there was a library, then whether the catalog is there: another process may be making both, in the
  // other order.
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
  // A copy that was brought back is in another mode, which the first writer changes in the file itself.
  if (seal && state === 'sealed' && !isInLogMode(path)) seal.mark();
  try {
    return opened(directory, path, seal, state === 'open' && size !== null && size > 0, was);
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
): SealedCatalog {
  if (isDoubtful) assertSound(directory, path);
  const db = openWriter(directory, { mayBeNew: !was, onMigrate: () => standing?.mark() });
  const seal = standing ?? sealOf(directory, path);
  try {
    // The log goes into the catalog here and nowhere else: see the rule in `seal.ts`.
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
 * What was done before is done, and answered as done: on a full disk the seal stays as it is, and the log as long as it
 * is.
 */
function quietly(run: () => void): void {
  try {
    run();
  } catch (cause) {
    if (isDamage(cause)) throw cause;
  }
}

/** Puts the log into the catalog and seals it; where there is no log the seal stands as it is. */
function settle(db: Database, seal: Seal | null): void {
  const log = sizeOf(`${db.name}-wal`) ?? 0;
  if (log === 0 && (seal?.examine() ?? 'sealed') === 'sealed') return;
  // A reader of another process that is in the middle of its answer is not waited for long: then the log stays, for the
  // next one.
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
  // Grows when another connection commits: what it wrote meanwhile may have gone into the file too.
  const before = db.pragma('data_version', { simple: true });
  seal.settle(() => {
    run();
    return db.pragma('data_version', { simple: true }) === before;
  });
}

/** A catalog without a valid seal is at least sound in its structure before it is used. */
function assertSound(directory: string, path: string): void {
  const db = openReader(directory);
  try {
    if (db.pragma('quick_check(1)', { simple: true }) !== 'ok') throw lost('library-damaged', directory, path);
  } finally {
    db.close();
  }
}

/** Null where nothing can be written: such a library can be looked at without a seal. */
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

/** Bytes 18 and 19 of the file tell its mode: 2 is the write-ahead log. */
function isInLogMode(path: string): boolean {
  const head = Buffer.alloc(20);
  const handle = openSync(path, 'r');
  try {
    readSync(handle, head, 0, 20, 0);
  } finally {
    closeSync(handle);
  }
  return head[18] === 2 && head[19] === 2;
}
