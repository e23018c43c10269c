/** Unpacks one zip entry, or its beginning, into a file in which other programs can seek. */
import { createReadStream } from 'node:fs';
import { open, rename, rm } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { crc32, createInflateRaw } from 'node:zlib';
import type { MediaInput } from '../headers/bytes.ts';
import { failed, failureOf, type Made, made } from './failure.ts';
import { partPath } from './part-path.ts';

/**
 * Media that can be compressed. With `inflatedSize`, the byte range holds a raw deflate stream (a zip's method 8) that
 * unpacks to that many bytes. `crc32` is the checksum that the zip states.
 */
export interface PackedInput extends MediaInput {
  readonly inflatedSize?: number;
  readonly crc32?: number;
}

/** Writes the whole entry to `path`. The file appears only when it is complete and its checksum is right. */
export async function extractEntry(input: PackedInput, path: string, signal?: AbortSignal): Promise<Made<string>> {
  const part = partPath(path);
  const expected = input.inflatedSize ?? input.size;
  try {
    const { size, sum } = await unpack(input, part, (expected ?? Number.MAX_SAFE_INTEGER) + 1, signal);
    const wrong = (expected !== undefined && size !== expected) || (input.crc32 !== undefined && sum !== input.crc32);
    if (!wrong) await rename(part, path);
    else await rm(part, { force: true });
    return wrong
      ? failed('undecodable', "The compressed entry is damaged: its checksum or size differs from the zip's values.")
      : made(path);
  } catch (cause) {
    await rm(part, { force: true });
    return { ok: false, failure: failureOf(cause) };
  }
}

/** Writes at most the first `limit` bytes of the entry to `path`. */
export async function extractHead(
  input: PackedInput,
  path: string,
  limit: number,
  signal?: AbortSignal,
): Promise<Made<string>> {
  try {
    await unpack(input, path, limit, signal);
    return made(path);
  } catch (cause) {
    await rm(path, { force: true });
    return { ok: false, failure: failureOf(cause) };
  }
}

/** Writes at most `limit` bytes, whatever the size of the unpacked entry. */
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

/** The unpacked bytes of the entry as a stream. */
function packed(input: PackedInput): Readable {
  const start = input.offset ?? 0;
  if (input.size === 0) return Readable.from([]);
  const reading = createReadStream(
    input.path,
    input.size === undefined ? { start } : { start, end: start + input.size - 1 },
  );
  if (input.inflatedSize === undefined) return reading;
  const inflate = createInflateRaw();
  reading.once('error', (cause) => inflate.destroy(cause));
  // Cut data can raise an error after the reading has ended. Without this handler, that error would end the program.
  inflate.on('error', () => {});
  inflate.once('close', () => reading.destroy());
  return reading.pipe(inflate);
}
