/** Copies one original: its content is checked by its hash, under a temporary name until it is whole, never over another file. */
import { createHash, type Hash, randomBytes } from 'node:crypto';
import { constants } from 'node:fs';
import { copyFile, type FileHandle, lstat, open, rename, stat, unlink, utimes } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { openEntry } from '../../formats/zip-read.ts';

/** What is to be copied: a file, or an entry of a zip. */
export interface Copy {
  readonly path: string;
  readonly entry: string | null;
  /** What its content is known to be, in hex; null when it was never read. */
  readonly sha256: string | null;
  /** The whole path of the copy. */
  readonly to: string;
  readonly mtimeMs: number;
}

export interface Copied {
  readonly size: number;
  readonly sha256: string;
  /** Where it was asked for, else null. */
  readonly sha512: string | null;
}

/** The content is not what the catalog knows; nothing was written. */
export class Changed extends Error {}
/** A file of this name is there; it was left as it is. */
export class Exists extends Error {}
/** The target could not be written: what the system says is the cause. */
export class Unwritable extends Error {}

export interface CopyOptions {
  readonly signal: AbortSignal;
  /** Whether a SHA-512 is wanted too. */
  readonly sha512: boolean;
  /** Whether a file of this name may be the same one, from an export that was stopped. */
  readonly resumed: boolean;
}

/** Rejects with {@link Changed}, {@link Exists}, {@link Unwritable}, or with what reading the original failed with. */
export async function copyOriginal(copy: Copy, options: CopyOptions): Promise<Copied> {
  const there = options.resumed ? await standing(copy, options) : null;
  if (there) return there;
  const part = join(dirname(copy.to), `.${randomBytes(8).toString('hex')}.part`);
  try {
    const hashes = startHashes(options.sha512);
    options.signal.throwIfAborted();
    const isThere = copy.entry === null && (await copiedBySystem(copy.path, part));
    const size = isThere ? await readInto(part, null, hashes, options) : await write(copy, part, hashes, options);
    const copied = digests(size, hashes);
    if (copy.sha256 !== null && copy.sha256 !== copied.sha256) throw new Changed();
    await atTarget(async () => {
      const modified = new Date(copy.mtimeMs);
      await utimes(part, modified, modified);
      await putInPlace(part, copy.to);
    });
    return copied;
  } catch (cause) {
    await unlink(part).catch(() => {});
    throw cause;
  }
}

/** What lies there already, when it is what would be copied. */
async function standing({ to, sha256 }: Copy, options: CopyOptions): Promise<Copied | null> {
  if (sha256 === null || !(await lstat(to).catch(() => null))?.isFile()) return null;
  const hashes = startHashes(options.sha512);
  const size = await readInto(to, null, hashes, options);
  const found = digests(size, hashes);
  return found.sha256 === sha256 ? found : null;
}

/** Gives a finished file its name. Rejects with {@link Exists} when there is one of that name. */
export async function putInPlace(part: string, to: string): Promise<void> {
  if (await lstat(to).catch(() => null)) throw new Exists();
  await rename(part, to);
}

interface Hashes {
  readonly sha256: Hash;
  readonly sha512: Hash | null;
}

const startHashes = (sha512: boolean): Hashes => ({
  sha256: createHash('sha256'),
  sha512: sha512 ? createHash('sha512') : null,
});

const digests = (size: number, { sha256, sha512 }: Hashes): Copied => ({
  size,
  sha256: sha256.digest('hex'),
  sha512: sha512?.digest('hex') ?? null,
});

/** Larger files are copied block by block, so that they can be stopped. */
const MOST_AT_ONCE = 256 * 1024 * 1024;
const TARGET_CODES = new Set(['ENOSPC', 'EDQUOT', 'EROFS', 'EFBIG']);

/**
 * Lets the system copy the whole file: blocks are shared where the file system can (Btrfs, XFS, APFS), and nothing passes through this
 * process. With reading the copy for its hash that takes half the processor time of copying it ourselves. False: not done.
 */
async function copiedBySystem(from: string, to: string): Promise<boolean> {
  const { size } = await stat(from);
  if (size > MOST_AT_ONCE) return false;
  try {
    await copyFile(from, to, constants.COPYFILE_FICLONE | constants.COPYFILE_EXCL);
    return true;
  } catch (cause) {
    if (TARGET_CODES.has(String((cause as { readonly code?: unknown }).code))) throw new Unwritable((cause as Error).message, { cause });
    // Block by block it is told which side failed.
    await unlink(to).catch(() => {});
    return false;
  }
}

async function write(copy: Copy, part: string, hashes: Hashes, options: CopyOptions): Promise<number> {
  if (copy.entry !== null) return writeStream(await openEntry(copy.path, copy.entry), part, hashes, options);
  const out = await atTarget(() => open(part, 'wx'));
  try {
    return await readInto(copy.path, out, hashes, options);
  } finally {
    await out.close();
  }
}

const BLOCK = 1024 * 1024;
const spare: Buffer[] = [];

/** Reads a file once: each block is hashed while it is written and the next one is read. */
async function readInto(path: string, out: FileHandle | null, hashes: Hashes, { signal }: CopyOptions): Promise<number> {
  signal.throwIfAborted();
  const from = await open(path, 'r');
  const blocks = [spare.pop() ?? Buffer.allocUnsafeSlow(BLOCK), spare.pop() ?? Buffer.allocUnsafeSlow(BLOCK)] as const;
  let writing: Promise<void> = Promise.resolve();
  try {
    let size = 0;
    for (let turn = 0; ; turn = 1 - turn) {
      const block = blocks[turn === 0 ? 0 : 1];
      const { bytesRead } = await from.read(block, 0, BLOCK, size);
      await writing;
      signal.throwIfAborted();
      if (bytesRead === 0) break;
      const piece = block.subarray(0, bytesRead);
      if (out) writing = writeAll(out, piece, size);
      // A failure is met at the next turn; until then it is nobody's.
      writing.catch(() => {});
      hashes.sha256.update(piece);
      hashes.sha512?.update(piece);
      size += bytesRead;
      if (bytesRead < BLOCK) await writing;
    }
    return size;
  } finally {
    await writing.catch(() => {});
    spare.push(...blocks);
    await from.close();
  }
}

async function writeAll(out: FileHandle, piece: Buffer, at: number): Promise<void> {
  for (let done = 0; done < piece.length; ) {
    const { bytesWritten } = await atTarget(() => out.write(piece, done, piece.length - done, at + done));
    done += bytesWritten;
  }
}

async function writeStream(from: AsyncIterable<Buffer>, part: string, hashes: Hashes, { signal }: CopyOptions): Promise<number> {
  const out = await atTarget(() => open(part, 'wx'));
  try {
    let size = 0;
    for await (const piece of from) {
      signal.throwIfAborted();
      const writing = writeAll(out, piece, size);
      writing.catch(() => {});
      hashes.sha256.update(piece);
      hashes.sha512?.update(piece);
      await writing;
      size += piece.length;
    }
    return size;
  } finally {
    await out.close();
  }
}

/** Runs what writes, so that its failures are told from those of reading. */
export async function atTarget<T>(run: () => Promise<T>): Promise<T> {
  try {
    return await run();
  } catch (cause) {
    if (cause instanceof Exists) throw cause;
    throw new Unwritable((cause as Error).message, { cause });
  }
}
