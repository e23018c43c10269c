/**
 * Writes the text files of an export and hashes them meanwhile. A file has a temporary name until it is complete, and
 * never overwrites another file.
 */
import { createHash } from 'node:crypto';
import { open, readFile, unlink } from 'node:fs/promises';
import { atTarget, Exists, partFor, putInPlace } from './copy-file.ts';

const FLUSHED_AT = 512 * 1024;

export interface Written {
  readonly size: number;
  readonly sha256: string;
  readonly sha512: string;
}

export interface TextFile {
  write(text: string): Promise<void>;
  /** Completes the file and gives it its final name. */
  finish(): Promise<Written>;
  /** Deletes the unfinished file. After `finish` it does nothing. */
  abandon(): Promise<void>;
}

/** Starts a file. This and its methods reject with Exists or Unwritable. */
export async function openTextFile(to: string): Promise<TextFile> {
  const part = partFor(to);
  const out = await atTarget(() => open(part, 'wx'));
  const hashes = { sha256: createHash('sha256'), sha512: createHash('sha512') };
  let waiting: string[] = [];
  let length = 0;
  let size = 0;
  let isDone = false;
  const flush = async (): Promise<void> => {
    const bytes = Buffer.from(waiting.join(''));
    waiting = [];
    length = 0;
    size += bytes.length;
    hashes.sha256.update(bytes);
    hashes.sha512.update(bytes);
    await atTarget(() => out.writeFile(bytes));
  };
  return {
    async write(text) {
      waiting.push(text);
      length += text.length;
      if (length >= FLUSHED_AT) await flush();
    },
    async finish() {
      await flush();
      // After a power cut, a file with its final name must have its content.
      await atTarget(() => out.sync().finally(() => out.close()));
      await atTarget(() => putInPlace(part, to));
      isDone = true;
      return { size, sha256: hashes.sha256.digest('hex'), sha512: hashes.sha512.digest('hex') };
    },
    async abandon() {
      if (isDone) return;
      isDone = true;
      await out.close().catch(() => {});
      await unlink(part).catch(() => {});
    },
  };
}

/** Writes one file at once. A file that already exists with the same content is accepted. */
export async function writeWhole(to: string, content: string | Uint8Array): Promise<Written> {
  const bytes = Buffer.from(content as string);
  const part = partFor(to);
  const written = {
    size: bytes.length,
    sha256: createHash('sha256').update(bytes).digest('hex'),
    sha512: createHash('sha512').update(bytes).digest('hex'),
  };
  try {
    await atTarget(async () => {
      const out = await open(part, 'wx');
      await out.writeFile(bytes).finally(() => out.close());
      await putInPlace(part, to);
    });
    return written;
  } catch (cause) {
    await unlink(part).catch(() => {});
    const same = cause instanceof Exists && (await readFile(to).catch(() => null))?.equals(bytes);
    if (same) return written;
    throw cause;
  }
}
