/**
 * Reads and writes `library.json`, which marks a folder as a library: it tells a library whose catalog is lost from a
 * folder that never had one.
 */
import { randomUUID } from 'node:crypto';
import { closeSync, fsyncSync, openSync, readFileSync, renameSync, unlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import { syncFolder } from '../../storage/sync.ts';

const LIBRARY_FILE = 'library.json';

const LibraryFile = z.object({
  afterimage: z.literal('library'),
  version: z.number().int(),
  id: z.string(),
  createdAt: z.string(),
});
export type LibraryFile = z.infer<typeof LibraryFile>;

const VERSION = 1;

/** Reads the file. Null when there is none; "damaged" when it cannot be read: then there was a library all the same. */
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

/** Writes the file when it is missing or damaged. In a folder that cannot be written it does nothing. */
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
    // The disk is full or read-only. The library opens all the same; the next start tries again.
  }
}

/** Replaces a file in one step: a reader finds either the old or the new content, also after a power cut. */
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
      // The temporary file was never created.
    }
    throw cause;
  }
  syncFolder(dirname(path));
}
