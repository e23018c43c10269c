/** Brings a backup back: staged, checked and compared; then the catalog that is there is set aside, and the backup takes its place. */
import { randomUUID } from 'node:crypto';
import { existsSync, linkSync, renameSync, rmSync, statSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import Database from 'better-sqlite3';
import { CATALOG_FILE, openReader } from '../../catalog/connection.ts';
import { type Differences, differencesOf } from '../../catalog/keeping/compare.ts';
import { isDamage } from '../../catalog/keeping/damage.ts';
import { ensureLibraryFile, syncFolder } from '../../catalog/keeping/library-file.ts';
import { openSeal } from '../../catalog/keeping/seal.ts';
import { type Counts, syncFile } from '../../catalog/keeping/snapshots.ts';
import { backupsFolder, lost, snapshotName } from '../../catalog/keeping/way-back.ts';
import { makeFolder } from '../../catalog/make-folder.ts';
import { LibraryError } from '../library.ts';
import { stageBackup } from './read-backup.ts';

export interface Restored {
  readonly file: string;
  /** When the backup was made; null where nothing says. */
  readonly madeAt: string | null;
  /** Where the catalog that was there lies now; null where there was none. Restoring it takes the restore back. */
  readonly replaced: string | null;
  readonly counts: Counts;
  /** What the backup and the catalog that was there said differently; null where they could not be compared. */
  readonly differences: Differences | null;
}

/**
 * Replaces the catalog of the library at `directory` by that of a backup. Whatever fails, the library is as it was.
 * @throws LibraryError "library-busy" while the library is open elsewhere; and the errors of {@link stageBackup}
 */
export async function restoreBackup(directory: string, file: string): Promise<Restored> {
  const path = join(directory, CATALOG_FILE);
  const staging = join(directory, `restoring-${randomUUID()}`);
  try {
    const staged = await stageBackup(resolve(file), staging);
    settleCopy(staged.catalog);
    const isThere = (statSync(path, { throwIfNoEntry: false })?.size ?? 0) > 0;
    if (isThere) closeForGood(path);
    const differences = isThere ? differencesOf(path, staged.catalog) : null;
    syncFile(staged.catalog);
    const replaced = swap(directory, path, staged.catalog);
    return { file, madeAt: staged.createdAt, replaced, counts: staged.counts, differences };
  } finally {
    rmSync(staging, { recursive: true, force: true });
  }
}

/**
 * Lets a library whose catalog was changed from outside, or lost its last edits, be opened as it is. A copy is set aside first.
 * @throws CatalogError "library-damaged" when its structure is broken: then only a backup helps
 */
export async function acceptAsItIs(directory: string): Promise<Pick<Restored, 'replaced'>> {
  const path = join(directory, CATALOG_FILE);
  if ((statSync(path, { throwIfNoEntry: false })?.size ?? 0) === 0) throw lost('catalog-missing', directory, path);
  const sound = (): boolean => {
    const db = openReader(directory);
    try {
      return db.pragma('quick_check(1)', { simple: true }) === 'ok' && db.prepare('SELECT count(*) FROM journal').pluck().get() !== null;
    } finally {
      db.close();
    }
  };
  try {
    if (!sound()) throw lost('library-damaged', directory, path);
  } catch (cause) {
    if (isDamage(cause)) throw lost('library-damaged', directory, path);
    throw cause;
  }
  const aside = asidePath(directory);
  const db = new Database(path, { readonly: true });
  try {
    await db.backup(aside);
  } finally {
    db.close();
  }
  const seal = openSeal(directory, path);
  try {
    seal.forget();
  } finally {
    seal.close();
  }
  return { replaced: aside };
}

/** A copy becomes one file without a log. */
function settleCopy(catalog: string): void {
  const db = new Database(catalog);
  try {
    db.pragma('journal_mode = DELETE');
  } finally {
    db.close();
  }
  rmSync(`${catalog}-wal`, { force: true });
  rmSync(`${catalog}-shm`, { force: true });
}

/** Puts the log into the catalog, which succeeds only when nobody else has it open. A damaged one stays as it is, log and all. */
function closeForGood(path: string): void {
  try {
    const db = new Database(path, { timeout: 1_000 });
    try {
      db.pragma('wal_checkpoint(TRUNCATE)');
      db.pragma('journal_mode = DELETE');
    } finally {
      db.close();
    }
  } catch (cause) {
    if (String((cause as { code?: unknown }).code).startsWith('SQLITE_BUSY')) throw busy(path);
    if (!isDamage(cause)) throw cause;
  }
}

const busy = (path: string): LibraryError =>
  new LibraryError('library-busy', 'This library is open in another window or program. Close it there, then restore again.', path);

function asidePath(directory: string): string {
  makeFolder(backupsFolder(directory));
  return join(backupsFolder(directory), snapshotName('replaced'));
}

/** At no moment is there no catalog: the old one gets its second name before the new one takes its first. */
function swap(directory: string, path: string, staged: string): string | null {
  const aside = existsSync(path) ? asidePath(directory) : null;
  const seal = openSeal(directory, path);
  try {
    seal.forget();
    seal.settle(() => {
      for (const end of ['-wal', '-shm'])
        if (existsSync(path + end)) aside && end === '-wal' ? renameSync(path + end, aside + end) : rmSync(path + end);
      if (aside) secondName(path, aside);
      renameSync(staged, path);
      syncFolder(dirname(path));
      return false;
    });
  } finally {
    seal.close();
  }
  ensureLibraryFile(directory);
  return aside;
}

function secondName(path: string, aside: string): void {
  try {
    linkSync(path, aside);
  } catch {
    // A drive without second names for files: for a moment there is no catalog, and `library.json` says that there was one.
    renameSync(path, aside);
  }
}
