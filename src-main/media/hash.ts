/** SHA-256 of files and streams, read once, in buffers that are used again. */
import { createHash } from 'node:crypto';
import { open } from 'node:fs/promises';
import type { Readable } from 'node:stream';

const CHUNK = 1024 * 1024;

export interface FileHash {
  readonly sha256: Buffer;
  /** How many bytes were read: the file's true size while it was hashed. */
  readonly size: number;
}

/**
 * Hashes a file while the next chunk is already being read.
 * @param onBytes told how many bytes each chunk had
 * Rejects with the system's error, or with the signal's reason when it is aborted.
 */
export async function hashFile(path: string, signal?: AbortSignal, onBytes?: (count: number) => void): Promise<FileHash> {
  signal?.throwIfAborted();
  const handle = await open(path, 'r');
  try {
    const hash = createHash('sha256');
    const buffers = spare.pop() ?? [Buffer.allocUnsafeSlow(CHUNK), Buffer.allocUnsafeSlow(CHUNK)];
    let size = 0;
    let turn = 0;
    let reading = handle.read(buffers[0], 0, CHUNK, 0);
    for (;;) {
      const { bytesRead, buffer } = await reading;
      signal?.throwIfAborted();
      if (bytesRead === 0) break;
      size += bytesRead;
      turn = 1 - turn;
      reading = handle.read(buffers[turn === 1 ? 1 : 0], 0, CHUNK, size);
      hash.update(buffer.subarray(0, bytesRead));
      onBytes?.(bytesRead);
    }
    spare.push(buffers);
    return { sha256: hash.digest(), size };
  } finally {
    await handle.close();
  }
}

/** Hashes what a stream yields. Rejects with the stream's error, or with the signal's reason when it is aborted. */
export async function hashStream(stream: Readable, signal?: AbortSignal, onBytes?: (count: number) => void): Promise<FileHash> {
  const hash = createHash('sha256');
  let size = 0;
  try {
    for await (const chunk of stream as AsyncIterable<Buffer>) {
      signal?.throwIfAborted();
      hash.update(chunk);
      size += chunk.length;
      onBytes?.(chunk.length);
    }
  } finally {
    stream.destroy();
  }
  signal?.throwIfAborted();
  return { sha256: hash.digest(), size };
}

/** Pairs of buffers no hash is using now. A pair whose read was cut off is not given back: the read may still write to it. */
const spare: [Buffer, Buffer][] = [];
