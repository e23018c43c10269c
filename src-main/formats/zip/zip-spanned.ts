/** Opens the directory of a split zip of `x.z01` … `x.zip`, whose places count from the beginning of a part. */
import { ZipFile } from 'yauzl';
import { WindowReader } from './window-reader.ts';
import type { ZipBytes, ZipRegion } from './zip-entry.ts';

const END = { mark: 0x06054b50, bytes: 22 };
const LOCATOR = { mark: 0x07064b50, bytes: 20 };
const END64 = { mark: 0x06064b50, bytes: 56 };
const HEADER = { mark: 0x02014b50, bytes: 46 };
const TAIL = 64 * 1024 + END.bytes + LOCATOR.bytes;
/** The directory of two million files. */
const LARGEST_DIRECTORY = 512 * 1024 * 1024;

interface Spanned {
  readonly opened: { readonly zip: ZipFile; readonly region: ZipRegion };
  /** What to add to the place of each entry: the beginning of its part. */
  readonly lifts: readonly number[];
}

/** Null when the directory is not where the end of the zip states. @param starts the beginnings of the parts */
export async function openSpanned(
  zip: ZipBytes,
  region: ZipRegion,
  starts: readonly number[],
): Promise<Spanned | null> {
  const place = await directoryPlace(zip, region, starts);
  if (!place || place.size > LARGEST_DIRECTORY || place.start + place.size > region.size) return null;
  const directory = Buffer.alloc(place.size);
  await zip.read(directory, 0, directory.length, place.start);
  const lifts: number[] = [];
  for (let at = 0; at + HEADER.bytes <= directory.length && directory.readUInt32LE(at) === HEADER.mark; ) {
    lifts.push(starts[directory.readUInt16LE(at + 34)] ?? 0);
    at += HEADER.bytes + [28, 30, 32].reduce((sum, field) => sum + directory.readUInt16LE(at + field), 0);
  }
  if (lifts.length === 0) return null;
  const within = { ...region, size: place.start + place.size };
  const reader = new WindowReader(zip, within);
  const opened = new ZipFile(reader, place.start, within.size, lifts.length, '', false, true, false, false);
  return { opened: { zip: opened, region }, lifts };
}

async function directoryPlace(
  zip: ZipBytes,
  region: ZipRegion,
  starts: readonly number[],
): Promise<{ readonly start: number; readonly size: number } | null> {
  const tail = Buffer.alloc(Math.min(region.size, TAIL));
  await zip.read(tail, 0, tail.length, region.size - tail.length);
  const at = tail.lastIndexOf('PK\x05\x06', undefined, 'latin1');
  if (at < 0 || at + END.bytes > tail.length) return null;
  const size = tail.readUInt32LE(at + 12);
  const offset = tail.readUInt32LE(at + 16);
  const part = tail.readUInt16LE(at + 6);
  const locator = at - LOCATOR.bytes;
  const isLarge = size === 0xffffffff || offset === 0xffffffff || part === 0xffff;
  if (!isLarge || locator < 0 || tail.readUInt32LE(locator) !== LOCATOR.mark)
    return { start: (starts[part] ?? 0) + offset, size };
  const end = Buffer.alloc(END64.bytes);
  const endAt = (starts[tail.readUInt32LE(locator + 4)] ?? 0) + Number(tail.readBigUInt64LE(locator + 8));
  const { bytesRead } = Number.isSafeInteger(endAt) ? await zip.read(end, 0, end.length, endAt) : { bytesRead: 0 };
  if (bytesRead < end.length || end.readUInt32LE(0) !== END64.mark) return null;
  const start = (starts[end.readUInt32LE(20)] ?? 0) + Number(end.readBigUInt64LE(48));
  return { start, size: Number(end.readBigUInt64LE(40)) };
}
