/**
 * Restores missing or changed originals from other files with the same content, into a folder that the person chooses.
 */
import { lstat, mkdir, stat } from 'node:fs/promises';
import { basename, extname, join, resolve } from 'node:path';
import type { ContentPlace } from '../../catalog/reads/sources/verification.ts';
import type { Problem } from '../../contract/archive/problem.ts';
import type { MirrorCopy } from '../../contract/library/mirror.ts';
import type { Restored, RestoreResult } from '../../contract/library/verification.ts';
import type { Copier } from '../export/copier.ts';
import { withCopier } from '../export/copier.ts';
import { safeName } from '../files/safe-name.ts';
import type { CatalogReads } from '../library/catalog-reads.ts';
import { LibraryError } from '../library/library-error.ts';
import type { CopyThread } from '../workers/copy-threads.ts';
import { assertApartFromSources, isWithinReally } from './apart-from-originals.ts';

export interface RestoreWish {
  readonly fileIds: readonly number[];
  readonly folder: string;
  /** Whether the person confirmed this folder although it belongs to a source. */
  readonly exactly: boolean;
}

export interface RestoringParts {
  readonly library: string;
  readonly reads: Pick<CatalogReads, 'file' | 'contentPlaces' | 'sources'>;
  readonly copying: readonly CopyThread[];
  /** The verified copies of a content in second copies. @param sha256 in hex */
  readonly copiesOf: (sha256: string) => Promise<readonly Pick<MirrorCopy, 'path' | 'entry'>[]>;
}

/** The most names to try for one file. */
const MOST_NAMES = 1_000;

/**
 * Restores the known content of each file into the folder. Only a source whose SHA-256 is right when it is read now is
 * used. Existing files are never overwritten. Rejects, before anything is written, with "beside-originals",
 * "export-inside" or "folder-unusable".
 */
export async function restoreOriginals(
  { fileIds, folder, exactly }: RestoreWish,
  parts: RestoringParts,
): Promise<RestoreResult> {
  const directory = resolve(folder);
  await makeReady(directory, exactly, parts);
  const restored: Restored[] = [];
  const refused: Problem[] = [];
  for (const fileId of fileIds) {
    const outcome = await restoreOne(fileId, directory, parts);
    if ('sha256' in outcome) restored.push(outcome);
    else refused.push(outcome);
  }
  return { restored, refused };
}

async function makeReady(directory: string, exactly: boolean, { library, reads }: RestoringParts): Promise<void> {
  if (await isWithinReally(directory, library))
    throw new LibraryError('export-inside', 'This folder lies inside the library. Choose another folder.', directory);
  const isThere = (await stat(directory).catch(() => null))?.isDirectory() === true;
  // No folder is created inside a source: it must exist and be confirmed.
  if (!exactly || !isThere) await assertApartFromSources(reads, directory);
  if (isThere) return;
  await mkdir(directory, { recursive: true }).catch((cause: Error) => {
    throw new LibraryError('folder-unusable', `This folder cannot be created: ${cause.message}.`, directory);
  });
}

async function restoreOne(
  fileId: number,
  directory: string,
  { reads, copying, copiesOf }: RestoringParts,
): Promise<Restored | Problem> {
  const file = await reads.file(fileId);
  if (!file?.sha256) return { path: '', code: 'not-found', message: 'This file is not in the library any more.' };
  const own = placeName(file);
  const places = (await reads.contentPlaces(fileId)).filter((place) => placeName(place) !== own);
  const mirrored = (await copiesOf(file.sha256)).map(({ path, entry }) => ({ path, entry, mtimeMs: file.mtimeMs }));
  const name = safeName(basename(file.entry ?? file.path));
  const signal = new AbortController().signal;
  for (const place of [...places, ...mirrored]) {
    const path = await copyTo(place, file.sha256, directory, name, copying, signal);
    if (path !== null) return { path, from: placeName(place), size: (await stat(path)).size, sha256: file.sha256 };
  }
  return {
    path: own,
    code: 'no-intact-copy',
    message: 'No other place holds this original intact: it cannot be restored from this library.',
  };
}

const placeName = ({ path, entry }: Pick<ContentPlace, 'path' | 'entry'>): string =>
  entry === null ? path : `${path}/${entry}`;

/**
 * Copies from a place if it has the content. Returns the path of the copy, or null. Rejects if the folder cannot be
 * written.
 */
async function copyTo(
  place: ContentPlace,
  sha256: string,
  directory: string,
  name: string,
  copying: readonly CopyThread[],
  signal: AbortSignal,
): Promise<string | null> {
  for (let number = 1; number <= MOST_NAMES; number += 1) {
    const to = join(directory, numbered(name, number));
    if (await lstat(to).catch(() => null)) continue;
    const copy = { ...place, sha256, to };
    const written = await answer(copying, signal, false, (copier) => copier.copy([copy]));
    if ('unwritable' in written)
      throw new LibraryError(
        'folder-unusable',
        `The folder cannot be written: ${written.unwritable.message}.`,
        directory,
      );
    if ('problem' in written && written.problem.code === 'export-name-taken') continue;
    if (!('copied' in written)) return null;
    // The written file is read again and its hash compared.
    const readBack = await answer(copying, signal, true, (copier) => copier.copy([copy]));
    return 'copied' in readBack ? to : null;
  }
  return null;
}

async function answer(
  copying: readonly CopyThread[],
  signal: AbortSignal,
  resumed: boolean,
  use: (copier: Copier) => ReturnType<Copier['copy']>,
): Promise<Awaited<ReturnType<Copier['copy']>>[number]> {
  const [first] = await withCopier(copying, 1, { sha512: false, resumed }, signal, use);
  return first ?? { cancelled: true };
}

function numbered(name: string, number: number): string {
  if (number === 1) return name;
  const ending = extname(name);
  return `${name.slice(0, name.length - ending.length)} (${number})${ending}`;
}
