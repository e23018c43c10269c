/**
 * Zips that are compressed inside other zips: unpacked into the library's own folder while they are read, and removed again. What such a
 * zip lists is remembered, so that looking at an unchanged source unpacks nothing.
 */
import { createWriteStream } from 'node:fs';
import { mkdir, readdir, readFile, rename, rm, stat, statfs, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { isAlive } from '../threads/is-alive.ts';
import { unreadable } from './byte-range.ts';
import { InputError } from './source.ts';

/** A zip inside another one that cannot be read in place. */
export interface InnerZip {
  /** Names the outer zip as it is now, and the place in it. */
  readonly key: string;
  /** Where problems point. */
  readonly at: string;
  /** Its unpacked size in bytes. */
  readonly size: number;
  /** Unpacks it. Fails when it holds more than it states. */
  open(): Promise<Readable>;
}

/** A larger zip is not unpacked: its person can do that better. */
const MOST_BYTES = 16 * 1024 ** 3;
/** What a process keeps of them at a time, the one in use aside. */
const KEPT_BYTES = 8 * 1024 ** 3;
/** Left free on the disk that holds the library. */
const SPARE_BYTES = 1024 ** 3;
const KEPT_LISTS = 500;

interface Place {
  readonly files: string;
  readonly lists: string;
}
/** Where this thread unpacks; null where there is no library, and nothing is unpacked. */
let place: Place | null = null;
const unpacking = new Map<string, Promise<string>>();
/** What this thread has unpacked. */
const own = new Set<string>();

/** Lets this thread unpack into a folder of the library. Each process has a part of its own there. */
export function unpackInto(folder: string): void {
  place = { files: join(folder, String(process.pid)), lists: join(folder, 'lists') };
}

/** Removes what processes that are no more left behind, after a crash or a power cut. Never rejects. */
export async function clearLeftovers(folder: string): Promise<void> {
  const names = await readdir(folder).catch(() => []);
  const left = names.filter((name) => /^\d+$/.test(name) && !isAlive(Number(name)));
  await Promise.all(left.map((name) => rm(join(folder, name), { recursive: true, force: true }).catch(() => {})));
}

/** Removes what this process has unpacked. Never rejects. */
export async function removeUnpacked(folder: string): Promise<void> {
  await rm(join(folder, String(process.pid)), { recursive: true, force: true }).catch(() => {});
}

/** Removes what this thread has unpacked; what is asked for again is unpacked again. Never rejects. */
export async function releaseUnpacked(): Promise<void> {
  const files = [...own];
  own.clear();
  await Promise.all(files.map((file) => rm(file, { force: true }).catch(() => {})));
}

/** The unpacked zip as a file, which stays at least until it is released. Rejects with an InputError when there is no room for it. */
export async function unpackedFile(inner: InnerZip, signal?: AbortSignal): Promise<string> {
  const file = place && join(place.files, `${inner.key}.zip`);
  if (!place || !file || inner.size > MOST_BYTES) throw tooMuch(inner);
  const now = new Date();
  const found = await stat(file).catch(() => null);
  // The time of its last use decides which one goes first.
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
        ? tooMuch(inner)
        : unreadable(inner.at, cause);
  }
  own.add(file);
  return file;
}

/** Removes the least recently used until this one fits. Rejects where the disk is too full all the same. */
async function makeRoom(folder: string, inner: InnerZip): Promise<void> {
  const names = await readdir(folder);
  const files = await Promise.all(
    names.map(async (name) => ({ path: join(folder, name), found: await stat(join(folder, name)).catch(() => null) })),
  );
  const kept = files.filter(({ path }) => path.endsWith('.zip')).sort((a, b) => (a.found?.mtimeMs ?? 0) - (b.found?.mtimeMs ?? 0));
  let bytes = kept.reduce((sum, { found }) => sum + (found?.size ?? 0), 0);
  for (const { path, found } of kept) {
    if (bytes + inner.size <= KEPT_BYTES) break;
    bytes -= found?.size ?? 0;
    await rm(path, { force: true }).catch(() => {});
  }
  const { bavail, bsize } = await statfs(folder);
  if (bavail * bsize < inner.size + SPARE_BYTES) throw tooMuch(inner);
}

const tooMuch = ({ at }: InnerZip): InputError =>
  new InputError({
    path: at,
    code: 'zip-nested-deflated',
    message: 'This zip is compressed inside another zip and is too large to be unpacked here. Unpack the outer zip first.',
  });

/** What was remembered under a zip's key; null when nothing was, or nothing sound. */
export async function rememberedList(key: string): Promise<unknown> {
  if (!place) return null;
  try {
    return JSON.parse(await readFile(join(place.lists, `${key}.json`), 'utf8'));
  } catch {
    return null;
  }
}

/** Remembers what a zip lists. Not to remember costs time only: never rejects. */
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
    const dated = await Promise.all(names.map(async (name) => [(await stat(join(lists, name))).mtimeMs, name] as const));
    const oldest = dated.sort(([a], [b]) => a - b).slice(0, names.length - KEPT_LISTS);
    await Promise.all(oldest.map(([, name]) => rm(join(lists, name), { force: true })));
  } catch {
    await rm(part, { force: true }).catch(() => {});
  }
}
