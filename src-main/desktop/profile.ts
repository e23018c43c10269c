/** Where Chromium keeps its own files, and so which library the lock of a single instance is about. */
import { accessSync, constants, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CATALOG_FILE } from '../catalog/connection.ts';
import { makeFolder } from '../catalog/make-folder.ts';
import { saysUnwritable } from '../storage/says-unwritable.ts';

/** What a failure of the library's folder is called. */
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
 * The profile's folder in a library. Always a folder of its own: on macOS and Windows, Electron's default (`…/afterimage`) and the
 * library's (`…/Afterimage`) are one folder.
 */
export const profileFolder = (library: string): string => join(library, 'window');

/**
 * Makes the profile's folder; a passing one where the library can be looked at and not be written.
 * @throws an Error with a code and the library's path when the folder cannot be made or written
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

/** A folder for a program that can only say why it does not run. It is removed when the process ends. */
export function makePassingProfile(): string {
  const folder = mkdtempSync(join(tmpdir(), 'afterimage-window-'));
  process.on('exit', () => rmSync(folder, { recursive: true, force: true, maxRetries: 3 }));
  return folder;
}
