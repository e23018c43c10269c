/** Reads the bytes of one file of a zip in place. */
import { open } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { crc32, createInflateRaw, inflateRawSync } from 'node:zlib';
import { CHECKSUM_DAMAGE } from '../../contract/items/generation.ts';
import { InputError } from '../source.ts';
import { type ByteRange, readRange, unreadable } from '../source-files/byte-range.ts';
import type { ZipBytes, ZipMember } from './zip-entry.ts';
import { unpackedFile } from './zip-spool.ts';

const BOMB_BYTES = 1024 ** 3;
const BOMB_RATIO = 1000;
const BLOCK = 256 * 1024;
/** Members up to this size are read and unpacked in one piece. */
const SMALL = 128 * 1024;

/** The file that contains a member's bytes: the zip, its part, or the unpacked inner zip. Rejects with an InputError. */
export async function fileOf(path: string, member: ZipMember): Promise<string> {
  return member.within === undefined ? (member.part ?? path) : unpackedFile(member.within);
}

/** Streams a zip's member, whole or a range of its uncompressed bytes. */
export async function openMember(path: string, member: ZipMember, range?: ByteRange): Promise<Readable> {
  const at = `${path}/${member.name}`;
  refuse(at, member);
  const file = await fileOf(path, member);
  const small =
    range === undefined && member.size <= SMALL && member.packedSize <= SMALL ? await readSmall(file, member) : null;
  if (small) return Readable.from([small], { objectMode: false });
  const dataAt = await dataOffset(path, member);
  const end = Math.min(range?.end ?? member.size, member.size);
  const start = Math.min(range?.start ?? 0, end);
  if (member.method === 0) return readRange(file, dataAt + start, dataAt + end);
  const bytes = inflate(file, at, member, dataAt, start, range || !member.cut ? end : Number.POSITIVE_INFINITY);
  return Readable.from(bytes, { objectMode: false, highWaterMark: BLOCK });
}

/** Streams a whole member. The stream fails after the last byte when the bytes do not match the zip's CRC-32. */
export async function openChecked(path: string, member: ZipMember): Promise<Readable> {
  const stream = await openMember(path, member);
  if (member.crc === null) return stream;
  return Readable.from(checked(stream, `${path}/${member.name}`, member.crc), {
    objectMode: false,
    highWaterMark: BLOCK,
  });
}

async function* checked(stream: Readable, at: string, crc: number): AsyncGenerator<Buffer> {
  let sum = 0;
  for await (const chunk of stream as AsyncIterable<Buffer>) {
    sum = crc32(chunk, sum);
    yield chunk;
  }
  if (sum !== crc) throw new InputError({ path: at, code: 'zip-checksum', message: CHECKSUM_DAMAGE });
}

function refuse(at: string, member: ZipMember): void {
  if (member.encrypted)
    throw new InputError({ path: at, code: 'zip-encrypted', message: 'This file is protected by a password.' });
  if (member.method !== 0 && member.method !== 8) {
    throw new InputError({
      path: at,
      code: 'zip-method',
      message: `This file is packed in a way (method ${member.method}) that cannot be read. Unpack the zip first.`,
      params: { method: member.method },
    });
  }
  if (member.size > BOMB_BYTES && member.size > member.packedSize * BOMB_RATIO) {
    throw new InputError({
      path: at,
      code: 'zip-bomb',
      message: 'This file would grow to more than a thousand times its size when unpacked. It was not opened.',
    });
  }
}

/**
 * Reads a small member whole with one file access; an archive can have a hundred thousand sidecars. Null for every
 * unusual member: the slower general way then reads it or reports the problem.
 */
async function readSmall(path: string, member: ZipMember): Promise<Buffer | null> {
  const handle = await open(path, 'r').catch(() => null);
  if (!handle) return null;
  try {
    return await readWhole(handle, member, SMALL);
  } finally {
    await handle.close();
  }
}

/** Reads a member of at most `most` bytes from its opened zip. Null when it is larger, unusual or damaged. */
export async function readWhole(zip: ZipBytes, member: ZipMember, most: number): Promise<Buffer | null> {
  if (member.size > most || member.packedSize > most || member.encrypted || ![0, 8].includes(member.method))
    return null;
  try {
    const guess = Buffer.alloc(30 + 512 + member.packedSize);
    const { bytesRead } = await zip.read(guess, 0, guess.length, member.headerAt);
    if (bytesRead < 30 || guess.readUInt32LE(0) !== 0x04034b50) return null;
    const dataAt = 30 + guess.readUInt16LE(26) + guess.readUInt16LE(28);
    const packed = guess.subarray(dataAt, dataAt + member.packedSize);
    if (dataAt + member.packedSize > bytesRead || member.cut) return null;
    const bytes = member.method === 0 ? packed : inflateRawSync(packed, { maxOutputLength: most });
    return bytes.length === member.size ? bytes : null;
  } catch {
    return null;
  }
}

async function* inflate(
  file: string,
  at: string,
  member: ZipMember,
  dataAt: number,
  start: number,
  end: number,
): AsyncGenerator<Buffer> {
  if (start >= end && end !== 0) return;
  const damaged = (message: string): InputError =>
    new InputError({ path: at, code: 'zip-damaged', message, params: { what: 'file' } });
  const packed = readRange(file, dataAt, dataAt + member.packedSize);
  const inflater = createInflateRaw({ chunkSize: BLOCK });
  packed.on('error', (cause) => inflater.destroy(cause));
  // The loop below receives the error. An error after the loop has ended would otherwise end the program.
  inflater.on('error', () => {});
  packed.pipe(inflater);
  let total = 0;
  try {
    for await (const chunk of inflater as AsyncIterable<Buffer>) {
      const before = total;
      total += chunk.length;
      if (!member.cut && total > member.size) throw damaged('It holds more than it states.');
      if (total > start) yield chunk.subarray(Math.max(0, start - before), Math.min(chunk.length, end - before));
      if (total >= end && end < member.size) return;
    }
  } catch (cause) {
    if (cause instanceof InputError) throw cause;
    // The readable part of a cut zip's last file has been yielded, and the listing has reported the damage.
    if (!member.cut) throw damaged('Its packed data is damaged.');
    return;
  } finally {
    packed.destroy();
    inflater.destroy();
  }
  if (!member.cut && total < member.size) throw damaged('It holds less than it states.');
}

/** Offset of a member's data in bytes. Only the local header states its own length, so the header is read. */
export async function dataOffset(path: string, member: ZipMember): Promise<number> {
  const header = Buffer.alloc(30);
  const handle = await open(await fileOf(path, member), 'r').catch((cause) => {
    throw cause instanceof InputError ? cause : unreadable(path, cause);
  });
  try {
    const { bytesRead } = await handle.read(header, 0, 30, member.headerAt);
    if (bytesRead < 30 || header.readUInt32LE(0) !== 0x04034b50) {
      throw new InputError({
        path: `${path}/${member.name}`,
        code: 'zip-damaged',
        message: 'The zip does not hold this file where it says.',
        params: { what: 'file' },
      });
    }
    return member.headerAt + 30 + header.readUInt16LE(26) + header.readUInt16LE(28);
  } finally {
    await handle.close();
  }
}
