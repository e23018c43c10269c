/**
 * Unpacks zips that are compressed inside other zips into the library's folder, and removes them after reading. The
 * listing of such a zip is cached on disk, so that an unchanged source is listed without unpacking.
 */
import { createWriteStream } from 'node:fs';
import { mkdir, readdir, readFile, rename, rm, stat, statfs, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { stillRuns } from '../../threads/process-ran.ts';
import { InputError } from '../source.ts';
import { noRoomToJoin } from '../source-files/archives.ts';
import { unreadable } from '../source-files/byte-range.ts';

/** A zip inside another zip that cannot be read in place. */
export interface InnerZip {
  /** Identifies the outer zip in its present state, and the place inside it. */
  readonly key: string;
  /** The path that problems name. */
  readonly at: string;
  /** Its unpacked size in bytes. */
  readonly size: number;
  /** True for one file of a split zip that lies in several parts. It is put together like a zip that is unpacked. */
  readonly isPiece?: boolean;
  /** Streams the unpacked bytes. The stream fails when they are more than the stated size. */
  open(): Promise<Readable>;
}

/** Larger inner zips are not unpacked; the user is asked to unpack the outer zip. */
const MOST_BYTES = 16 * 1024 ** 3;
/** Maximum size of the unpacked zips that one process keeps, without the one in use. */
const KEPT_BYTES = 8 * 1024 ** 3;
/** Free space that must remain on the library's disk. */
const SPARE_BYTES = 1024 ** 3;
const KEPT_LISTS = 500;

interface Place {
  readonly files: string;
  readonly lists: string;
}
/** Where this thread unpacks. Null when there is no library; then nothing is unpacked. */
let place: Place | null = null;
const unpacking = new Map<string, Promise<string>>();
/** The files that this thread has unpacked. */
const own = new Set<string>();

/** Lets this thread unpack into a folder of the library. Each process has its own subfolder there. */
export function unpackInto(folder: string): void {
  place = { files: join(folder, String(process.pid)), lists: join(folder, 'lists') };
}

/** Removes the unpacked files of ended processes (after a crash or a power cut). Never rejects. */
export async function clearLeftovers(folder: string): Promise<void> {
  const names = await readdir(folder).catch(() => []);
  const remove = async (name: string): Promise<void> => {
    const path = join(folder, name);
    const { mtimeMs } = await stat(path);
    if (!stillRuns(Number(name), mtimeMs)) await rm(path, { recursive: true, force: true });
  };
  await Promise.all(names.filter((name) => /^\d+$/.test(name)).map((name) => remove(name).catch(() => {})));
}

/** Removes all files that this process has unpacked. Never rejects. */
export async function removeUnpacked(folder: string): Promise<void> {
  await rm(join(folder, String(process.pid)), { recursive: true, force: true }).catch(() => {});
}

/** Removes the files that this thread has unpacked. A later read unpacks them again. Never rejects. */
export async function releaseUnpacked(): Promise<void> {
  const files = [...own];
  own.clear();
  await Promise.all(files.map((file) => rm(file, { force: true }).catch(() => {})));
}

/**
 * The path of the unpacked zip. The file stays at least until `releaseUnpacked`. Rejects with an InputError when there
 * is no room for it.
 */
export async function unpackedFile(inner: InnerZip, signal?: AbortSignal): Promise<string> {
  const file = place && join(place.files, `${inner.key}.zip`);
  if (!place || !file || inner.size > MOST_BYTES) throw tooLarge(inner);
  const now = new Date();
  const found = await stat(file).catch(() => null);
  // The modification time is the time of the last use; the oldest file is removed first.
  if (found?.size === inner.size)
    return utimes(file, now, now).then(
      () => file,
      () => file,
    );
  const under = unpacking.get(file) ?? unpack(inner, place.files, file, signal).finally(() => unpacking.delete(file));
  unpacking.set(file, under);
  return under;
}

async function unpack(inner: InnerZip, folder: string, file: string, signal: AbortSignal | undefined): Promise<string> {
  const part = `${file}.${crypto.randomUUID()}.part`;
  try {
    await mkdir(folder, { recursive: true });
    await makeRoom(folder, inner);
    await pipeline(await inner.open(), createWriteStream(part), { signal });
    await rename(part, file);
  } catch (cause) {
    await rm(part, { force: true }).catch(() => {});
    signal?.throwIfAborted();
    throw cause instanceof InputError
      ? cause
      : (cause as NodeJS.ErrnoException).code === 'ENOSPC'
        ? tooLarge(inner)
        : unreadable(inner.at, cause);
  }
  own.add(file);
  return file;
}

/** Removes the least recently used files until this one fits. Rejects when the disk is still too full. */
async function makeRoom(folder: string, inner: InnerZip): Promise<void> {
  const names = await readdir(folder);
  const files = await Promise.all(
    names.map(async (name) => ({ path: join(folder, name), found: await stat(join(folder, name)).catch(() => null) })),
  );
  const kept = files
    .filter(({ path }) => path.endsWith('.zip'))
    .sort((a, b) => (a.found?.mtimeMs ?? 0) - (b.found?.mtimeMs ?? 0));
  let bytes = kept.reduce((sum, { found }) => sum + (found?.size ?? 0), 0);
  for (const { path, found } of kept) {
    if (bytes + inner.size <= KEPT_BYTES) break;
    bytes -= found?.size ?? 0;
    await rm(path, { force: true }).catch(() => {});
  }
  const { bavail, bsize } = await statfs(folder);
  if (bavail * bsize < inner.size + SPARE_BYTES) throw tooLarge(inner);
}

const tooLarge = ({ at, isPiece = false }: InnerZip): InputError =>
  isPiece ? new InputError({ path: at, ...noRoomToJoin }) : tooLargeInside(at);

const tooLargeInside = (at: string): InputError =>
  new InputError({
    path: at,
    code: 'zip-nested-deflated',
    message:
      'This zip is compressed inside another zip and is too large to be unpacked here. Unpack the outer zip first.',
  });

/** The listing stored under a zip's key; null when there is none or it cannot be parsed. */
export async function rememberedList(key: string): Promise<unknown> {
  if (!place) return null;
  try {
    return JSON.parse(await readFile(join(place.lists, `${key}.json`), 'utf8'));
  } catch {
    return null;
  }
}

/** Stores a zip's listing. Never rejects: a failure only costs time later. */
export async function rememberList(key: string, list: unknown): Promise<void> {
  if (!place) return;
  const { lists } = place;
  const part = join(lists, `${key}.${crypto.randomUUID()}.part`);
  try {
    await mkdir(lists, { recursive: true });
    await writeFile(part, JSON.stringify(list));
    await rename(part, join(lists, `${key}.json`));
    const names = await readdir(lists);
    if (names.length <= KEPT_LISTS) return;
    const dated = await Promise.all(
      names.map(async (name) => [(await stat(join(lists, name))).mtimeMs, name] as const),
    );
    const oldest = dated.sort(([a], [b]) => a - b).slice(0, names.length - KEPT_LISTS);
    await Promise.all(oldest.map(([, name]) => rm(join(lists, name), { force: true })));
  } catch {
    await rm(part, { force: true }).catch(() => {});
  }
}
