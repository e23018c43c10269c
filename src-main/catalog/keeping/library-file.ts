/**
 * `library.json`: says that a folder holds a library, so that a catalog that is gone is never taken for one that was
 * never made.
 */
import { randomUUID } from 'node:crypto';
import { closeSync, fsyncSync, openSync, readFileSync, renameSync, unlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { z } from 'zod';

const LIBRARY_FILE = 'library.json';

const LibraryFile = z.object({
  afterimage: z.literal('library'),
  version: z.number().int(),
  id: z.string(),
  createdAt: z.string(),
});
export type LibraryFile = z.infer<typeof LibraryFile>;

const VERSION = 1;

/**
 * What the file says; null when there is none. A file that cannot be understood still says that there was a library:
 * "damaged".
 */
export function readLibraryFile(directory: string): LibraryFile | 'damaged' | null {
  let text: string;
  try {
    text = readFileSync(join(directory, LIBRARY_FILE), 'utf8');
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException;
    return code === 'ENOENT' || code === 'ENOTDIR' ? null : 'damaged';
  }
  try {
    return LibraryFile.safeParse(JSON.parse(text)).data ?? 'damaged';
  } catch {
    return 'damaged';
  }
}

/** Writes the file where none, or none that can be read, is. A folder that cannot be written stays without one. */
export function ensureLibraryFile(directory: string): void {
  const standing = readLibraryFile(directory);
  if (standing !== null && standing !== 'damaged') return;
  const file: LibraryFile = {
    afterimage: 'library',
    version: VERSION,
    id: randomUUID(),
    createdAt: new Date().toISOString(),
  };
  try {
    replaceFile(join(directory, LIBRARY_FILE), `${JSON.stringify(file, null, 2)}\n`);
  } catch {
    // On a full disk, or where nothing can be written, the library opens as before; the next open tries again.
  }
}

/** Replaces a file in one step: whoever reads it, also after a power cut, finds the old text or the new one. */
export function replaceFile(path: string, content: string | Uint8Array): void {
  const part = `${path}.${process.pid}.part`;
  try {
    const handle = openSync(part, 'w', 0o600);
    try {
      writeFileSync(handle, content);
      fsyncSync(handle);
    } finally {
      closeSync(handle);
    }
    renameSync(part, path);
  } catch (cause) {
    try {
      unlinkSync(part);
    } catch {
      // It was never made.
    }
    throw cause;
  }
  syncFolder(dirname(path));
}

/** Makes names in a folder last through a power cut. Windows keeps them by itself and does not open folders. */
export function syncFolder(folder: string): void {
  if (process.platform === 'win32') return;
  const handle = openSync(folder, 'r');
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}
