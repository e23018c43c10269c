/** Reads the pages of a damaged catalog, which SQLite may refuse to open, from its file and its write-ahead log. */
import { closeSync, openSync, readFileSync, readSync, statSync } from 'node:fs';

export interface Pages {
  /** The size of a page in bytes. */
  readonly size: number;
  /** The number of pages in the file, or the highest page number in the log if that is larger. */
  readonly count: number;
  /** The number of damaged frames in the log. */
  readonly brokenFrames: number;
  /** The newest undamaged version of a page; null when there is none. */
  page(number: number): Buffer | null;
  /** Every version of every page: those in the log, newest first, then those in the file. */
  versions(): Generator<{ readonly number: number; readonly bytes: Buffer }>;
  close(): void;
}

const DEFAULT_SIZE = 4_096;
const WAL_HEADER = 32;
const FRAME_HEADER = 24;

/** @param catalog the file, which may be absent @param log its write-ahead log, which may be absent */
export function openPages(catalog: string, log: string): Pages {
  const bytes = statSync(catalog, { throwIfNoEntry: false })?.size ?? 0;
  const file = bytes > 0 ? openSync(catalog, 'r') : null;
  const wal = statSync(log, { throwIfNoEntry: false }) ? readFileSync(log) : Buffer.alloc(0);
  const size = sizeIn(file) ?? sizeInLog(wal) ?? DEFAULT_SIZE;
  const { frames, broken } = framesOf(wal, size);
  const newest = new Map(frames.map(({ page, at }) => [page, at]));
  const inFile = Math.ceil(bytes / size);
  const count = frames.reduce((most, { page }) => Math.max(most, page), inFile);

  const frame = (at: number): Buffer => wal.subarray(at, at + size);
  const ofFile = (number: number): Buffer | null => {
    if (file === null || number < 1 || number > inFile) return null;
    const page = Buffer.alloc(size);
    readSync(file, page, 0, size, (number - 1) * size);
    return page;
  };
  return {
    size,
    count,
    brokenFrames: broken,
    page(number) {
      const at = newest.get(number);
      return at === undefined ? ofFile(number) : frame(at);
    },
    *versions() {
      for (const { page, at } of frames.toReversed()) yield { number: page, bytes: frame(at) };
      for (let number = 1; number <= inFile; number++) yield { number, bytes: ofFile(number) as Buffer };
    },
    close: () => {
      if (file !== null) closeSync(file);
    },
  };
}

function sizeIn(file: number | null): number | null {
  if (file === null) return null;
  const head = Buffer.alloc(18);
  readSync(file, head, 0, 18, 0);
  const stated = head.readUInt16BE(16);
  return sane(stated === 1 ? 65_536 : stated);
}

function sizeInLog(wal: Buffer): number | null {
  return wal.length < WAL_HEADER ? null : sane(wal.readUInt32BE(8));
}

const sane = (size: number): number | null =>
  size >= 512 && size <= 65_536 && (size & (size - 1)) === 0 ? size : null;

interface Frame {
  readonly page: number;
  /** The offset of the page's bytes in the log. */
  readonly at: number;
}

/**
 * The frames of the log with a valid checksum, up to the last one that ends a transaction. Each checksum continues the
 * checksum that the frame before states, so the frames after a damaged frame can still be checked.
 */
function framesOf(wal: Buffer, size: number): { readonly frames: readonly Frame[]; readonly broken: number } {
  const step = FRAME_HEADER + size;
  const total = Math.floor((wal.length - WAL_HEADER) / step);
  if (total < 1) return { frames: [], broken: 0 };
  const salt = usualSalt(wal, step, total);
  const isBig = isBigEndian(wal, step, total);
  const frames: (Frame & { readonly ends: boolean })[] = [];
  let ours = 0;
  for (let number = 0; number < total; number++) {
    const head = WAL_HEADER + number * step;
    if (wal.subarray(head + 8, head + 16).equals(salt)) ours += 1;
    if (!fits(wal, number, step, isBig) || !wal.subarray(head + 8, head + 16).equals(salt)) continue;
    frames.push({ page: wal.readUInt32BE(head), at: head + FRAME_HEADER, ends: wal.readUInt32BE(head + 4) !== 0 });
  }
  const last = frames.findLastIndex(({ ends }) => ends);
  return { frames: frames.slice(0, last + 1), broken: ours - frames.length };
}

/**
 * The salt (two numbers) that all current frames of the log carry. Frames with another salt are older and already in
 * the catalog.
 */
function usualSalt(wal: Buffer, step: number, total: number): Buffer {
  const first = wal.subarray(WAL_HEADER + 8, WAL_HEADER + 16);
  const stated = wal.subarray(16, 24);
  if (first.equals(stated) || total < 2) return stated;
  const second = wal.subarray(WAL_HEADER + step + 8, WAL_HEADER + step + 16);
  return second.equals(stated) ? stated : second.equals(first) ? first : stated;
}

/** Whether checksums use big-endian words. The log's magic number tells it; when that is damaged, frame 2 is tried. */
function isBigEndian(wal: Buffer, step: number, total: number): boolean {
  const magic = wal.readUInt32BE(0);
  if (magic === 0x377f0682) return false;
  if (magic === 0x377f0683) return true;
  return total > 1 && fits(wal, 1, step, true);
}

function fits(wal: Buffer, number: number, step: number, isBig: boolean): boolean {
  const head = WAL_HEADER + number * step;
  const before = number === 0 ? 24 : head - step + 16;
  let one = wal.readUInt32BE(before);
  let two = wal.readUInt32BE(before + 4);
  const add = (from: number, to: number): void => {
    for (let at = from; at < to; at += 8) {
      one = (one + (isBig ? wal.readUInt32BE(at) : wal.readUInt32LE(at)) + two) >>> 0;
      two = (two + (isBig ? wal.readUInt32BE(at + 4) : wal.readUInt32LE(at + 4)) + one) >>> 0;
    }
  };
  add(head, head + 8);
  add(head + FRAME_HEADER, head + step);
  return one === wal.readUInt32BE(head + 16) && two === wal.readUInt32BE(head + 20);
}
