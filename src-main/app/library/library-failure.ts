/** Errors for a catalog or path that cannot be used. */

import { stat } from 'node:fs/promises';
import type { SentenceParams } from '../../contract/archive/problem.ts';
import { ErrorCode } from '../../contract/library/error-codes.ts';
import { codeOf } from '../../storage/error-code.ts';
import { LibraryError } from './library-error.ts';

/** Turns an error of the catalog into a {@link LibraryError} with the path of the library. */
export function toLibraryError(cause: unknown, directory: string): LibraryError {
  if (cause instanceof LibraryError) return cause;
  const { code, message, params } = cause as Error & { code?: string; params?: SentenceParams };
  const ofDisk = diskFailure(cause);
  if (ofDisk) return new LibraryError(ofDisk.code, ofDisk.message, directory, ofDisk.params);
  if (code === 'SQLITE_BUSY')
    return new LibraryError(
      'library-busy',
      'Another program is writing to this library. Try again in a moment.',
      directory,
    );
  return new LibraryError(ErrorCode.safeParse(code).data ?? 'library-unavailable', message, directory, params);
}

/**
 * Turns an error of a folder that is missing or cannot be written into a {@link LibraryError} with its path. Returns
 * every other error unchanged.
 */
export function toFolderError(cause: unknown, folder: string): unknown {
  const code = codeOf(cause);
  if (!/^(ENOENT|ENOTDIR|EACCES|EPERM|EROFS|EIO)$/.test(code)) return cause;
  const message =
    'Nothing can be written into this folder. Check whether it is still there, or whether its drive is connected.';
  return new LibraryError('folder-unusable', message, folder);
}

/** The failure of a job whose thread ended. */
export const workInterrupted = (): LibraryError =>
  new LibraryError(
    'work-interrupted',
    'A part of Afterimage stopped unexpectedly. What was done by then is kept; start this again to go on.',
    null,
  );

type DiskFailure = Pick<LibraryError, 'code' | 'message' | 'params'>;

/** Turns an error of SQLite or the system that concerns the disk into a sentence; null for every other error. */
export function diskFailure(cause: unknown): DiskFailure | null {
  const code = codeOf(cause);
  if (code === 'SQLITE_FULL')
    return sentence(
      'disk-full',
      'The disk that holds the library is full: nothing can be changed until there is space.',
    );
  if (code === 'ENOSPC' || code === 'EDQUOT')
    return sentence('disk-full', 'The disk is full: nothing can be written to it until there is space.');
  if (code.startsWith('SQLITE_READONLY'))
    return sentence('library-unwritable', 'This library cannot be written: nothing was changed.', { why: 'folder' });
  if (code.startsWith('SQLITE_IOERR') || code.startsWith('SQLITE_CANTOPEN'))
    return sentence(
      'library-unavailable',
      'The disk that holds the library could not be read or written. Check whether it is connected and has space, then try again.',
    );
  return null;
}

const sentence = (code: ErrorCode, message: string, params: SentenceParams = {}): DiskFailure => ({
  code,
  message,
  params,
});

/** Rejects with a {@link LibraryError} "not-found" or "unreadable". */
export async function assertThere(path: string): Promise<void> {
  await stat(path).catch((cause: NodeJS.ErrnoException) => {
    const gone = cause.code === 'ENOENT' || cause.code === 'ENOTDIR';
    throw new LibraryError(
      gone ? 'not-found' : 'unreadable',
      gone
        ? 'There is nothing at this path. Check the spelling, or whether the drive is connected.'
        : `This path cannot be read: ${cause.message}.`,
      path,
    );
  });
}
