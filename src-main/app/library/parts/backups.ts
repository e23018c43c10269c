/** The snapshots of an open library for the doors. */
import type { Snapshots } from '../../keeping/snapshots.ts';
import type { Backups } from '../library.ts';
import { toFolderError } from '../library-failure.ts';

export function openBackups(directory: string, snapshots: Snapshots): Backups {
  return {
    list: snapshots.list,
    take: (folder) =>
      snapshots.take('asked', folder).catch((cause: unknown) => {
        throw toFolderError(cause, folder ?? directory);
      }),
  };
}
