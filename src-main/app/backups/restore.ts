/**
 * Restores a backup or recovers a damaged library: stages and checks the new catalog, sets the current catalog aside,
 * and puts the new one in its place.
 */

import { randomUUID } from 'node:crypto';
import { copyFileSync, existsSync, linkSync, renameSync, rmSync, statSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import Database from 'better-sqlite3';
import { CATALOG_FILE, openReader } from '../../catalog/connection.ts';
import { differencesOf } from '../../catalog/keeping/compare.ts';
import { isDamage } from '../../catalog/keeping/damage.ts';
import { ensureLibraryFile } from '../../catalog/keeping/library-file.ts';
import { openSeal } from '../../catalog/keeping/seal.ts';
import { backupsFolder, lost, SNAPSHOT_NAME, snapshotName } from '../../catalog/keeping/way-back.ts';
import { makeFolder } from '../../catalog/make-folder.ts';
import { keptPath } from '../../catalog/reads/columns/kept-columns.ts';
import type { RestorePlan, WayBack } from '../../contract/library/backups.ts';
import { codeOf } from '../../storage/error-code.ts';
import { keepLog, note, QUIET } from '../../storage/log.ts';
import { syncFile, syncFolder } from '../../storage/sync.ts';
import { LibraryError } from '../library/library-error.ts';
import { putBackPreviews } from './previews.ts';
import { type Staged, stageBackup } from './read-backup.ts';
import { copyDamaged, emptyCatalog, type StagedWayBack, stageWayBack } from './stage-way-back.ts';

export interface Restored extends RestorePlan {
  /** The path of the old catalog, which was set aside; null when there was none. Restoring it undoes the restore. */
  readonly replaced: string | null;
  /** The number of restored preview files. */
  readonly previews: number;
}

/**
 * Replaces the catalog of the library at `directory` by the catalog of a backup. When this fails, the library is
 * unchanged.
 * @throws LibraryError "library-busy" while the library is open elsewhere; and the errors of {@link stageBackup}
 */
export async function restoreBackup(directory: string, file: string): Promise<Restored> {
  const path = join(directory, CATALOG_FILE);
  return inStaging(directory, async (staging) => {
    const { staged, plan } = await stageAndCompare(directory, file, staging);
    if (isThereAt(path)) closeForGood(directory, path);
    syncFile(staged.catalog);
    const began = performance.now();
    const replaced = swap(directory, path, staged.catalog, null);
    noteRestored(directory, began);
    const previews = staged.previews === null ? 0 : await putBackPreviews(directory, staged.previews);
    return { ...plan, replaced, previews };
  });
}

/** Returns what {@link restoreBackup} would do, and changes nothing. The library may be open. */
export function planRestore(directory: string, file: string): Promise<RestorePlan> {
  return inStaging(directory, async (staging) => (await stageAndCompare(directory, file, staging)).plan);
}

async function stageAndCompare(
  directory: string,
  file: string,
  staging: string,
): Promise<{ readonly staged: Staged; readonly plan: RestorePlan }> {
  const path = join(directory, CATALOG_FILE);
  const staged = await stageBackup(resolve(file), staging);
  settleCopy(staged.catalog);
  const differences = isThereAt(path) ? differencesOf(path, staged.catalog) : null;
  const { items, tagged, marks, collected } = staged.counts;
  return { staged, plan: { file, madeAt: staged.createdAt, counts: { items, tagged, marks, collected }, differences } };
}

/** Returns what {@link bringBack} would do, and changes nothing. */
export function planWayBack(directory: string): Promise<WayBack> {
  return inStaging(directory, async (staging) => toldOf(await stageWayBack(directory, join(staging, 'way-back'))));
}

/**
 * Recovers a damaged library: see {@link stageWayBack}. The damaged catalog is set aside unchanged, with its
 * write-ahead log.
 * @throws LibraryError "library-busy" while the library is open elsewhere
 */
export function bringBack(directory: string): Promise<WayBack & Pick<Restored, 'replaced'>> {
  return inStaging(directory, async (staging) => {
    const staged = await stageWayBack(directory, join(staging, 'way-back'));
    return { ...toldOf(staged), replaced: replace(directory, staged.catalog, staged.damaged) };
  });
}

/** Sets the damaged catalog aside and starts with a new, empty one. */
export function beginAnew(directory: string): Promise<Pick<Restored, 'replaced'>> {
  return inStaging(directory, async (staging) => {
    makeFolder(staging);
    const damaged = copyDamaged(directory, join(staging, 'damaged'));
    return { replaced: replace(directory, emptyCatalog(join(staging, CATALOG_FILE)), damaged) };
  });
}

/** Puts a catalog that was set aside back unchanged, even when it is damaged. */
export function takeBack(directory: string, aside: string): Promise<Pick<Restored, 'replaced'>> {
  return inStaging(directory, async (staging) => {
    if (!isSetAside(directory, aside))
      throw new LibraryError('not-found', 'This catalog is not among those that were set aside.', aside);
    makeFolder(staging);
    const catalog = join(staging, CATALOG_FILE);
    for (const end of ['', '-wal']) if (existsSync(aside + end)) copyFileSync(aside + end, catalog + end);
    const replaced = replace(directory, catalog, copyDamaged(directory, join(staging, 'damaged')));
    // It may be damaged. Without a seal its structure is checked when it is opened.
    forgetSeal(directory);
    return { replaced };
  });
}

const isSetAside = (directory: string, file: string): boolean =>
  dirname(resolve(file)) === resolve(backupsFolder(directory)) &&
  SNAPSHOT_NAME.exec(basename(file))?.[2] === 'replaced' &&
  existsSync(file);

/** @param kept an exact copy of the old catalog to set aside, because closing a damaged catalog changes it */
function replace(directory: string, catalog: string, kept: string | null): string | null {
  const path = join(directory, CATALOG_FILE);
  if (isThereAt(path)) closeForGood(directory, path);
  syncFile(catalog);
  const began = performance.now();
  const replaced = swap(directory, path, catalog, kept);
  noteRestored(directory, began);
  return replaced;
}

/** Notes the restore in the log. No library is open during a restore, so this opens the log itself. */
function noteRestored(directory: string, began: number): void {
  const close = keepLog(directory, QUIET);
  note('restore', { ms: Math.round(performance.now() - began) });
  close();
}

function toldOf({ catalog: _catalog, damaged: _damaged, ...told }: StagedWayBack): WayBack {
  return told;
}

const isThereAt = (path: string): boolean => (statSync(path, { throwIfNoEntry: false })?.size ?? 0) > 0;

async function inStaging<T>(directory: string, work: (staging: string) => Promise<T>): Promise<T> {
  const staging = join(directory, `restoring-${randomUUID()}`);
  try {
    return await work(staging);
  } finally {
    rmSync(staging, { recursive: true, force: true });
  }
}

/**
 * Accepts a catalog that another program changed, or that lost its last edits, so that the library opens with it. First
 * sets a copy aside.
 * @throws CatalogError "library-damaged" when its structure is broken: then only a backup helps
 */
export async function acceptAsItIs(directory: string): Promise<Pick<Restored, 'replaced'>> {
  const path = join(directory, CATALOG_FILE);
  if (!isThereAt(path)) throw lost('catalog-missing', directory, path);
  if (!isSoundAsItIs(directory)) throw lost('library-damaged', directory, path);
  const aside = asidePath(directory);
  const part = `${aside}.part`;
  const db = new Database(path, { readonly: true });
  try {
    await db.backup(part);
  } finally {
    db.close();
  }
  // The copy gets its final name only when it is complete: a kill must not leave half a copy with that name.
  syncFile(part);
  renameSync(part, aside);
  syncFolder(dirname(aside));
  forgetSeal(directory);
  return { replaced: aside };
}

/** Whether the catalog can be used as it is: its structure is sound, and Afterimage made it. */
export function isSoundAsItIs(directory: string): boolean {
  if (!isThereAt(join(directory, CATALOG_FILE))) return false;
  try {
    const db = openReader(directory);
    try {
      return (
        db.pragma('quick_check(1)', { simple: true }) === 'ok' &&
        db.prepare('SELECT count(*) FROM journal').pluck().get() !== null
      );
    } finally {
      db.close();
    }
  } catch (cause) {
    if (isDamage(cause)) return false;
    throw cause;
  }
}

function forgetSeal(directory: string): void {
  const seal = openSeal(directory, join(directory, CATALOG_FILE));
  try {
    seal.forget();
  } finally {
    seal.close();
  }
}

/** Puts the write-ahead log of a copy into its file. */
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

/**
 * Puts the write-ahead log into the catalog. Throws "library-busy" when another process has the catalog open. A damaged
 * catalog and its log stay unchanged. The seal is marked open first: otherwise a kill after the change of the file
 * would make the next start report damage.
 */
function closeForGood(directory: string, path: string): void {
  const seal = openSeal(directory, path);
  try {
    // A broken seal stays broken: the restore may still fail, and then the next start must report the damage again.
    if (seal.examine() !== 'broken') seal.mark();
    putLogInto(path, () => seal.examine(true));
  } finally {
    seal.close();
  }
}

/** @param onBusy called when another process has the catalog open; then nothing was changed */
function putLogInto(path: string, onBusy: () => void): void {
  try {
    const db = new Database(path, { timeout: 1_000 });
    try {
      // No checkpoint before this: it would write into the file of a library that is open elsewhere.
      db.pragma('journal_mode = DELETE');
    } finally {
      db.close();
    }
  } catch (cause) {
    if (codeOf(cause).startsWith('SQLITE_BUSY')) {
      onBusy();
      throw busy(path);
    }
    if (!isDamage(cause)) throw cause;
  }
}

const busy = (path: string): LibraryError =>
  new LibraryError(
    'library-busy',
    'This library is open in another window or program. Close it there, then restore again.',
    path,
  );

function asidePath(directory: string): string {
  makeFolder(backupsFolder(directory));
  return join(backupsFolder(directory), snapshotName('replaced'));
}

/**
 * Replaces the catalog so that one exists at every moment: the old file gets a hard link in “backups” before the new
 * file is renamed over it. Returns the path of the old catalog, or null when there was none.
 * @param kept a copy of the old catalog to set aside instead of the file itself; null to set aside the file
 */
function swap(directory: string, path: string, staged: string, kept: string | null): string | null {
  const aside = existsSync(kept ?? path) ? asidePath(directory) : null;
  if (aside && kept) {
    syncFile(kept);
    for (const end of ['-wal', '']) if (existsSync(kept + end)) renameSync(kept + end, aside + end);
  }
  const seal = openSeal(directory, path);
  try {
    seal.forget();
    seal.settle(() => {
      for (const end of ['-wal', '-shm'])
        if (existsSync(path + end))
          aside && !kept && end === '-wal' ? renameSync(path + end, aside + end) : rmSync(path + end);
      if (aside && !kept) secondName(path, aside);
      if (existsSync(`${staged}-wal`)) renameSync(`${staged}-wal`, `${path}-wal`);
      // The file of the columns belongs to the old catalog. Its mark says so, too.
      rmSync(keptPath(directory), { force: true });
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
    // On a drive without hard links there is no catalog for a moment. `library.json` then tells that there was one.
    renameSync(path, aside);
  }
}
