/** Reads byte ranges of a media file: a file on disk, a part of a larger file, or a stream that only moves forward. */
import { type FileHandle, open } from 'node:fs/promises';
import type { Readable } from 'node:stream';

/**
 * Where media is on disk. With `offset` and `size` it is a part of the file, such as an uncompressed entry in a zip.
 */
export interface MediaInput {
  readonly path: string;
  readonly offset?: number;
  readonly size?: number;
}

/** The bytes of one media file. Rejects with the system's error. A read past the end returns fewer bytes. */
export interface Bytes {
  readonly size: number;
  /** The number of readable bytes: less than `size` when the rest exists but stays packed. */
  readonly reach: number;
  /** Reads from `start` (inclusive) to `end` (exclusive). */
  read(start: number, end: number): Promise<Uint8Array>;
  /** The same bytes for other programs; null when they are not on disk in this form. */
  readonly input: MediaInput | null;
  close(): Promise<void>;
}

/** Opens a file on disk for reading. Rejects with the system's error when that fails. */
export async function fileBytes(path: string): Promise<Bytes> {
  const handle = await open(path, 'r');
  try {
    const { size } = await handle.stat();
    return {
      size,
      reach: size,
      input: { path },
      read: (start, end) => readFully(handle, start, Math.min(end, size)),
      close: () => handle.close(),
    };
  } catch (cause) {
    await handle.close();
    throw cause;
  }
}

/** A part of other bytes, as a file of its own. Closing it leaves the whole open. */
function slice(whole: Bytes, offset: number, size: number): Bytes {
  const length = Math.max(0, Math.min(size, whole.size - offset));
  const base = whole.input?.offset ?? 0;
  return {
    size: length,
    reach: Math.max(0, Math.min(length, whole.reach - offset)),
    input: whole.input && { path: whole.input.path, offset: base + offset, size: length },
    read: (start, end) => whole.read(offset + start, offset + Math.min(end, length)),
    close: async () => {},
  };
}

/** Opens media in a file or a part of a file. Rejects with the system's error. */
export async function inputBytes(input: MediaInput): Promise<Bytes> {
  const whole = await fileBytes(input.path);
  if (input.offset === undefined && input.size === undefined) return whole;
  const part = slice(whole, input.offset ?? 0, input.size ?? whole.size);
  return { ...part, close: () => whole.close() };
}

/** How often a forward stream is reopened for a read that goes back. */
const MOST_RESTARTS = 4;

/**
 * Bytes that can only be read from the front, such as a compressed zip entry. Skipping ahead unpacks and discards data.
 * A read before the current chunk reopens the stream, at most {@link MOST_RESTARTS} times. | @param openStream opens
 * the stream at its first byte | @param size the stated number of bytes | @param limit the number of bytes to read at
 * most; data beyond it reads as empty
 */
export function forwardBytes(
  openStream: () => Promise<Readable>,
  size: number,
  limit = Number.POSITIVE_INFINITY,
): Bytes {
  let stream: Readable | null = null;
  let chunks: AsyncIterator<Uint8Array> | null = null;
  let chunk: Uint8Array = new Uint8Array(0);
  let chunkStart = 0;
  let opened = 0;

  const rewind = async (): Promise<void> => {
    stream?.destroy();
    if (opened++ > MOST_RESTARTS) throw new Error('A compressed file was read backwards too often.');
    stream = await openStream();
    chunks = stream[Symbol.asyncIterator]();
    chunk = new Uint8Array(0);
    chunkStart = 0;
  };
  const advance = async (): Promise<boolean> => {
    const next = await chunks?.next();
    if (!next || next.done) return false;
    chunkStart += chunk.length;
    chunk = next.value;
    return true;
  };
  return {
    size,
    reach: Math.min(size, limit),
    input: null,
    async read(start, end) {
      const stop = Math.min(end, size, limit);
      if (stop <= start) return new Uint8Array(0);
      if (!chunks || start < chunkStart) await rewind();
      const parts: Uint8Array[] = [];
      let at = start;
      while (at < stop) {
        const from = at - chunkStart;
        if (from < chunk.length) {
          const part = chunk.subarray(from, stop - chunkStart);
          parts.push(part);
          at += part.length;
        } else if (!(await advance())) break;
      }
      return parts.length === 1 && parts[0] ? parts[0] : Buffer.concat(parts);
    },
    async close() {
      stream?.destroy();
    },
  };
}

async function readFully(handle: FileHandle, start: number, end: number): Promise<Uint8Array> {
  const bytes = new Uint8Array(Math.max(0, end - start));
  let filled = 0;
  while (filled < bytes.length) {
    const { bytesRead } = await handle.read(bytes, filled, bytes.length - filled, start + filled);
    if (bytesRead === 0) return bytes.subarray(0, filled);
    filled += bytesRead;
  }
  return bytes;
}
