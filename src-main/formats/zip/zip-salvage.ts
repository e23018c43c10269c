/** Finds the files of a zip without a usable directory by their local headers, one after the other. */
import { parseExtraFields } from 'yauzl';
import { type RawMember, statedCrc, type ZipBytes, type ZipMember, type ZipRegion } from './zip-entry.ts';
import { certainName } from './zip-names.ts';

const LOCAL = Buffer.from('PK\x03\x04', 'latin1');
const DESCRIPTOR = Buffer.from('PK\x07\x08', 'latin1');
const HEADER_BYTES = 30;
const WINDOW = 4 * 1024 * 1024;
const MAX_NAME_BYTES = 4096;
const MAX_FOUND = 200_000;

/**
 * Reads from local header to local header. A file without stated sizes is followed by a descriptor. Its size is found
 * by searching for a descriptor whose stated size equals its distance. The end of the zip can cut the last file.
 */
export async function salvageZip(handle: ZipBytes, region: ZipRegion, signal?: AbortSignal): Promise<RawMember[]> {
  const end = region.start + region.size;
  const members: RawMember[] = [];
  let at = await find(handle, LOCAL, region.start, end, signal);
  while (at !== null && members.length < MAX_FOUND) {
    signal?.throwIfAborted();
    const header = await readHeader(handle, at, end);
    if (!header) {
      at = await find(handle, LOCAL, at + 4, end, signal);
      continue;
    }
    const measured = header.streamed
      ? await measure(handle, header.dataAt, end, header.method, signal)
      : known(header, end);
    members.push({ ...header.member, ...measured.sizes });
    at = measured.sizes.cut ? null : await nextHeader(handle, measured.next, end, signal);
  }
  return members;
}

interface Header {
  readonly method: number;
  readonly streamed: boolean;
  readonly dataAt: number;
  readonly packedSize: number;
  readonly size: number;
  readonly member: Omit<RawMember, 'packedSize' | 'size' | 'cut' | 'crc'>;
  readonly crc: number | null;
}

type Sizes = Pick<ZipMember, 'packedSize' | 'size' | 'cut' | 'crc'>;

async function readHeader(handle: ZipBytes, at: number, end: number): Promise<Header | null> {
  const fixed = Buffer.alloc(HEADER_BYTES);
  const { bytesRead } = await handle.read(fixed, 0, HEADER_BYTES, at);
  if (bytesRead < HEADER_BYTES || at + HEADER_BYTES > end || fixed.readUInt32LE(0) !== LOCAL.readUInt32LE(0))
    return null;
  const flags = fixed.readUInt16LE(6);
  const method = fixed.readUInt16LE(8);
  const nameLength = fixed.readUInt16LE(26);
  const extraLength = fixed.readUInt16LE(28);
  const plausible = fixed.readUInt16LE(4) < 100 && nameLength > 0 && nameLength <= MAX_NAME_BYTES;
  const dataAt = at + HEADER_BYTES + nameLength + extraLength;
  if (!plausible || dataAt > end) return null;
  const rest = Buffer.alloc(nameLength + extraLength);
  await handle.read(rest, 0, rest.length, at + HEADER_BYTES);
  const extras = extraFields(rest.subarray(nameLength));
  const rawName = rest.subarray(0, nameLength);
  const name = certainName(flags, rawName, extras);
  const [size, packedSize] = sizesOf(fixed, extras);
  return {
    method,
    streamed: (flags & 8) !== 0 && packedSize === 0,
    dataAt,
    packedSize,
    size,
    crc: statedCrc(fixed.readUInt32LE(14)),
    member: {
      ...(name === null ? { name: '', rawName } : { name }),
      headerAt: at,
      method,
      encrypted: (flags & 1) !== 0,
      mtimeMs: dosTime(fixed.readUInt16LE(12), fixed.readUInt16LE(10)),
    },
  };
}

function extraFields(bytes: Buffer): { id: number; data: Buffer }[] {
  try {
    return parseExtraFields(bytes);
  } catch {
    return [];
  }
}

