/** Zips read in place: what they hold, where each file's bytes are, and those bytes as streams. Nothing is ever unpacked. */
import { open, stat } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { createInflateRaw, inflateRawSync } from 'node:zlib';
import type { Problem } from '../contract/report.ts';
import { readRange, unreadable } from './byte-range.ts';
import { baseName, isJunkFile, isJunkFolder } from './names.ts';
import { createProblems, type ProblemList } from './problems.ts';
import { InputError } from './source.ts';
import { listZip, type ZipMember, type ZipRegion } from './zip-list.ts';
import { isUnsafeZipName, safeZipName } from './zip-names.ts';

/** A byte range, `end` exclusive. */
export interface ByteRange {
  readonly start: number;
  readonly end: number;
}

/** Everything a zip holds by name; zips stored inside it appear as folders of it. */
export interface ZipContents {
  readonly members: ReadonlyMap<string, ZipMember>;
  readonly problems: readonly Problem[];
  /** False when the zip may hold more than could be listed. */
  readonly complete: boolean;
}

/** Where a zip entry's bytes lie in the file on disk. */
export interface Place {
  readonly offset: number;
  /** Uncompressed size. */
  readonly size: number;
  /** How many bytes it takes in the zip. */
  readonly packedSize: number;
  /** True when the bytes at `offset` are the file itself; false when they are deflated. */
  readonly stored: boolean;
}

const BOMB_BYTES = 1024 ** 3;
const BOMB_RATIO = 1000;
const BLOCK = 256 * 1024;
/** Members up to this size are read and unpacked at once. */
const SMALL = 128 * 1024;

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
  return { offset: await dataOffset(path, member), size: member.size, packedSize: member.packedSize, stored: member.method === 0 };
}

/** Streams a zip's member, the whole of it or a range of its uncompressed bytes. */
export async function openMember(path: string, member: ZipMember, range?: ByteRange): Promise<Readable> {
  const at = `${path}/${member.name}`;
  refuse(at, member);
  const small = range === undefined && member.size <= SMALL && member.packedSize <= SMALL ? await readSmall(path, member) : null;
  if (small) return Readable.from([small], { objectMode: false });
  const dataAt = await dataOffset(path, member);
  const end = Math.min(range?.end ?? member.size, member.size);
  const start = Math.min(range?.start ?? 0, end);
  if (member.method === 0) return readRange(path, dataAt + start, dataAt + end);
  const bytes = inflate(path, member, dataAt, start, range || !member.cut ? end : Number.POSITIVE_INFINITY);
  return Readable.from(bytes, { objectMode: false, highWaterMark: BLOCK });
}

function refuse(at: string, member: ZipMember): void {
  if (member.encrypted) throw new InputError({ path: at, code: 'zip-encrypted', message: 'This file is protected by a password.' });
  if (member.method !== 0 && member.method !== 8) {
    throw new InputError({
      path: at,
      code: 'zip-method',
      message: `This file is packed in a way (method ${member.method}) that cannot be read. Unpack the zip first.`,
    });
  }
  if (member.size > BOMB_BYTES && member.size > member.packedSize * BOMB_RATIO) {
    throw new InputError({
      path: at,
      code: 'zip-bomb',
      message: 'This file would grow more than a thousandfold when unpacked; it was not opened.',
    });
  }
}

/**
 * A small member whole, with one visit to the file: what a library of a hundred thousand sidecars takes. Null for anything out of
 * the ordinary, which the patient way reads or reports.
 */
async function readSmall(path: string, member: ZipMember): Promise<Buffer | null> {
  const handle = await open(path, 'r').catch(() => null);
  if (!handle) return null;
  try {
    const guess = Buffer.alloc(30 + 512 + member.packedSize);
    const { bytesRead } = await handle.read(guess, 0, guess.length, member.headerAt);
    if (bytesRead < 30 || guess.readUInt32LE(0) !== 0x04034b50) return null;
    const dataAt = 30 + guess.readUInt16LE(26) + guess.readUInt16LE(28);
    const packed = guess.subarray(dataAt, dataAt + member.packedSize);
    if (dataAt + member.packedSize > bytesRead || member.cut) return null;
    const bytes = member.method === 0 ? packed : inflateRawSync(packed, { maxOutputLength: SMALL });
    return bytes.length === member.size ? bytes : null;
  } catch {
    return null;
  } finally {
    await handle.close();
  }
}

async function* inflate(path: string, member: ZipMember, dataAt: number, start: number, end: number): AsyncGenerator<Buffer> {
  if (start >= end && end !== 0) return;
  const damaged = (message: string): InputError => new InputError({ path: `${path}/${member.name}`, code: 'zip-damaged', message });
  const packed = readRange(path, dataAt, dataAt + member.packedSize);
  const inflater = createInflateRaw({ chunkSize: BLOCK });
  packed.on('error', (cause) => inflater.destroy(cause));
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
    // What a cut zip still holds of its last file was given; its listing has reported the damage.
    if (!member.cut) throw damaged('Its packed data is damaged.');
    return;
  } finally {
    packed.destroy();
    inflater.destroy();
  }
  if (!member.cut && total < member.size) throw damaged('It holds less than it states.');
}

/** Where a member's data begins: behind its local header, whose length only that header knows. */
async function dataOffset(path: string, member: ZipMember): Promise<number> {
  const header = Buffer.alloc(30);
  const handle = await open(path, 'r').catch((cause) => {
    throw unreadable(path, cause);
  });
  try {
    const { bytesRead } = await handle.read(header, 0, 30, member.headerAt);
    if (bytesRead < 30 || header.readUInt32LE(0) !== 0x04034b50) {
      throw new InputError({
        path: `${path}/${member.name}`,
        code: 'zip-damaged',
        message: 'The zip does not hold this file where it says.',
      });
    }
    return member.headerAt + 30 + header.readUInt16LE(26) + header.readUInt16LE(28);
  } finally {
    await handle.close();
  }
}

