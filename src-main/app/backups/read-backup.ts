/** Reads a backup into a staging folder and checks each part, before anything in the library is changed. */
import { createHash } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { copyFile, open, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { hashOf } from '../../catalog/keeping/blocks.ts';
import {
  BACKUP_VERSION,
  backupError,
  Manifest,
  type ReadBack,
  readBack,
  readManifest,
} from '../../catalog/keeping/snapshots.ts';
import { makeFolder } from '../../catalog/make-folder.ts';
import { zipContents } from '../../formats/zip/zip-contents.ts';
import { openEntry } from '../../formats/zip/zip-read.ts';
import { codeOf } from '../../storage/error-code.ts';
import { LibraryError } from '../library/library-error.ts';
import { stagePreviews } from './previews.ts';
import { CATALOG, MANIFEST } from './write-backup.ts';

export interface Staged extends ReadBack {
  /** The path of the checked catalog. */
  readonly catalog: string;
  /** When the backup was made; null when it has no manifest. */
  readonly createdAt: string | null;
  /** The folder of the checked previews; null when the backup has none. */
  readonly previews: string | null;
}

/** The longest manifest in bytes. A manifest can be long, because it lists each preview file. */
const LONGEST_MANIFEST = 64_000_000;

/**
 * Copies the catalog of a backup (a zip or a snapshot) into `folder` and checks it.
 * @throws LibraryError "not-found", or CatalogError "backup-damaged", "backup-foreign", "backup-newer"
 */
export async function stageBackup(file: string, folder: string): Promise<Staged> {
  const info = await stat(file).catch(() => null);
  if (!info?.isFile())
    throw new LibraryError(
      'not-found',
      'There is no file at this path. Check the spelling, or whether the drive is connected.',
      file,
    );
  makeFolder(folder);
  const catalog = join(folder, CATALOG);
  try {
    const start = await firstBytes(file);
    if (start.startsWith('SQLite format 3')) return await fromSnapshot(file, catalog);
    if (start.startsWith('PK')) return await fromZip(file, catalog);
    throw backupError('backup-foreign', file);
  } catch (cause) {
    await rm(catalog, { force: true });
    throw cause;
  }
}

async function fromSnapshot(file: string, catalog: string): Promise<Staged> {
  const manifest = readManifest(file);
  await copyFile(file, catalog);
  // A catalog that was set aside may still have edits in its write-ahead log.
  if (await stat(`${file}-wal`).catch(() => null)) await copyFile(`${file}-wal`, `${catalog}-wal`);
  if (manifest && hashOf(catalog) !== manifest.parts.catalog.sha256) throw backupError('backup-damaged', file);
  return { ...checked(catalog, file), catalog, createdAt: manifest?.createdAt ?? null, previews: null };
}

async function fromZip(file: string, catalog: string): Promise<Staged> {
  const contents = await zipContents(file).catch(() => null);
  if (!contents) throw backupError('backup-damaged', file);
  const stated = contents.members.get(MANIFEST);
  if (!stated || stated.size > LONGEST_MANIFEST) throw backupError('backup-foreign', file);
  const manifest = await manifestIn(file);
  if (!manifest || !contents.complete) throw backupError(contents.complete ? 'backup-foreign' : 'backup-damaged', file);
  if (manifest.version > BACKUP_VERSION) throw backupError('backup-newer', file);
  const { bytes, sha256 } = manifest.parts.catalog;
  // A zip whose entry is larger than the manifest says must not fill the disk.
  if (contents.members.get(CATALOG)?.size !== bytes) throw backupError('backup-damaged', file);
  const hash = createHash('sha256');
  await pipeline(
    await openEntry(file, CATALOG),
    async function* (pieces: AsyncIterable<Buffer>) {
      for await (const piece of pieces) {
        hash.update(piece);
        yield piece;
      }
    },
    createWriteStream(catalog, { flags: 'wx', mode: 0o600 }),
  ).catch((cause: NodeJS.ErrnoException) => {
    if (cause.code === 'ENOSPC')
      throw new LibraryError('disk-full', 'There is no room on the disk to restore this backup.', catalog);
    throw backupError('backup-damaged', file);
  });
  if (hash.digest('hex') !== sha256) throw backupError('backup-damaged', file);
  const previews = await stagePreviews(file, manifest.parts.previews ?? [], dirname(catalog));
  return { ...checked(catalog, file), catalog, createdAt: manifest.createdAt, previews };
}

async function manifestIn(file: string): Promise<Manifest | null> {
  try {
    const pieces: Buffer[] = [];
    for await (const piece of await openEntry(file, MANIFEST)) pieces.push(piece as Buffer);
    const value: unknown = JSON.parse(Buffer.concat(pieces).toString());
    const { afterimage, version } = value as { afterimage?: unknown; version?: unknown };
    // A newer manifest may have other fields, so only its version is read.
    if (afterimage === 'backup' && typeof version === 'number' && version > BACKUP_VERSION)
      throw backupError('backup-newer', file);
    return Manifest.safeParse(value).data ?? null;
  } catch (cause) {
    if (codeOf(cause) === 'backup-newer') throw cause;
    return null;
  }
}

/** Checks the copy. Its errors name the file that the person chose. */
function checked(catalog: string, file: string): ReadBack {
  try {
    return readBack(catalog);
  } catch (cause) {
    const code = codeOf(cause);
    throw code === 'backup-foreign' || code === 'backup-newer'
      ? backupError(code, file)
      : backupError('backup-damaged', file);
  }
}

async function firstBytes(file: string): Promise<string> {
  const handle = await open(file, 'r');
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(16), 0, 16, 0);
    return buffer.toString('latin1', 0, bytesRead);
  } finally {
    await handle.close();
  }
}
