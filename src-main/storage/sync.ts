/** Syncs files and their names to the disk, so that they survive a power cut. */
import { closeSync, fsyncSync, openSync } from 'node:fs';

/** Syncs the content of a file to the disk. */
export function syncFile(path: string): void {
  const handle = openSync(path, 'r+');
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}

/** Syncs the names in a folder to the disk. Windows does that itself, and cannot open folders. */
export function syncFolder(folder: string): void {
  if (process.platform === 'win32') return;
  const handle = openSync(folder, 'r');
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}
