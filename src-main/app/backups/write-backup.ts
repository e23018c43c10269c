/**
 * Writes a library's backup: one zip with the catalog, the annotations as JSON, the settings, and a manifest with the
 * SHA-256 of each.
 */

import { randomUUID } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { link, mkdir, rm, stat, unlink, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { ZipFile } from 'yazl';
import { type Manifest, partOf, wordsOf } from '../../catalog/keeping/snapshots.ts';
import { backupsFolder } from '../../catalog/keeping/way-back.ts';
import { note } from '../../storage/log.ts';
import { syncFile, syncFolder } from '../../storage/sync.ts';
import type { Library } from '../library/library.ts';
import { LibraryError } from '../library/library-error.ts';
import { previewsToBackUp } from './previews.ts';

export interface BackupWritten {
  readonly file: string;
  readonly bytes: number;
  readonly counts: Manifest['counts'];
}

/** The names of a backup's parts; the manifest is its first entry. */
export const MANIFEST = 'manifest.json';
export const CATALOG = 'catalog.sqlite';
const WORDS = 'words.json';
const SETTINGS = 'settings.json';

/** The fastest compression level. It shrinks a catalog to a third; the slowest level gains little more. */
const LEVEL = 1;

/**
 * Writes a backup to `file`, which must not exist yet. An unfinished backup is deleted.
 * @param previews whether to include the previews, which can also be made again
 * @throws LibraryError "file-exists" or "folder-unusable"
 */
export async function writeBackup(
  library: Library,
  file: string,
  previews: boolean,
  signal?: AbortSignal,
): Promise<BackupWritten> {
  if (await stat(file).catch(() => null)) throw exists(file);
  const making = join(backupsFolder(library.path), `making-${randomUUID()}`);
  const part = join(dirname(file), `.${randomUUID()}.part`);
  const began = performance.now();
  try {
    await mkdir(dirname(file), { recursive: true }).catch((cause: Error) => {
      throw new LibraryError(
        'folder-unusable',
        `Nothing can be written into this folder: ${cause.message}.`,
        dirname(file),
      );
    });
    const { path, manifest } = await library.backups.take(making);
    const settings = join(making, SETTINGS);
    await writeFile(settings, `${JSON.stringify(await library.settings(), null, 2)}\n`);
    const parts = {
      catalog: named(path, CATALOG),
      words: named(wordsOf(path), WORDS),
      settings: named(settings, SETTINGS),
    };
    const pictures = previews ? await previewsToBackUp(library.path, making) : [];
    const stated = { ...parts, ...(previews && { previews: pictures.map(({ part }) => part) }) };
    const zip = new ZipFile();
    zip.addBuffer(Buffer.from(`${JSON.stringify({ ...manifest, parts: stated }, null, 2)}\n`), MANIFEST);
    zip.addFile(path, CATALOG, { compressionLevel: LEVEL });
    zip.addFile(wordsOf(path), WORDS, { compressionLevel: LEVEL });
    zip.addFile(settings, SETTINGS, { compressionLevel: LEVEL });
    for (const { path: picture, name } of pictures) zip.addFile(picture, name, { compress: false });
    zip.end();
    await pipeline(zip.outputStream, createWriteStream(part, { flags: 'wx', mode: 0o600 }), { signal });
    syncFile(part);
    await place(part, file);
    const { size: bytes } = await stat(file);
    note('backup', { bytes, items: manifest.counts.items, ms: Math.round(performance.now() - began) });
    return { file, bytes, counts: manifest.counts };
  } catch (cause) {
    throw told(cause, file);
  } finally {
    await rm(part, { force: true });
    await rm(making, { recursive: true, force: true });
  }
}

const named = (path: string, name: string): Manifest['parts']['catalog'] => ({ ...partOf(path), file: name });

const exists = (file: string): LibraryError =>
  new LibraryError('file-exists', 'There is a file of this name already. Choose another one.', file);

/** Gives the backup its final name. Never overwrites a file, even one that was created a moment ago. */
async function place(part: string, file: string): Promise<void> {
  try {
    await link(part, file);
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException;
    if (code === 'EEXIST') throw exists(file);
    // The drive has no hard links, like many memory sticks.
    const { copyFile, constants } = await import('node:fs/promises');
    await copyFile(part, file, constants.COPYFILE_EXCL);
    syncFile(file);
  }
  await unlink(part);
  syncFolder(dirname(file));
}

function told(cause: unknown, file: string): unknown {
  const { code, message } = cause as NodeJS.ErrnoException;
  if (code === 'ENOSPC' || code === 'SQLITE_FULL')
    return new LibraryError('disk-full', 'There is no room on the disk for this backup.', file);
  if (code === 'EACCES' || code === 'EPERM' || code === 'EROFS' || code === 'ENOTDIR')
    return new LibraryError('folder-unusable', `The backup cannot be written here: ${message}.`, file);
  return cause;
}
