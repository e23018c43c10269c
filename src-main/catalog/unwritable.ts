/** A library that cannot be written, on a full disk or in a folder of somebody else, can still be looked at. */
import { accessSync, constants, statfsSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { CatalogError } from './catalog-error.ts';

/** SQLite needs a few pages and the log's index, 32 KiB, to open a catalog for writing. */
const ROOM = 256 * 1024;

/** Whether a failure is about writing alone. */
export const isUnwritable = (cause: unknown): cause is CatalogError =>
  cause instanceof CatalogError && (cause.code === 'library-unwritable' || cause.code === 'disk-full');

/** @throws CatalogError "library-unwritable" when the catalog stands there and must not be changed: SQLite would notice with the first edit. */
export function assertWritable(path: string): void {
  if (!statSync(path, { throwIfNoEntry: false })) return;
  try {
    accessSync(path, constants.W_OK);
  } catch {
    throw unwritable(path);
  }
}

/** Why nothing can be written to the catalog at `path`. */
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
