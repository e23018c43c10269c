/** The bytes of files and zip entries by the names that the catalog keeps: where they are, and as streams. */
import { stat } from 'node:fs/promises';
import type { Readable } from 'node:stream';
import { type ByteRange, readRange, unreadable } from './byte-range.ts';
import { InputError } from './source.ts';
import { zipContents } from './zip-contents.ts';
import type { ZipMember } from './zip-entry.ts';
import { dataOffset, fileOf, openMember } from './zip-member.ts';

/** Where a zip entry's bytes lie in the file on disk. */
export interface Place {
  /** The zip, or where a zip that is compressed inside it was unpacked for now. */
  readonly path: string;
  readonly offset: number;
  /** Uncompressed size. */
  readonly size: number;
  /** How many bytes it takes in the zip. */
  readonly packedSize: number;
  /** True when the bytes at `offset` are the file itself; false when they are deflated. */
  readonly stored: boolean;
}

/**
 * Opens a file, or an entry of a zip, by the two names the catalog keeps. The stream opens nothing until it is read; a deflated
 * entry's range is reached by inflating from its beginning. Rejects with an InputError when it is gone or cannot be read.
 */
export async function openEntry(path: string, entry: string | null, range?: ByteRange): Promise<Readable> {
  if (entry !== null) return openMember(path, await memberOf(path, entry), range);
  const found = await stat(path).catch((cause) => {
    throw unreadable(path, cause);
  });
  const end = Math.min(range?.end ?? found.size, found.size);
  return readRange(path, Math.min(range?.start ?? 0, end), end);
}

/** Where an entry's bytes are, for whoever reads the zip by itself (ffmpeg's `subfile`, ranges of stored media). */
export async function locate(path: string, entry: string): Promise<Place> {
  const member = await memberOf(path, entry);
  const file = await fileOf(path, member);
  return {
    path: file,
    offset: await dataOffset(path, member),
    size: member.size,
    packedSize: member.packedSize,
    stored: member.method === 0,
  };
}

/** What a zip states as the CRC-32 of an entry's bytes, where it states any. Rejects with an InputError. */
export async function statedCrcOf(path: string, entry: string): Promise<number | null> {
  return (await memberOf(path, entry)).crc;
}

async function memberOf(path: string, entry: string): Promise<ZipMember> {
  const member = (await zipContents(path)).members.get(entry);
  if (!member) throw new InputError({ path: `${path}/${entry}`, code: 'file-missing', message: 'The zip no longer holds this file.' });
  return member;
}
