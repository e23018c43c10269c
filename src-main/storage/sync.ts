/** Makes files and their names last through a power cut. */
import { closeSync, fsyncSync, openSync } from 'node:fs';

/** Syncs a file to the disk, against a power cut. */
export const syncFile = (path: string): void => sync(path, 'r+');

/** Syncs the names in a folder to the disk, against a power cut. Windows does this itself and cannot open folders. */
export function syncFolder(folder: string): void {
  if (process.platform !== 'win32') sync(folder, 'r');
}

function sync(path: string, flags: 'r' | 'r+'): void {
  const handle = openSync(path, flags);
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}
