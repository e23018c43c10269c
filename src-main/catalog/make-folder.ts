/** Makes a folder with its parents without the endless loop of Node's own function. */
import { existsSync, mkdirSync, statSync } from 'node:fs';
import { dirname } from 'node:path';

/**
 * Makes a folder and its missing parents. `mkdirSync(path, { recursive: true })` loops forever in an existing folder
 * that refuses new folders with ENOENT, such as /proc or a mount without its drive.
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
