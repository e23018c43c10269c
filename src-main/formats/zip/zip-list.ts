/**
 * Lists the files of a zip at any place in a file. yauzl reads regular zips; own code finds the files of damaged zips.
 */
import { type FileHandle, open } from 'node:fs/promises';
import { basename } from 'node:path';
import { type Entry, fromRandomAccessReader, ZipFile } from 'yauzl';
import { explained } from '../problems.ts';
import { InputError } from '../source.ts';
import { ARCHIVE_HEAD, kindByBytes, missingPart, nameOfPart, unreadArchive } from '../source-files/archives.ts';
import { named } from './member-names.ts';
import { WindowReader } from './window-reader.ts';
import {
  type RawMember,
  statedCrc,
  type ZipBytes,
  type ZipListing,
  type ZipMember,
  type ZipRegion,
} from './zip-entry.ts';
import { certainName } from './zip-names.ts';
import { salvageZip } from './zip-salvage.ts';
import { openSpanned } from './zip-spanned.ts';

const MAX_ZIP_MEMBERS = 2_000_000;
const MAX_NAME_BYTES = 4096;
const END_RECORD = 0x06054b50;
const LOCAL_HEADER = 0x04034b50;
const DIRECTORY_HEADER = 0x02014b50;
const FOUR_GIB = 2 ** 32;

/**
 * Lists a zip's files without its folders. Damage is returned in the listing. Rejects with an InputError when the file
 * cannot be opened.
 */
export async function listZip(region: ZipRegion, signal?: AbortSignal): Promise<ZipListing> {
  let handle: FileHandle;
  try {
    handle = await open(region.path, 'r');
  } catch (cause) {
    throw new InputError({
      path: region.path,
      code: 'file-unreadable',
      ...explained('The zip could not be opened.', cause),
    });
  }
  try {
    return await listOpened(handle, region, signal);
  } finally {
    await handle.close();
  }
}

const EMPTY = {
  code: 'zip-damaged',
  message: 'The zip is empty. Its download may have failed; download it again.',
  params: { what: 'empty' },
} as const;
const LOCKED = {
  code: 'zip-encrypted',
  message: 'The zip is protected by a password. Unpack it first.',
  params: { what: 'zip' },
} as const;

/**
 * Lists a zip that is open. Rejects only with the signal's reason.
 * @param starts the beginnings of the parts of a split zip in which places count from the beginning of a part
 */
export async function listOpened(
  zip: ZipBytes,
  region: ZipRegion,
  signal?: AbortSignal,
  starts: readonly number[] | null = null,
): Promise<ZipListing> {
  if (region.size === 0) return { members: [], damage: EMPTY };
  const { members, damage } = await listRaw(zip, region, signal, starts);
  return { members: await named(zip, members), damage };
}

interface RawListing {
  readonly members: readonly RawMember[];
  readonly damage: ZipListing['damage'];
}

async function listRaw(
  zip: ZipBytes,
  region: ZipRegion,
  signal: AbortSignal | undefined,
  starts: readonly number[] | null,
): Promise<RawListing> {
  const spanned = starts && (await openSpanned(zip, region, starts));
  const found = spanned && (await readDirectory(spanned.opened, spanned.lifts, false, signal));
  if (found && !found.failure) return found;
  const regular = await readDirectory(await openRegular(zip, region), 0, false, signal);
  if (!regular.failure) return regular;
  if (/strong encryption/.test(regular.failure)) {
    return { members: regular.members, damage: LOCKED };
  }
  const odd = await openOdd(zip, region);
  const second = odd && (await readDirectory(odd.opened, odd.shift, odd.wrapped, signal));
  const isSplit = /multi-disk/.test(regular.failure);
  if (second && !second.failure && !isSplit) return second;
  // The last part of a split zip: the directory is here, most files are not. Some whole zips state a wrong number.
  if (isSplit) {
    const isWhole = second && !second.failure && !second.damage && !(await isElsewhere(zip, second.members));
    return isWhole ? second : { members: [], damage: missingPart(nameOfPart(basename(region.path), 1)) };
  }
  const salvaged = await salvageZip(zip, region, signal);
  const kind = salvaged.length === 0 ? await kindOf(zip, region) : null;
  if (kind !== null) return { members: [], damage: unreadArchive(kind) };
  const amount = salvaged.length === 1 ? 'One file' : `${salvaged.length} files`;
  const message =
    salvaged.length === 0
      ? 'This is not a readable zip.'
      : `The zip is damaged or cut short. ${amount} in it could be found.`;
  return {
    members: salvaged,
    damage: { code: 'zip-damaged', message, params: { what: 'found', count: salvaged.length } },
  };
}

