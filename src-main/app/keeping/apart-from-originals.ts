/** Checks that libraries and exports are never written beside originals. */
import { readdir, realpath, stat } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { CATALOG_FILE } from '../../catalog/connection.ts';
import { isMediaName } from '../../formats/naming/file-names.ts';
import { isZipName } from '../../formats/source-files/archives.ts';
import { isAt } from '../../import/collect/source-plan.ts';
import type { CatalogReads } from '../library/catalog-reads.ts';
import { LibraryError } from '../library/library-error.ts';
import { defaultLibraryFolder } from '../library/library-folder.ts';

/** Rejects with "beside-originals" when a folder is a source folder or inside one. */
export async function assertApartFromSources(reads: Pick<CatalogReads, 'sources'>, folder: string): Promise<void> {
  const place = await realPlace(folder);
  for (const { path, kind } of await reads.sources()) {
    if (kind !== 'folder' || !isAt(place, await realPlace(path))) continue;
    const message =
      'This folder belongs to a source of the library, and nothing is written beside originals. Choose another folder.';
    throw new LibraryError('beside-originals', message, folder);
  }
}

/**
 * Rejects with "library-among-originals" when a path to import is the library folder or contains it. The default
 * library folder is excepted, so that a whole home folder can be imported.
 */
export async function assertLibraryApart(library: string, paths: readonly string[]): Promise<void> {
  if (library === defaultLibraryFolder()) return;
  const place = await realPlace(library);
  for (const path of paths) if (isAt(place, await realPlace(path))) throw amongOriginals(path);
}

/**
 * Rejects with "library-among-originals" when a new library would be made in a folder with pictures, videos or zips.
 */
export async function assertNoOriginals(library: string): Promise<void> {
  if (await stat(join(library, CATALOG_FILE)).catch(() => null)) return;
  const names = await readdir(library).catch(() => []);
  if (names.some((name) => isMediaName(name) || isZipName(name) || EXPORTS.test(name))) throw amongOriginals(library);
}

/** The list files of official exports. */
const EXPORTS = /^(?:generations|conversations(?:-\d+)?)\.json$/i;

const amongOriginals = (path: string): LibraryError =>
  new LibraryError(
    'library-among-originals',
    'The library would lie among originals, and nothing of Afterimage is written beside them. Choose a folder outside for the library (--library).',
    path,
  );

/** Whether a path is a folder or inside it, after all links are resolved. */
export async function isWithinReally(path: string, folder: string): Promise<boolean> {
  return isAt(await realPlace(path), await realPlace(folder));
}

/** The path with all links resolved, also for a path that does not exist yet. */
export async function realPlace(path: string): Promise<string> {
  const whole = resolve(path);
  const found = await realpath(whole).catch(() => null);
  if (found !== null) return found;
  const parent = dirname(whole);
  return parent === whole ? whole : join(await realPlace(parent), basename(whole));
}
