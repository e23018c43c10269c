/** Copies the previews of a library into a backup, and puts them back after checking each. */
import { createHash, randomUUID } from 'node:crypto';
import { createWriteStream, existsSync } from 'node:fs';
import { mkdir, readdir, rename, rm } from 'node:fs/promises';
import { dirname, join, relative, sep } from 'node:path';
import { pipeline } from 'node:stream/promises';
import Database from 'better-sqlite3';
import { backupError, type Manifest, partOf } from '../../catalog/keeping/snapshots.ts';
import { openEntry } from '../../formats/zip/zip-read.ts';

const FOLDER = 'previews';
const STORE = 'previews.sqlite';
/** Allowed names of preview entries in a backup. No such path leaves the folder. */
const NAME = /^previews(?:\/(?!\.)[\w.-]+)+$/;

export type PreviewPart = NonNullable<Manifest['parts']['previews']>[number];

export interface PreviewFile {
  readonly path: string;
  /** Its name in the backup. */
  readonly name: string;
  readonly part: PreviewPart;
}

/** The library's current preview files. @param making a folder for a copy of their database, which is in use */
export async function previewsToBackUp(directory: string, making: string): Promise<readonly PreviewFile[]> {
  const folder = join(directory, FOLDER);
  const entries = await readdir(folder, { withFileTypes: true, recursive: true }).catch(() => []);
  const files: PreviewFile[] = [];
  for (const entry of entries) {
    if (!entry.isFile() || /-(wal|shm|journal)$|\.part$/.test(entry.name)) continue;
    const standing = join(entry.parentPath, entry.name);
    const name = `${FOLDER}/${relative(folder, standing).split(sep).join('/')}`;
    if (!NAME.test(name)) continue;
    const path = name === `${FOLDER}/${STORE}` ? await copyOf(standing, join(making, STORE)) : standing;
    files.push({ path, name, part: { ...partOf(path), file: name } });
  }
  return files;
}

/** Copies a database into one file. While it is in use, a part of it is in its write-ahead log. */
async function copyOf(store: string, copy: string): Promise<string> {
  const db = new Database(store, { readonly: true });
  try {
    await db.backup(copy);
  } finally {
    db.close();
  }
  return copy;
}

/**
 * Unpacks the previews of a backup into `folder` and compares the hash of each with the manifest. Null when the backup
 * has none.
 * @throws CatalogError "backup-damaged"
 */
export async function stagePreviews(
  file: string,
  parts: readonly PreviewPart[],
  folder: string,
): Promise<string | null> {
  if (parts.length === 0) return null;
  for (const { file: name, sha256 } of parts) {
    if (!NAME.test(name)) throw backupError('backup-damaged', file);
    const target = join(folder, ...name.split('/'));
    await mkdir(dirname(target), { recursive: true });
    const hash = createHash('sha256');
    await pipeline(
      await openEntry(file, name).catch(() => {
        throw backupError('backup-damaged', file);
      }),
      async function* (pieces: AsyncIterable<Buffer>) {
        for await (const piece of pieces) {
          hash.update(piece);
          yield piece;
        }
      },
      createWriteStream(target, { flags: 'wx', mode: 0o600 }),
    );
    if (hash.digest('hex') !== sha256) throw backupError('backup-damaged', file);
  }
  return join(folder, FOLDER);
}

/** Replaces the library's previews by staged ones. Returns the number of files. The library must be closed. */
export async function putBackPreviews(directory: string, staged: string): Promise<number> {
  const folder = join(directory, FOLDER);
  const old = join(directory, `${FOLDER}-${randomUUID()}`);
  if (existsSync(folder)) await rename(folder, old);
  await rename(staged, folder);
  // The old previews are not kept: they can be made again.
  await rm(old, { recursive: true, force: true });
  const entries = await readdir(folder, { withFileTypes: true, recursive: true });
  return entries.filter((entry) => entry.isFile()).length;
}