/** Whether members do not begin where the directory says. */
async function isElsewhere(zip: ZipBytes, members: readonly RawMember[]): Promise<boolean> {
  const mark = Buffer.alloc(4);
  for (const { headerAt } of members.slice(0, 16)) {
    await zip.read(mark, 0, mark.length, headerAt);
    if (mark.readUInt32LE(0) !== LOCAL_HEADER) return true;
  }
  return false;
}

/** The kind of another archive that was named `.zip`. */
async function kindOf(zip: ZipBytes, { start, size }: ZipRegion): Promise<string | null> {
  const head = Buffer.alloc(Math.min(size, ARCHIVE_HEAD));
  await zip.read(head, 0, head.length, start);
  return kindByBytes(head);
}

type Opened = { readonly zip: ZipFile; readonly region: ZipRegion } | { readonly failure: string };

function openRegular(handle: ZipBytes, region: ZipRegion): Promise<Opened> {
  return new Promise((resolve) => {
    const reader = new WindowReader(handle, region);
    fromRandomAccessReader(reader, region.size, { ...OPTIONS }, (cause, zip) =>
      resolve(cause ? { failure: cause.message } : { zip, region }),
    );
  });
}

const OPTIONS = { autoClose: false, lazyEntries: true, decodeStrings: false, validateEntrySizes: false };

/**
 * Opens zips whose end record has a correct directory size but a wrong directory offset. Causes: data before or after
 * the zip, or a zip beyond 4 GiB without ZIP64, as the macOS Finder makes them (every offset modulo 2³²).
 */
async function openOdd(
  handle: ZipBytes,
  region: ZipRegion,
): Promise<{ opened: Opened; shift: number; wrapped: boolean } | null> {
  const tail = Buffer.alloc(Math.min(region.size, 1024 * 1024));
  await handle.read(tail, 0, tail.length, region.start + region.size - tail.length);
  const at = tail.lastIndexOf('PK\x05\x06', undefined, 'latin1');
  if (at < 0 || at + 22 > tail.length || tail.readUInt32LE(at) !== END_RECORD) return null;
  const size = tail.readUInt32LE(at + 12);
  const stated = tail.readUInt32LE(at + 16);
  const start = region.size - tail.length + at - size;
  if (start < 0 || size < 46) return null;
  const head = Buffer.alloc(4);
  await handle.read(head, 0, 4, region.start + start);
  if (head.readUInt32LE(0) !== DIRECTORY_HEADER) return null;
  const shift = start - stated;
  const wrapped = shift > 0 && shift % FOUR_GIB === 0;
  const within = { ...region, size: start + size };
  const reader = new WindowReader(handle, within);
  const zip = new ZipFile(reader, start, within.size, Number.MAX_SAFE_INTEGER, '', false, true, false, false);
  return { opened: { zip, region: within }, shift: wrapped ? 0 : shift, wrapped };
}

interface Directory {
  readonly members: RawMember[];
  readonly damage: ZipListing['damage'];
  readonly failure?: string;
}

/**
 * Reads the entries one by one. `shift` is added to every offset; a list has one for each entry. With `wrapped`, offsets grow by 4 GiB whenever they
 * fall.
 */