async function memberOf(path: string, entry: string): Promise<ZipMember> {
  const member = (await zipContents(path)).members.get(entry);
  if (!member) throw new InputError({ path: `${path}/${entry}`, code: 'file-missing', message: 'The zip no longer holds this file.' });
  return member;
}

interface Kept {
  readonly stamp: string;
  readonly contents: Promise<ZipContents>;
  weight: number;
}

/** Listings kept for the next question, least recently asked first; a zip that changed on disk is listed anew. */
const kept = new Map<string, Kept>();
const KEPT_MEMBERS = 300_000;

/** Lists a zip and the zips stored in it. Rejects with an InputError when the file cannot be opened at all. */
export async function zipContents(path: string, signal?: AbortSignal): Promise<ZipContents> {
  const found = await stat(path).catch((cause) => {
    throw unreadable(path, cause);
  });
  const stamp = `${found.size}:${found.mtimeMs}`;
  const known = kept.get(path);
  kept.delete(path);
  if (known?.stamp === stamp) {
    kept.set(path, known);
    return known.contents;
  }
  const entry: Kept = { stamp, contents: gather({ path, start: 0, size: found.size }, signal), weight: 0 };
  kept.set(path, entry);
  try {
    const contents = await entry.contents;
    entry.weight = contents.members.size;
    forgetOldest();
    return contents;
  } catch (cause) {
    if (kept.get(path) === entry) kept.delete(path);
    throw cause;
  }
}

function forgetOldest(): void {
  let weight = [...kept.values()].reduce((sum, entry) => sum + entry.weight, 0);
  for (const [path, entry] of kept) {
    if (weight <= KEPT_MEMBERS || kept.size === 1) return;
    weight -= entry.weight;
    kept.delete(path);
  }
}

async function gather(region: ZipRegion, signal?: AbortSignal): Promise<ZipContents> {
  const members = new Map<string, ZipMember>();
  const problems = createProblems(region.path);
  const inner: [string, ZipMember][] = [];
  let complete = await addMembers(region, '', members, inner, problems, signal);
  for (const [name, member] of inner) complete = (await addNested(region.path, name, member, members, problems, signal)) && complete;
  return { members, problems: problems.all(), complete };
}

/** Adds one zip's members under `prefix`; zips among them go to `inner`. Tells whether the listing was whole. */
async function addMembers(
  region: ZipRegion,
  prefix: string,
  members: Map<string, ZipMember>,
  inner: [string, ZipMember][],
  problems: ProblemList,
  signal?: AbortSignal,
): Promise<boolean> {
  const at = prefix === '' ? region.path : `${region.path}/${prefix.slice(0, -1)}`;
  const listing = await listZip(region, signal);
  if (listing.damage) problems.add(at, listing.damage.code, listing.damage.message);
  let encrypted = 0;
  for (const member of listing.members) {
    const safe = safeZipName(member.name);
    const parts = safe.split('/');
    if (safe === '' || parts.slice(0, -1).some(isJunkFolder) || isJunkFile(baseName(safe))) continue;
    if (isUnsafeZipName(member.name))
      problems.add(`${at}/${member.name}`, 'zip-unsafe-name', 'The name leads outside the zip; the file is read under a harmless one.');
    if (member.encrypted) encrypted++;
    else if (/\.zip$/i.test(safe)) inner.push([unique(prefix + safe, members), member]);
    else members.set(unique(prefix + safe, members), member);
  }
  if (encrypted > 0)
    problems.add(
      at,
      'zip-encrypted',
      `${encrypted} ${encrypted === 1 ? 'file is' : 'files are'} protected by a password. Unpack the zip first.`,
    );
  return listing.damage === null && encrypted === 0;
}

async function addNested(
  path: string,
  name: string,
  member: ZipMember,
  members: Map<string, ZipMember>,
  problems: ProblemList,
  signal?: AbortSignal,
): Promise<boolean> {
  const at = `${path}/${name}`;
  if (member.method !== 0) {
    problems.add(
      at,
      'zip-nested-deflated',
      'This zip is compressed inside another zip and cannot be read in place. Unpack the outer zip first.',
    );
    return false;
  }
  const deeper: [string, ZipMember][] = [];
  try {
    const region = { path, start: await dataOffset(path, member), size: member.size };
    const whole = await addMembers(region, `${name}/`, members, deeper, problems, signal);
    for (const [deep] of deeper)
      problems.add(`${path}/${deep}`, 'zip-nested-deep', 'This zip lies too many zips deep. Unpack the outer one first.');
    return whole && deeper.length === 0;
  } catch (cause) {
    if (!(cause instanceof InputError)) throw cause;
    problems.add(cause.problem.path, cause.problem.code, cause.problem.message);
    return false;
  }
}

/** Two files of one name stay two: the later becomes `name (2).ext`. */
function unique(name: string, members: ReadonlyMap<string, ZipMember>): string {
  if (!members.has(name)) return name;
  const dot = name.lastIndexOf('.');
  const at = dot > name.lastIndexOf('/') + 1 ? dot : name.length;
  let copy = 2;
  while (members.has(`${name.slice(0, at)} (${copy})${name.slice(at)}`)) copy++;
  return `${name.slice(0, at)} (${copy})${name.slice(at)}`;
}
