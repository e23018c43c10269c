/** Lists folders and zips of this computer, because a browser has no dialog that returns paths. */
import type { Dirent } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import { homedir } from 'node:os';
import { basename, dirname, isAbsolute, join, resolve } from 'node:path';
import { Hono } from 'hono';
import { z } from 'zod';
import type { FolderListing } from '../../../contract/library/library.ts';
import { isZipName } from '../../../formats/source-files/archives.ts';
import { LibraryError } from '../../library/library-error.ts';
import type { AppOptions } from '../app-options.ts';
import { json, validate } from '../validate.ts';

const Folder = z.object({ path: z.string().max(10_000).default('') });

export function folderRoutes(door: AppOptions['door']) {
  return new Hono().get('/folders', validate('query', Folder), async (c) => {
    if (door === 'desktop')
      throw new LibraryError('not-found', 'The window has its own dialog for choosing folders.', null);
    return json(c, await listFolder(c.req.valid('query').path || homedir()));
  });
}

/** The entries of a folder that can be sources; hidden entries are left out. Rejects with a LibraryError. */
async function listFolder(path: string): Promise<FolderListing> {
  if (!isAbsolute(path) || path.includes('\0'))
    throw new LibraryError('bad-request', 'An absolute path is expected.', path);
  const folder = resolve(path);
  const children = await readdir(folder, { withFileTypes: true }).catch((cause: NodeJS.ErrnoException) => {
    throw unreadable(cause, folder);
  });
  const entries = await Promise.all(
    children.filter((child) => !child.name.startsWith('.')).map((child) => toEntry(folder, child)),
  );
  const { compare } = new Intl.Collator(undefined, { numeric: true });
  const parent = dirname(folder);
  return {
    path: folder,
    parent: parent === folder ? null : parent,
    places: await places(),
    entries: entries
      .filter((entry) => entry !== null)
      .sort((a, b) => a.kind.localeCompare(b.kind) || compare(a.name, b.name)),
  };
}

function unreadable(cause: NodeJS.ErrnoException, folder: string): LibraryError {
  if (cause.code === 'ENOENT') return new LibraryError('not-found', 'This folder is not there any more.', folder);
  if (cause.code === 'ENOTDIR') return new LibraryError('bad-request', 'This is not a folder.', folder);
  return new LibraryError('not-readable', 'This folder cannot be read.', folder);
}

async function toEntry(folder: string, child: Dirent): Promise<FolderListing['entries'][number] | null> {
  const path = join(folder, child.name);
  const info = child.isSymbolicLink() ? await stat(path).catch(() => null) : child;
  if (info?.isDirectory()) return { name: child.name, path, kind: 'folder' };
  if (info?.isFile() && isZipName(child.name)) return { name: child.name, path, kind: 'zip' };
  return null;
}

async function places(): Promise<FolderListing['places']> {
  const home = homedir();
  const roots =
    process.platform === 'win32'
      ? ['C:\\', 'D:\\', 'E:\\']
      : process.platform === 'darwin'
        ? ['/Volumes']
        : ['/media', '/mnt'];
  const paths = [
    home,
    ...['Downloads', 'Desktop', 'Documents', 'Pictures', 'Videos', 'Movies'].map((name) => join(home, name)),
    ...roots,
  ];
  const present = await Promise.all(
    paths.map((path) =>
      stat(path).then(
        (info) => info.isDirectory(),
        () => false,
      ),
    ),
  );
  return paths.filter((_, at) => present[at]).map((path) => ({ name: basename(path) || path, path }));
}