async function readDirectory(
  opened: Opened,
  shift: number | readonly number[],
  wrapped: boolean,
  signal?: AbortSignal,
): Promise<Directory> {
  if ('failure' in opened) return { members: [], damage: null, failure: opened.failure };
  const { zip, region } = opened;
  const members: RawMember[] = [];
  let arrived: Entry | null = null;
  let failure: Error | null = null;
  let wake = (): void => {};
  zip.on('entry', (entry: Entry) => {
    arrived = entry;
    wake();
  });
  zip.on('error', (cause: Error) => {
    failure = cause;
    wake();
  });
  let lifted = 0;
  let last = 0;
  let impossible = 0;
  // The published type declares this number as a boolean.
  const cursor = (): number => zip.readEntryCursor as unknown as number;
  while (zip.entriesRead < zip.entryCount && cursor() < region.size) {
    if (zip.entriesRead >= MAX_ZIP_MEMBERS)
      return {
        members,
        damage: {
          code: 'zip-too-large',
          message: `The zip lists more than ${MAX_ZIP_MEMBERS.toLocaleString('en')} files; the rest was left out.`,
          params: { count: MAX_ZIP_MEMBERS },
        },
      };
    if (zip.entriesRead % 8192 === 0) await pause(signal);
    arrived = null;
    const awaited = new Promise<void>((resolve) => {
      wake = resolve;
    });
    try {
      zip.readEntry();
    } catch (cause) {
      failure = cause as Error;
    }
    if (!arrived && !failure) await awaited;
    if (failure) return { members, damage: null, failure: (failure as Error).message };
    const entry = arrived as unknown as Entry;
    if (wrapped && entry.relativeOffsetOfLocalHeader < last) lifted += FOUR_GIB;
    last = entry.relativeOffsetOfLocalHeader;
    const lift = typeof shift === 'number' ? shift + lifted : (shift[zip.entriesRead - 1] ?? 0);
    const member = toMember(entry, region, lift);
    if (entry.fileNameRaw.length > MAX_NAME_BYTES || !fits(member, region)) impossible++;
    else if (entry.fileNameRaw.length > 0) members.push(member);
  }
  const lost = `${impossible} ${impossible === 1 ? 'file' : 'files'} in it cannot be where the zip states, or have names that are too long.`;
  const damage =
    impossible === 0
      ? null
      : ({
          code: 'zip-damaged',
          message: `The zip is damaged. ${lost}`,
          params: { what: 'places', count: impossible },
        } as const);
  return { members, damage };
}

function toMember(entry: Entry, region: ZipRegion, lift: number): RawMember {
  const name = certainName(entry.generalPurposeBitFlag, entry.fileNameRaw, entry.extraFields);
  const headerAt = region.start + entry.relativeOffsetOfLocalHeader + lift;
  return {
    ...(name === null ? { name: '', rawName: entry.fileNameRaw } : { name }),
    headerAt,
    packedSize: entry.compressedSize,
    size: entry.compressionMethod === 0 && !entry.isEncrypted() ? entry.compressedSize : entry.uncompressedSize,
    method: entry.compressionMethod,
    encrypted: entry.isEncrypted() || entry.compressionMethod === 99,
    mtimeMs: modified(entry),
    cut: false,
    crc: statedCrc(entry.crc32),
  };
}

/** Whether the member's data can be inside its zip. */
function fits({ headerAt, packedSize, size }: ZipMember, region: ZipRegion): boolean {
  const end = region.start + region.size;
  return headerAt >= region.start && headerAt + 30 + packedSize <= end && Number.isSafeInteger(size);
}

function modified(entry: Entry): number {
  const ms = entry.getLastModDate().getTime();
  return Number.isFinite(ms) ? Math.max(0, ms) : 0;
}

async function pause(signal?: AbortSignal): Promise<void> {
  await new Promise((resolve) => setImmediate(resolve));
  signal?.throwIfAborted();
}
