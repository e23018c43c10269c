/**
 * Text files that an export writes: hashed while they grow, under a temporary name until they are whole, never over
 * another file.
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
  /** Gives it its name. */
  finish(): Promise<Written>;
  /** Leaves nothing of it. After `finish` it does nothing. */
  abandon(): Promise<void>;
}

/** Begins a file. What stands in the way rejects with Exists or Unwritable. */
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
      // Its name must not outlive its content in a power cut.
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

/** Writes a whole file of text, or of bytes. One that says the same already is as good. */
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
