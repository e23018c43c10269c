/** A library that cannot be written (full disk, folder without permission) can still be read. */
import { accessSync, constants, statfsSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { CatalogError } from './catalog-error.ts';

/** Free bytes that opening for writing needs: a few pages and the index of the log (32 KiB). */
const ROOM = 256 * 1024;

/** Whether an error concerns writing only. */
export const isUnwritable = (cause: unknown): cause is CatalogError =>
  cause instanceof CatalogError && (cause.code === 'library-unwritable' || cause.code === 'disk-full');

/**
 * @throws CatalogError "library-unwritable" when the catalog exists and cannot be changed. SQLite would notice at the
 * first edit only.
 */
export function assertWritable(path: string): void {
  if (!statSync(path, { throwIfNoEntry: false })) return;
  try {
    accessSync(path, constants.W_OK);
  } catch {
    throw unwritable(path);
  }
}

/** The error for a catalog that cannot be written. */
export function unwritable(path: string): CatalogError {
  if (roomAt(dirname(path)) < ROOM)
    return new CatalogError(
      'disk-full',
      'The disk that holds the library is full: you can look at everything, but changes cannot be kept until there is space.',
      path,
    );
  const message = 'This library cannot be written: you can look at everything, but changes cannot be kept.';
  return new CatalogError('library-unwritable', message, path, { why: 'folder' });
}

function roomAt(folder: string): number {
  try {
    const { bavail, bsize } = statfsSync(folder);
    return bavail * bsize;
  } catch {
    return Number.POSITIVE_INFINITY;
  }
}
