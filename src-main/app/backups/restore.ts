/**
 * Brings a backup back: staged, checked and compared; then the catalog that is there is set aside, and the backup takes
 * its place.
 */

import { randomUUID } from 'node:crypto';
import { copyFileSync, existsSync, linkSync, renameSync, rmSync, statSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import Database from 'better-sqlite3';
import { CATALOG_FILE, openReader } from '../../catalog/connection.ts';
import { differencesOf } from '../../catalog/keeping/compare.ts';
import { isDamage } from '../../catalog/keeping/damage.ts';
import { ensureLibraryFile, syncFolder } from '../../catalog/keeping/library-file.ts';
import { openSeal } from '../../catalog/keeping/seal.ts';
import { syncFile } from '../../catalog/keeping/snapshots.ts';
import { backupsFolder, lost, SNAPSHOT_NAME, snapshotName } from '../../catalog/keeping/way-back.ts';
import { makeFolder } from '../../catalog/make-folder.ts';
import type { RestorePlan, WayBack } from '../../contract/library/backups.ts';
import { codeOf } from '../../storage/error-code.ts';
import { keepLog, note, QUIET } from '../../storage/log.ts';
import { LibraryError } from '../library/library-error.ts';
import { putBackPreviews } from './previews.ts';
import { type Staged, stageBackup } from './read-backup.ts';
import { copyDamaged, emptyCatalog, type StagedWayBack, stageWayBack } from './stage-way-back.ts';

export interface Restored extends RestorePlan {
  /** Where the catalog that was there lies now; null where there was none. Restoring it takes the restore back. */
  readonly replaced: string | null;
  /** How many preview files came back with it. */
  readonly previews: number;
}

/**
 * Replaces the catalog of the library at `directory` by that of a backup. Whatever fails, the library is as it was. A
 * catalog that a restore of this library set aside comes back even when it is damaged.
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

/** Says what {@link restoreBackup} would do, and does nothing. The library may be open. */
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

/** What {@link bringBack} would do. Nothing is changed. */
export function planWayBack(directory: string): Promise<WayBack> {
  return inStaging(directory, async (staging) => toldOf(await stageWayBack(directory, join(staging, 'way-back'))));
}

/**
 * Takes the way back of a damaged library: see {@link stageWayBack}. The damaged catalog is set aside as it was found,
 * with its log.
 * @throws LibraryError "library-busy" while the library is open elsewhere
 */
export function bringBack(directory: string): Promise<WayBack & Pick<Restored, 'replaced'>> {
  return inStaging(directory, async (staging) => {
    const staged = await stageWayBack(directory, join(staging, 'way-back'));
    return { ...toldOf(staged), replaced: replace(directory, staged.catalog, staged.damaged) };
  });
}

/** Begins a new, empty catalog; the damaged one is set aside. */
export function beginAnew(directory: string): Promise<Pick<Restored, 'replaced'>> {
  return inStaging(directory, async (staging) => {
    makeFolder(staging);
    const damaged = copyDamaged(directory, join(staging, 'damaged'));
    return { replaced: replace(directory, emptyCatalog(join(staging, CATALOG_FILE)), damaged) };
  });
}

/** Puts a catalog that was set aside back as it is, sound or not. */
export function takeBack(directory: string, aside: string): Promise<Pick<Restored, 'replaced'>> {
  return inStaging(directory, async (staging) => {
    if (!isSetAside(directory, aside))
      throw new LibraryError('not-found', 'This catalog is not among those that were set aside.', aside);
    makeFolder(staging);
    const catalog = join(staging, CATALOG_FILE);
    for (const end of ['', '-wal']) if (existsSync(aside + end)) copyFileSync(aside + end, catalog + end);
    const replaced = replace(directory, catalog, copyDamaged(directory, join(staging, 'damaged')));
    // It may not be sound: its structure is looked at when it is opened.
    forgetSeal(directory);
    return { replaced };
  });
}

const isSetAside = (directory: string, file: string): boolean =>
  dirname(resolve(file)) === resolve(backupsFolder(directory)) &&
  SNAPSHOT_NAME.exec(basename(file))?.[2] === 'replaced' &&
  existsSync(file);

/** @param kept an exact copy of the catalog that was there: closing it changes a damaged one */
function replace(directory: string, catalog: string, kept: string | null): string | null {
  const path = join(directory, CATALOG_FILE);
  if (isThereAt(path)) closeForGood(directory, path);
  syncFile(catalog);
  const began = performance.now();
  const replaced = swap(directory, path, catalog, kept);
  noteRestored(directory, began);
  return replaced;
}

/** No library is open then that would keep the log. */
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
 * Lets a library whose catalog was changed from outside, or lost its last edits, be opened as it is. A copy is set
 * aside first.
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
  // A copy gets its name when it is complete: a kill in between must not leave half a copy under it.
  syncFile(part);
  renameSync(part, aside);
  syncFolder(dirname(aside));
  forgetSeal(directory);
  return { replaced: aside };
}

/** Whether the catalog can be used as it is: its structure is sound, and it is one of ours. */
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

/**
 * Puts the log into the catalog, which succeeds only when nobody else has it open. A damaged one stays as it is, log
 * and all. The file changes behind the seal's back here, so the seal says so first: a program killed in between would
 * leave a library that is told as damaged.
 */
function closeForGood(directory: string, path: string): void {
  const seal = openSeal(directory, path);
  try {
    // A broken one stays broken: the catalog in its place may still be refused, and then the damage is to be told
    // again.
    if (seal.examine() !== 'broken') seal.mark();
    putLogInto(path, () => seal.examine(true));
  } finally {
    seal.close();
  }
}

/** @param onBusy told when somebody else has it open; then nothing was changed */
function putLogInto(path: string, onBusy: () => void): void {
  try {
    const db = new Database(path, { timeout: 1_000 });
    try {
      // Alone, without a checkpoint before it: that one writes into the file of a library that is open elsewhere.
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
 * At no moment is there no catalog: the old one gets its second name before the new one takes its first.
 * @param kept a copy of the old one that is set aside in its place; null where the old one itself is
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
    // A drive without second names for files: for a moment there is no catalog, and `library.json` says that there was
    // one.
    renameSync(path, aside);
  }
}
