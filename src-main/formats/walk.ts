/** A folder's files, found without following links out of it and without stopping at what cannot be read. */
import { type Dirent, lstatSync, type Stats } from 'node:fs';
import { lstat, readdir, realpath } from 'node:fs/promises';
import { join, sep } from 'node:path';
import type { KnownProblem } from '../contract/problem-codes.ts';
import { unreadable } from './byte-range.ts';
import { isJunkFile, isJunkFolder } from './names.ts';
import { asBase, PlainEntry } from './plain-entry.ts';
import { createProblems, explained, type ProblemList } from './problems.ts';
import type { PassedOver } from './source.ts';
import { atDisk } from './visits.ts';

export interface Walk {
  /** In the order of their names. */
  readonly files: readonly PlainEntry[];
  /** Litter, links, and what could not be examined; their names as those of files. */
  readonly passedOver: readonly PassedOver[];
  readonly problems: readonly KnownProblem[];
  /** False when some part could not be seen. */
  readonly complete: boolean;
}

export interface WalkOptions {
  readonly signal?: AbortSignal | undefined;
  /** Absolute paths that are left out whole: the library's own folder. */
  readonly exclude?: readonly string[] | undefined;
  readonly onProgress?: ((files: number) => void) | undefined;
}

const FOLDERS_AT_ONCE = 8;
const FILES_AT_ONCE = 64;

/** Walks a folder. Rejects with an InputError only when the folder itself cannot be listed. */
export async function walkFolder(root: string, options: WalkOptions = {}): Promise<Walk> {
  const walk: State = {
    real: await realpath(root).catch((cause) => {
      throw unreadable(root, cause);
    }),
    exclude: new Set(options.exclude),
    files: [],
    base: asBase(root),
    passedOver: [],
    problems: createProblems(root),
    complete: true,
    signal: options.signal,
  };
  let waiting: Folder[] = await visit(walk, { path: root, name: '' });
  while (waiting.length > 0) {
    walk.signal?.throwIfAborted();
    const now = waiting.splice(-FOLDERS_AT_ONCE);
    const deeper = await Promise.all(now.map((folder) => visitSafely(walk, folder)));
    waiting = waiting.concat(...deeper);
    options.onProgress?.(walk.files.length);
  }
  walk.files.sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0));
  return { files: walk.files, passedOver: walk.passedOver, problems: walk.problems.all(), complete: walk.complete };
}

interface State {
  readonly real: string;
  readonly exclude: ReadonlySet<string>;
  readonly files: PlainEntry[];
  /** What the paths of all files begin with. */
  readonly base: string;
  readonly passedOver: PassedOver[];
  readonly problems: ProblemList;
  complete: boolean;
  readonly signal: AbortSignal | undefined;
}

interface Folder {
  readonly path: string;
  readonly name: string;
}

async function visitSafely(walk: State, folder: Folder): Promise<Folder[]> {
  try {
    return await visit(walk, folder);
  } catch (cause) {
    walk.signal?.throwIfAborted();
    walk.complete = false;
    const { message, params } = explained('This folder could not be read.', (cause as Error).cause ?? cause);
    walk.problems.add(folder.path, 'folder-unreadable', message, params);
    passOver(walk, folder, 'unreadable');
    return [];
  }
}

/** Notes a folder's files and returns its folders. */
async function visit(walk: State, folder: Folder): Promise<Folder[]> {
  const found = await readdir(folder.path, { withFileTypes: true }).catch((cause) => {
    throw Object.assign(unreadable(folder.path, cause), { cause });
  });
  const folders: Folder[] = [];
  const files: Folder[] = [];
  for (const item of found) {
    // Joined at once: a template makes a rope that holds both its parts for good.
    const place = { path: join(folder.path, item.name), name: folder.name === '' ? item.name : [folder.name, item.name].join('/') };
    if (walk.exclude.has(place.path)) continue;
    const kind = kindOf(item);
    const isJunk = kind === 'folder' ? isJunkFolder(item.name) : kind === 'file' && isJunkFile(item.name);
    if (isJunk || kind === 'other') passOver(walk, place, 'system');
    else if (kind === 'folder') folders.push(place);
    else if (kind === 'file') files.push(place);
    else if (kind === 'link') await noteLink(walk, place);
  }
  for (let i = 0; i < files.length; i += FILES_AT_ONCE) {
    walk.signal?.throwIfAborted();
    await Promise.all(files.slice(i, i + FILES_AT_ONCE).map((place) => noteFile(walk, place)));
  }
  return folders;
}

function kindOf(item: Dirent): 'file' | 'folder' | 'link' | 'other' {
  if (item.isFile()) return 'file';
  if (item.isDirectory()) return 'folder';
  return item.isSymbolicLink() ? 'link' : 'other';
}

async function noteFile(walk: State, place: Folder): Promise<void> {
  let found: Stats;
  try {
    found = await statusOf(place.path);
  } catch (cause) {
    passOver(walk, place, 'unreadable');
    // Node decodes names as UTF-8; one that is not cannot be opened by its decoded form.
    if (place.name.includes('\uFFFD')) {
      walk.problems.add(place.path, 'name-undecodable', 'This file’s name is not valid text. Rename it so that it can be read.');
      return;
    }
    walk.complete = false;
    const { message, params } = explained('This file could not be examined.', cause);
    walk.problems.add(place.path, 'file-unreadable', message, params);
    return;
  }
  walk.files.push(new PlainEntry(walk.base, place.name, found.size, Math.max(0, Math.trunc(found.mtimeMs))));
}

const statusOf = (path: string): Promise<Stats> =>
  atDisk(
    () => lstatSync(path),
    () => lstat(path),
  );

function passOver(walk: State, { path, name }: Folder, reason: PassedOver['reason']): void {
  walk.passedOver.push({ path, name, entry: null, reason });
}

/** A link is never followed: the walk meets a target inside anyway, and one that leads out or nowhere is reported too. */
async function noteLink(walk: State, place: Folder): Promise<void> {
  const { path } = place;
  passOver(walk, place, 'link');
  let target: string;
  try {
    target = await realpath(path);
  } catch (cause) {
    const { message, params } = explained('This link leads nowhere.', cause);
    walk.problems.add(path, 'link-broken', message, params);
    return;
  }
  const inside = target === walk.real || target.startsWith(walk.real.endsWith(sep) ? walk.real : walk.real + sep);
  if (inside) return;
  const message = 'This link leads out of the folder and was not followed. Add its target by itself if it belongs to the archive.';
  walk.problems.add(path, 'link-outside', message);
}
