/** The profile folder of Chromium. It belongs to a library, so the single-instance lock is per library. */
import { accessSync, constants, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CATALOG_FILE } from '../../catalog/connection.ts';
import { makeFolder } from '../../catalog/make-folder.ts';
import { saysUnwritable } from '../../storage/says-unwritable.ts';

/** Our error codes for errors of the file system. */
const CODES: Readonly<Record<string, string>> = {
  EACCES: 'folder-unusable',
  EPERM: 'folder-unusable',
  EROFS: 'folder-unusable',
  EEXIST: 'folder-occupied',
  ENOTDIR: 'folder-occupied',
  ENOENT: 'folder-absent',
  ENODEV: 'folder-absent',
  ENXIO: 'folder-absent',
  EIO: 'folder-absent',
  ENOSPC: 'disk-full',
};

/**
 * The profile folder in a library. Always a separate folder: on macOS and Windows, Electron's default (`…/afterimage`)
 * and the folder of the library (`…/Afterimage`) are the same folder.
 */
export const profileFolder = (library: string): string => join(library, 'window');

/**
 * Makes the profile folder; a temporary one when the library can be read but not written.
 * @throws an Error with a code and the path of the library when no folder can be made
 */
export function makeProfile(library: string): string {
  const folder = profileFolder(library);
  try {
    makeFolder(folder);
    accessSync(folder, constants.W_OK);
    return folder;
  } catch (cause) {
    const { code = '', message } = cause as NodeJS.ErrnoException;
    if (saysUnwritable(cause) && existsSync(join(library, CATALOG_FILE))) return makePassingProfile();
    throw Object.assign(new Error(message), { code: CODES[code] ?? 'library-unavailable', path: library });
  }
}

/** A temporary folder for a program that can only show why it does not run. It is deleted when the process ends. */
export function makePassingProfile(): string {
  const folder = mkdtempSync(join(tmpdir(), 'afterimage-window-'));
  process.on('exit', () => rmSync(folder, { recursive: true, force: true, maxRetries: 3 }));
  return folder;
}
