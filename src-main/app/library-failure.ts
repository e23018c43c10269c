/** Errors for a catalog or path that cannot be used. */
import { stat } from 'node:fs/promises';
import { ErrorCode } from '../contract/error-codes.ts';
import type { SentenceParams } from '../contract/problem.ts';
import { LibraryError } from './library.ts';

/** Turns an error of the catalog into a {@link LibraryError} with the path of the library. */
export function toLibraryError(cause: unknown, directory: string): LibraryError {
  if (cause instanceof LibraryError) return cause;
  const { code, message, params } = cause as Error & { code?: string; params?: SentenceParams };
  if (code === 'SQLITE_FULL')
    return new LibraryError(
      'disk-full',
      'The disk that holds the library is full: nothing can be changed until there is space.',
      directory,
    );
  if (code?.startsWith('SQLITE_READONLY'))
    return new LibraryError('library-unwritable', 'This library cannot be written: nothing was changed.', directory, { why: 'folder' });
  if (code === 'SQLITE_BUSY')
    return new LibraryError('library-busy', 'Another program is writing to this library. Try again in a moment.', directory);
  return new LibraryError(ErrorCode.safeParse(code).data ?? 'library-unavailable', message, directory, params);
}

export const isThere = (path: string): Promise<boolean> =>
  stat(path).then(
    () => true,
    () => false,
  );

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
