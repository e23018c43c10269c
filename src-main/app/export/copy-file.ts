/**
 * Copies one original and checks its hash. The copy has a temporary name until it is complete, and never overwrites
 * another file.
 */
import { createHash, type Hash, randomBytes } from 'node:crypto';
import {
  closeSync,
  constants,
  copyFileSync,
  lstatSync,
  openSync,
  readSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
  writeSync,
} from 'node:fs';
import { lstat, rename } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { turn } from '../../formats/source-files/adaptive-io.ts';
import { locate, openEntry } from '../../formats/zip/zip-read.ts';

/** One copy to make: of a file, or of an entry of a zip. */
export interface Copy {
  readonly path: string;
  readonly entry: string | null;
  /** The hash in the catalog, in hex; null when the file was never hashed. */
  readonly sha256: string | null;
  /** The absolute path of the copy. */
  readonly to: string;
  readonly mtimeMs: number;
}

export interface Copied {
  readonly size: number;
  readonly sha256: string;
  /** Null unless the options ask for it. */
  readonly sha512: string | null;
}

/** The content differs from the hash in the catalog; no copy was made. */
export class Changed extends Error {}
/** Another file already has this name; it was not changed. */
export class Exists extends Error {}
/** The target could not be written; `cause` is the system's error. */
export class Unwritable extends Error {}

export interface CopyOptions {
  readonly signal: AbortSignal;
  /** Whether to compute the SHA-512 too. */
  readonly sha512: boolean;
  /** Whether an existing file of this name may be the finished copy of an export that was stopped. */
  readonly resumed: boolean;
}

/**
 * Copies block by block with synchronous calls; other messages of this thread are handled every 25 ms. Rejects with
 * {@link Changed}, {@link Exists}, {@link Unwritable}, or with the error of reading the original.
 */
export async function copyOriginal(copy: Copy, options: CopyOptions): Promise<Copied> {
  const there = options.resumed ? await standing(copy, options) : null;
  if (there) return there;
  const part = partFor(copy.to);
  try {
    const hashes = startHashes(options.sha512);
    const copied = digests(await write(copy, part, hashes, options), hashes);
    if (copy.sha256 !== null && copy.sha256 !== copied.sha256) throw new Changed();
    atTargetNow(() => {
      const modified = new Date(copy.mtimeMs);
      utimesSync(part, modified, modified);
      putInPlaceNow(part, copy.to);
    });
    return copied;
  } catch (cause) {
    rmSync(part, { force: true });
    throw cause;
  }
}

/** Writes a small file with synchronous calls. Throws {@link Exists} or {@link Unwritable}. */
export function writeNow(to: string, bytes: Uint8Array): void {
  const part = partFor(to);
  try {
    atTargetNow(() => {
      const out = openSync(part, 'wx');
      try {
        writeAll(out, bytes);
      } finally {
        closeSync(out);
      }
      putInPlaceNow(part, to);
    });
  } catch (cause) {
    rmSync(part, { force: true });
    throw cause;
  }
}

/** Gives a finished file its final name. Rejects with {@link Exists} when another file has that name. */
export async function putInPlace(part: string, to: string): Promise<void> {
  if (await lstat(to).catch(() => null)) throw new Exists();
  await rename(part, to);
}

function putInPlaceNow(part: string, to: string): void {
  if (lstatSync(to, { throwIfNoEntry: false })) throw new Exists();
  renameSync(part, to);
}

const thread = randomBytes(4).toString('hex');
let parts = 0;

/** A unique temporary path in the folder of `to`. */
export const partFor = (to: string): string =>
  join(dirname(to), `.${thread}${(parts++).toString(16).padStart(8, '0')}.part`);

/** The file that already exists at the target, when it has the content of the original; else null. */
async function standing({ to, sha256 }: Copy, { sha512, signal }: CopyOptions): Promise<Copied | null> {
  if (sha256 === null || !lstatSync(to, { throwIfNoEntry: false })?.isFile()) return null;
  const hashes = startHashes(sha512);
  const found = digests(await eachBlock(wholeOf(to), signal, (piece) => update(hashes, piece)), hashes);
  return found.sha256 === sha256 ? found : null;
}

