/** Nothing of ours is written beside originals: neither a library nor what is exported. */
import { readdir, realpath, stat } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { CATALOG_FILE } from '../catalog/connection.ts';
import { isMediaName } from '../formats/names.ts';
import { isAt } from '../import/source-plan.ts';
import { type CatalogReads, LibraryError } from './library.ts';
import { defaultLibraryFolder } from './library-folder.ts';

/** Rejects with "beside-originals" when a folder is one of the library's source folders, or lies in one. */
export async function assertApartFromSources(reads: Pick<CatalogReads, 'sources'>, folder: string): Promise<void> {
  const place = await realPlace(folder);
  for (const { path, kind } of await reads.sources()) {
    if (kind !== 'folder' || !isAt(place, await realPlace(path))) continue;
    const message = 'This folder belongs to a source of the library, and nothing is written beside originals. Choose another folder.';
    throw new LibraryError('beside-originals', message, folder);
  }
}

/**
 * Rejects with "library-among-originals" when one of the paths to import is the library's folder or has it inside. The folder that
 * the operating system gives the program is nobody's place for originals, though a whole home may be imported.
 */
export async function assertLibraryApart(library: string, paths: readonly string[]): Promise<void> {
  if (library === defaultLibraryFolder()) return;
  const place = await realPlace(library);
  for (const path of paths) if (isAt(place, await realPlace(path))) throw amongOriginals(path);
}

/** Rejects with "library-among-originals" when a library is to be made in a folder that holds pictures, videos or zips. */
export async function assertNoOriginals(library: string): Promise<void> {
  if (await stat(join(library, CATALOG_FILE)).catch(() => null)) return;
  const names = await readdir(library).catch(() => []);
  if (names.some((name) => isMediaName(name) || /\.zip$/i.test(name) || EXPORTS.test(name))) throw amongOriginals(library);
}

/** The lists of the official exports. */
const EXPORTS = /^(?:generations|conversations(?:-\d+)?)\.json$/i;

const amongOriginals = (path: string): LibraryError =>
  new LibraryError(
    'library-among-originals',
    'The library would lie among originals, and nothing of Afterimage is written beside them. Choose a folder outside for the library (--library).',
    path,
  );

/** The path behind all links, also of what is not there yet. */
async function realPlace(path: string): Promise<string> {
  const whole = resolve(path);
  const found = await realpath(whole).catch(() => null);
  if (found !== null) return found;
  const parent = dirname(whole);
  return parent === whole ? whole : join(await realPlace(parent), basename(whole));
}
