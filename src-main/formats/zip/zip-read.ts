/** Locates and reads files and zip entries by the two names that the catalog keeps. */
import { stat } from 'node:fs/promises';
import type { Readable } from 'node:stream';
import { InputError } from '../source.ts';
import { type ByteRange, readRange, unreadable } from '../source-files/byte-range.ts';
import { zipContents } from './zip-contents.ts';
import type { ZipMember } from './zip-entry.ts';
import { dataOffset, fileOf, openMember } from './zip-member.ts';

/** Where a zip entry's bytes are in the file on disk. */
export interface Place {
  /** The zip. For an entry of a compressed inner zip: the temporary unpacked file. */
  readonly path: string;
  readonly offset: number;
  /** Uncompressed size. */
  readonly size: number;
  /** Size in the zip, in bytes. */
  readonly packedSize: number;
  /** True when the bytes at `offset` are the file itself; false when they are deflated. */
  readonly stored: boolean;
}

/**
 * Opens a file or a zip entry by the two names that the catalog keeps. The stream opens nothing before its first read.
 * A range of a deflated entry is reached by inflating from the entry's beginning. Rejects with an InputError when the
 * file is gone or unreadable.
 */
export async function openEntry(path: string, entry: string | null, range?: ByteRange): Promise<Readable> {
  if (entry !== null) return openMember(path, await memberOf(path, entry), range);
  const found = await stat(path).catch((cause) => {
    throw unreadable(path, cause);
  });
  const end = Math.min(range?.end ?? found.size, found.size);
  return readRange(path, Math.min(range?.start ?? 0, end), end);
}

/**
 * Where an entry's bytes are, for callers that read the zip themselves (ffmpeg's `subfile`, ranges of stored media).
 */
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

/** The CRC-32 that the zip states for an entry; null when it states none. Rejects with an InputError. */
export async function statedCrcOf(path: string, entry: string): Promise<number | null> {
  return (await memberOf(path, entry)).crc;
}

async function memberOf(path: string, entry: string): Promise<ZipMember> {
  const member = (await zipContents(path)).members.get(entry);
  if (!member)
    throw new InputError({
      path: `${path}/${entry}`,
      code: 'file-missing',
      message: 'The zip no longer holds this file.',
    });
  return member;
}