function sizesOf(fixed: Buffer, extras: { id: number; data: Buffer }[]): [number, number] {
  const packed = fixed.readUInt32LE(18);
  const whole = fixed.readUInt32LE(22);
  const large = extras.find((field) => field.id === 1)?.data;
  if (whole !== 0xffffffff || !large || large.length < 16) return [whole, packed];
  return [Number(large.readBigUInt64LE(0)), Number(large.readBigUInt64LE(8))];
}

function known(header: Header, end: number): { sizes: Sizes; next: number } {
  const available = end - header.dataAt;
  const cut = header.packedSize > available;
  const packedSize = Math.min(header.packedSize, available);
  const size = header.method === 0 ? packedSize : header.size;
  return { sizes: { packedSize, size, cut, crc: cut ? null : header.crc }, next: header.dataAt + packedSize };
}

/** Finds the descriptor after a file of unknown size: its stated packed size equals its distance from the data. */
async function measure(
  handle: ZipBytes,
  dataAt: number,
  end: number,
  method: number,
  signal?: AbortSignal,
): Promise<{ sizes: Sizes; next: number }> {
  const block = Buffer.alloc(24);
  for (
    let at = await find(handle, DESCRIPTOR, dataAt, end, signal);
    at !== null;
    at = await find(handle, DESCRIPTOR, at + 4, end, signal)
  ) {
    const { bytesRead } = await handle.read(block, 0, Math.min(24, end - at), at);
    const distance = at - dataAt;
    if (bytesRead >= 16 && block.readUInt32LE(8) === distance % 2 ** 32) {
      const large =
        bytesRead === 24 &&
        block.readUInt32LE(12) === Math.floor(distance / 2 ** 32) &&
        block.readUInt32LE(20) < 2 ** 16 &&
        !startsHeader(block, 16);
      const size = large ? Number(block.readBigUInt64LE(16)) : block.readUInt32LE(12);
      return {
        sizes: {
          packedSize: distance,
          size: method === 0 ? distance : size,
          cut: false,
          crc: statedCrc(block.readUInt32LE(4)),
        },
        next: at + (large ? 24 : 16),
      };
    }
  }
  const packedSize = end - dataAt;
  return { sizes: { packedSize, size: packedSize, cut: true, crc: null }, next: end };
}

function startsHeader(block: Buffer, at: number): boolean {
  return block[at] === 0x50 && block[at + 1] === 0x4b;
}

/** The offset of the next header, from `at` on. Null when the directory or the end comes first. */
async function nextHeader(handle: ZipBytes, at: number, end: number, signal?: AbortSignal): Promise<number | null> {
  const mark = Buffer.alloc(4);
  const { bytesRead } = await handle.read(mark, 0, 4, at);
  if (bytesRead < 4 || at + 4 > end) return null;
  const signature = mark.readUInt32LE(0);
  if (signature === 0x02014b50 || signature === 0x06054b50 || signature === 0x06064b50) return null;
  return find(handle, LOCAL, at, end, signal);
}

/** The first offset of `mark`, searched from `from` on in windows that overlap by the mark's length minus one. */
async function find(
  handle: ZipBytes,
  mark: Buffer,
  from: number,
  end: number,
  signal?: AbortSignal,
): Promise<number | null> {
  const small = Buffer.alloc(64 * 1024);
  let window = small;
  for (let at = from; at < end - mark.length + 1; ) {
    signal?.throwIfAborted();
    const { bytesRead } = await handle.read(window, 0, Math.min(window.length, end - at), at);
    if (bytesRead < mark.length) return null;
    const found = window.subarray(0, bytesRead).indexOf(mark);
    if (found >= 0) return at + found;
    at += bytesRead - mark.length + 1;
    if (window === small) window = Buffer.alloc(WINDOW);
  }
  return null;
}

function dosTime(date: number, time: number): number {
  const ms = new Date(
    (date >> 9) + 1980,
    ((date >> 5) & 15) - 1,
    date & 31,
    time >> 11,
    (time >> 5) & 63,
    (time & 31) * 2,
  ).getTime();
  return Number.isFinite(ms) ? Math.max(0, ms) : 0;
}
