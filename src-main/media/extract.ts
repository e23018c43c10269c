/** Unpacks one zip entry, or the beginning of it, into a plain file that other programs can seek in. */
import { createReadStream } from 'node:fs';
import { open, rename, rm } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { crc32, createInflateRaw } from 'node:zlib';
import type { MediaInput } from './bytes.ts';
import { failed, failureOf, type Made, made } from './failure.ts';
import { partPath } from './part-path.ts';

/**
 * Media that may be compressed: when `inflatedSize` is there, the window holds a raw deflate stream (a zip's method 8) that
 * unpacks to that many bytes, with `crc32` as the zip states it.
 */
export interface PackedInput extends MediaInput {
  readonly inflatedSize?: number;
  readonly crc32?: number;
}

/** Writes the whole entry to `path`, which appears only when it is whole and its checksum right. */
export async function extractEntry(input: PackedInput, path: string, signal?: AbortSignal): Promise<Made<string>> {
  const part = partPath(path);
  const expected = input.inflatedSize ?? input.size;
  try {
    const { size, sum } = await unpack(input, part, (expected ?? Number.MAX_SAFE_INTEGER) + 1, signal);
    const wrong = (expected !== undefined && size !== expected) || (input.crc32 !== undefined && sum !== input.crc32);
    if (!wrong) await rename(part, path);
    else await rm(part, { force: true });
    return wrong ? failed('undecodable', 'The compressed entry is damaged: its checksum or size is not what the zip says.') : made(path);
  } catch (cause) {
    await rm(part, { force: true });
    return { ok: false, failure: failureOf(cause) };
  }
}

/** Writes at most the first `limit` bytes of the entry to `path`. */
export async function extractHead(input: PackedInput, path: string, limit: number, signal?: AbortSignal): Promise<Made<string>> {
  try {
    await unpack(input, path, limit, signal);
    return made(path);
  } catch (cause) {
    await rm(path, { force: true });
    return { ok: false, failure: failureOf(cause) };
  }
}

/** Never writes more than `limit` bytes, whatever the entry unpacks to. */
async function unpack(
  input: PackedInput,
  path: string,
  limit: number,
  signal?: AbortSignal,
): Promise<{ readonly size: number; readonly sum: number }> {
  const stream = packed(input);
  let size = 0;
  let sum = 0;
  const target = await open(path, 'w');
  try {
    for await (const chunk of stream as AsyncIterable<Buffer>) {
      signal?.throwIfAborted();
      const part = chunk.subarray(0, limit - size);
      await target.writeFile(part);
      size += part.length;
      sum = crc32(part, sum);
      if (size >= limit) break;
    }
  } finally {
    stream.destroy();
    await target.close();
  }
  return { size, sum };
}

/** The entry's own bytes as a stream. */
function packed(input: PackedInput): Readable {
  const start = input.offset ?? 0;
  if (input.size === 0) return Readable.from([]);
  const reading = createReadStream(input.path, input.size === undefined ? { start } : { start, end: start + input.size - 1 });
  if (input.inflatedSize === undefined) return reading;
  const inflate = createInflateRaw();
  reading.once('error', (cause) => inflate.destroy(cause));
  // Data that is cut may say so after the reading of it has ended: then nobody else listens, and the error would end the program.
  inflate.on('error', () => {});
  inflate.once('close', () => reading.destroy());
  return reading.pipe(inflate);
}