async function write(copy: Copy, part: string, hashes: Hashes, { signal }: CopyOptions): Promise<number> {
  if (copy.entry === null && isCloned(copy.path, part))
    return eachBlock(wholeOf(part), signal, (piece) => update(hashes, piece));
  const stretch = await stretchOf(copy);
  const stream = stretch === null ? await openEntry(copy.path, copy.entry) : null;
  const out = atTargetNow(() => openSync(part, 'wx'));
  const put = (piece: Uint8Array): void => {
    atTargetNow(() => writeAll(out, piece));
    update(hashes, piece);
  };
  try {
    return stretch ? await eachBlock(stretch, signal, put) : await eachPiece(stream ?? [], signal, put);
  } finally {
    atTargetNow(() => closeSync(out));
  }
}

/** Pairs of a drive and a folder between which blocks cannot be shared. */
const unshared = new Set<string>();

/** Clones the file without copying its bytes, when the file system can (Btrfs, XFS, APFS). */
function isCloned(from: string, to: string): boolean {
  const way = `${statSync(from).dev} ${dirname(to)}`;
  if (unshared.has(way)) return false;
  try {
    copyFileSync(from, to, constants.COPYFILE_FICLONE_FORCE | constants.COPYFILE_EXCL);
    return true;
  } catch {
    // The reason does not matter: copying block by block finds out which side fails.
    unshared.add(way);
    rmSync(to, { force: true });
    return false;
  }
}

/** A range of bytes in a file. */
interface Stretch {
  readonly path: string;
  readonly offset: number;
  readonly size: number;
}

const wholeOf = (path: string): Stretch => ({ path, offset: 0, size: Number.POSITIVE_INFINITY });

/**
 * The place of the original's bytes. Null when the entry is compressed, and when the catalog has no hash: then only the
 * zip's own checksum can prove that the bytes are sound.
 */
async function stretchOf({ path, entry, sha256 }: Copy): Promise<Stretch | null> {
  if (entry === null) return wholeOf(path);
  const place = sha256 === null ? null : await locate(path, entry);
  return place?.stored ? place : null;
}

/** Small, so that it stays in the processor's cache between reading, writing and hashing. */
const block = Buffer.allocUnsafeSlow(256 * 1024);

/**
 * Reads a range of a file in blocks. A block is valid only until `take` returns. Resolves to the number of bytes read,
 * which is smaller than `size` when the file is cut off.
 */
async function eachBlock(
  { path, offset, size }: Stretch,
  signal: AbortSignal,
  take: (piece: Uint8Array) => void,
): Promise<number> {
  const from = openSync(path, 'r');
  try {
    let done = 0;
    while (done < size) {
      await turn();
      signal.throwIfAborted();
      const read = readSync(from, block, 0, Math.min(block.length, size - done), offset + done);
      if (read === 0) break;
      take(read === block.length ? block : block.subarray(0, read));
      done += read;
    }
    return done;
  } finally {
    closeSync(from);
  }
}

async function eachPiece(
  from: AsyncIterable<Uint8Array> | readonly Uint8Array[],
  signal: AbortSignal,
  take: (piece: Uint8Array) => void,
): Promise<number> {
  let size = 0;
  for await (const piece of from) {
    signal.throwIfAborted();
    take(piece);
    size += piece.length;
  }
  return size;
}

function writeAll(file: number, bytes: Uint8Array): void {
  for (let done = 0; done < bytes.length; ) done += writeSync(file, bytes, done);
}

interface Hashes {
  readonly sha256: Hash;
  readonly sha512: Hash | null;
}

const startHashes = (sha512: boolean): Hashes => ({
  sha256: createHash('sha256'),
  sha512: sha512 ? createHash('sha512') : null,
});

function update({ sha256, sha512 }: Hashes, piece: Uint8Array): void {
  sha256.update(piece);
  sha512?.update(piece);
}

const digests = (size: number, { sha256, sha512 }: Hashes): Copied => ({
  size,
  sha256: sha256.digest('hex'),
  sha512: sha512?.digest('hex') ?? null,
});

/** Runs a function that writes, and turns its errors into {@link Unwritable}. {@link Exists} passes unchanged. */
export async function atTarget<T>(run: () => Promise<T>): Promise<T> {
  try {
    return await run();
  } catch (cause) {
    throw ofTarget(cause);
  }
}

function atTargetNow<T>(run: () => T): T {
  try {
    return run();
  } catch (cause) {
    throw ofTarget(cause);
  }
}

const ofTarget = (cause: unknown): unknown =>
  cause instanceof Exists ? cause : new Unwritable((cause as Error).message, { cause });
