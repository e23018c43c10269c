/** Lists the files of a folder. It follows no links, and continues when a file or folder cannot be read. */
import { type Dirent, lstatSync, type Stats } from 'node:fs';
import { lstat, readdir, realpath } from 'node:fs/promises';
import { join, sep } from 'node:path';
import type { KnownProblem } from '../../contract/archive/problem-codes.ts';
import { isJunkFile, isJunkFolder } from '../naming/file-names.ts';
import { createProblems, explained, type ProblemList } from '../problems.ts';
import type { PassedOver } from '../source.ts';
import { withDiskTurn } from './adaptive-io.ts';
import { unreadable } from './byte-range.ts';
import { asBase, PlainEntry } from './plain-entry.ts';

export interface Walk {
  /** Sorted by name. */
  readonly files: readonly PlainEntry[];
  /** System files, links and unreadable files, named like entries. */
  readonly passedOver: readonly PassedOver[];
  readonly problems: readonly KnownProblem[];
  /** False when some part could not be listed. */
  readonly complete: boolean;
}

export interface WalkOptions {
  readonly signal?: AbortSignal | undefined;
  /** Absolute paths to leave out with all their contents, such as the library's own folder. */
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
  /** The shared beginning of all file paths. */
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

/** Records a folder's files and returns its subfolders. */
async function visit(walk: State, folder: Folder): Promise<Folder[]> {
  const found = await readdir(folder.path, { withFileTypes: true }).catch((cause) => {
    throw Object.assign(unreadable(folder.path, cause), { cause });
  });
  const folders: Folder[] = [];
  const files: Folder[] = [];
  for (const item of found) {
    // `join` builds a flat string. A template string would keep references to both parts in memory.
    const place = {
      path: join(folder.path, item.name),
      name: folder.name === '' ? item.name : [folder.name, item.name].join('/'),
    };
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
    // Node decodes names as UTF-8. A name in another encoding cannot be opened by its decoded form.
    if (place.name.includes('\uFFFD')) {
      walk.problems.add(
        place.path,
        'name-undecodable',
        'This file’s name is not valid text. Rename it so that it can be read.',
      );
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
  withDiskTurn(
    () => lstatSync(path),
    () => lstat(path),
  );

function passOver(walk: State, { path, name }: Folder, reason: PassedOver['reason']): void {
  walk.passedOver.push({ path, name, entry: null, reason });
}

/**
 * Records a link without following it. A target inside the folder is found by the walk itself. A link that leads out of
 * the folder, or to nothing, is also reported as a problem.
 */
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
  const message =
    'This link leads out of the folder and was not followed. If its target belongs to the archive, add it separately.';
  walk.problems.add(path, 'link-outside', message);
}
