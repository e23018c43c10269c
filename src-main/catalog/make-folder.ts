/** Making a folder with those above it, where Node's own way may never end. */
import { existsSync, mkdirSync, statSync } from 'node:fs';
import { dirname } from 'node:path';

/**
 * Makes a folder and those above it that are missing. `mkdirSync(path, { recursive: true })` goes round for ever where a folder that is
 * there refuses new ones with ENOENT, as /proc and mounts without their drive do.
 * @throws the error of the file system
 */
export function makeFolder(path: string): void {
  if (statSync(path, { throwIfNoEntry: false })?.isDirectory()) return;
  try {
    mkdirSync(path);
  } catch (cause) {
    const above = dirname(path);
    if ((cause as NodeJS.ErrnoException).code !== 'ENOENT' || above === path || existsSync(above)) throw cause;
    makeFolder(above);
    makeFolder(path);
  }
}
