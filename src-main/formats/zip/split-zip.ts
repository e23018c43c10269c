/** Reads a split zip in place: its parts are one row of bytes, and each of its files lies in one part or in several. */
import { createHash } from 'node:crypto';
import { type FileHandle, open, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { Readable } from 'node:stream';
import { InputError } from '../source.ts';
import { missingPart, nameOfPart, splitPart } from '../source-files/archives.ts';
import { readRange, unreadable } from '../source-files/byte-range.ts';
import type { ZipBytes, ZipListing, ZipMember } from './zip-entry.ts';
import { listOpened } from './zip-list.ts';

interface Part {
  readonly path: string;
  /** The place of its first byte in the whole zip. */
  readonly start: number;
  readonly size: number;
}

export interface SplitZip {
  readonly parts: readonly Part[];
  readonly size: number;
  /** Sizes and times of all parts: it changes with each of them. */
  readonly stamp: string;
  /** In `x.z01` … `x.zip`, places count from the beginning of a part. */
  readonly isSpanned: boolean;
}

const MOST_PARTS = 1_000;
const END_BYTES = 22;
const END_RECORD = 'PK\x05\x06';
/** The end record, and the longest comment after it. */
const TAIL = END_BYTES + 0xffff;

/** The parts of the zip at this path; null when it is a whole zip. Rejects with an InputError when a part is missing. */
export async function splitZipAt(path: string): Promise<SplitZip | null> {
  const name = basename(path);
  const beside = (number: number): string => join(dirname(path), nameOfPart(name, number));
  if (splitPart(name)?.style === 'numbered') return together(await whileThere(beside), false);
  if (!/\.zip$/i.test(name) || (await sizeOf(beside(1))) === null) return null;
  const last = await numberOfLast(path);
  if (last === 0) return null;
  const paths = [...Array.from({ length: Math.min(last, MOST_PARTS) }, (_, at) => beside(at + 1)), path];
  for (const part of paths) {
    if ((await sizeOf(part)) === null) throw new InputError({ path, ...missingPart(basename(part)) });
  }
  return together(paths, true);
}

async function whileThere(beside: (number: number) => string): Promise<readonly string[]> {
  const paths: string[] = [];
  while (paths.length < MOST_PARTS && (await sizeOf(beside(paths.length + 1))) !== null)
    paths.push(beside(paths.length + 1));
  return paths;
}

async function sizeOf(path: string): Promise<number | null> {
  return stat(path).then(
    (found) => (found.isFile() ? found.size : null),
    () => null,
  );
}

async function together(paths: readonly string[], isSpanned: boolean): Promise<SplitZip> {
  const parts: Part[] = [];
  const stamps: string[] = [];
  let start = 0;
  for (const path of paths) {
    const found = await stat(path).catch((cause) => {
      throw unreadable(path, cause);
    });
    parts.push({ path, start, size: found.size });
    stamps.push(`${found.size}:${found.mtimeMs}`);
    start += found.size;
  }
  return { parts, size: start, stamp: stamps.join(), isSpanned };
}

/** The number of the last part, counted from zero, as the end record of a zip states it. Zero for a whole zip. */
async function numberOfLast(path: string): Promise<number> {
  const handle = await open(path, 'r').catch((cause) => {
    throw unreadable(path, cause);
  });
  try {
    const { size } = await handle.stat();
    const tail = Buffer.alloc(Math.min(size, TAIL));
    await handle.read(tail, 0, tail.length, size - tail.length);
    const at = endRecordIn(tail);
    return at < 0 ? 0 : tail.readUInt16LE(at + 4);
  } finally {
    await handle.close();
  }
}

function endRecordIn(tail: Buffer): number {
  const at = tail.lastIndexOf(END_RECORD, undefined, 'latin1');
  return at + END_BYTES <= tail.length ? at : -1;
}

/** Lists a split zip. Its members say in which part they lie. */
export async function listSplitZip(path: string, split: SplitZip, signal?: AbortSignal): Promise<ZipListing> {
  const bytes = joinedBytes(split.parts);
  try {
    const region = { path, start: 0, size: split.size };
    const starts = split.isSpanned ? split.parts.map(({ start }) => start) : null;
    const listing = await listOpened(bytes, region, signal, starts);
    const members: ZipMember[] = [];
    for (const member of listing.members) members.push(await placed(path, split, member, bytes));
    const isCut = listing.damage !== null && !split.isSpanned && !(await hasEnd(bytes, split.size));
    const next = nameOfPart(basename(path), split.parts.length + 1);
    return { members, damage: isCut ? missingPart(next) : listing.damage };
  } finally {
    await bytes.close();
  }
}

async function hasEnd(bytes: ZipBytes, size: number): Promise<boolean> {
  const tail = Buffer.alloc(Math.min(size, TAIL));
  await bytes.read(tail, 0, tail.length, size - tail.length);
  return endRecordIn(tail) >= 0;
}

interface JoinedBytes extends ZipBytes {
  close(): Promise<void>;
}

/** All parts as one row of bytes. Each is opened when it is first read. */
function joinedBytes(parts: readonly Part[]): JoinedBytes {
  const handles = new Map<string, Promise<FileHandle>>();
  const opened = (path: string): Promise<FileHandle> => {
    const handle =
      handles.get(path) ??
      open(path, 'r').catch((cause) => {
        throw unreadable(path, cause);
      });
    handles.set(path, handle);
    return handle;
  };
  return {
    async read(buffer, offset, length, position) {
      let bytesRead = 0;
      for (const { path, start, size } of within(parts, position, position + length)) {
        const from = position + bytesRead - start;
        const wanted = Math.min(length - bytesRead, size - from);
        const read = await (await opened(path)).read(buffer, offset + bytesRead, wanted, from);
        bytesRead += read.bytesRead;
        if (read.bytesRead < wanted) break;
      }
      return { bytesRead };
    },
    async close() {
      const all = await Promise.allSettled(handles.values());
      for (const each of all) if (each.status === 'fulfilled') await each.value.close();
    },
  };
}

/** The parts that have bytes of this range. */
const within = (parts: readonly Part[], from: number, to: number): readonly Part[] =>
  parts.filter(({ start, size }) => start < to && start + size > from);

/** The longest names and extra fields that a local header can have. */
const MOST_HEADER = 30 + 2 * 0xffff;

/** Says in which part a member lies. One that lies in several is put together for each reading, like a packed zip. */
async function placed(path: string, split: SplitZip, member: ZipMember, bytes: ZipBytes): Promise<ZipMember> {
  const first = split.parts.find(({ start, size }) => member.headerAt < start + size);
  if (!first) return member;
  const partEnd = first.start + first.size;
  const end =
    member.headerAt + MOST_HEADER + member.packedSize <= partEnd ? partEnd : await endOf(member, bytes, split.size);
  if (end <= partEnd) return { ...member, headerAt: member.headerAt - first.start, part: first.path };
  const size = end - member.headerAt;
  const key = createHash('sha256').update(`${path}\0${split.stamp}\0${member.headerAt}\0${size}`).digest('hex');
  const from = member.headerAt;
  return {
    ...member,
    headerAt: 0,
    within: {
      key: key.slice(0, 40),
      at: `${path}/${member.name}`,
      size,
      isPiece: true,
      open: async () => pieces(split, from, end),
    },
  };
}

async function endOf({ headerAt, packedSize }: ZipMember, bytes: ZipBytes, size: number): Promise<number> {
  const header = Buffer.alloc(30);
  await bytes.read(header, 0, header.length, headerAt);
  return Math.min(size, headerAt + 30 + header.readUInt16LE(26) + header.readUInt16LE(28) + packedSize);
}

function pieces({ parts }: SplitZip, from: number, to: number): Readable {
  const each = async function* (): AsyncGenerator<Buffer> {
    for (const { path, start, size } of within(parts, from, to))
      yield* readRange(path, Math.max(from - start, 0), Math.min(to - start, size)) as AsyncIterable<Buffer>;
  };
  return Readable.from(each(), { objectMode: false });
}
