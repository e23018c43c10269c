/**
 * Loads a SQLite file with its write-ahead log into one image in memory. In WAL mode, SQLite cannot even read a file
 * when it cannot write the log's index beside it: on a full disk, or in a folder without write access.
 */
import { closeSync, fstatSync, openSync } from 'node:fs';
import { fillFrom } from './read-bytes.ts';

/** Larger files are not loaded, because every thread that reads the catalog has its own image. */
const MOST_BYTES = 2 ** 31 - 1;

/** Bytes 18 and 19 of a file state its mode; 1 means no log. */
const MODE_AT = 18;
const HEADER = 32;
const FRAME = 24;

/**
 * Reads the file at `path` as of its last committed transaction. Throws the system's error, or an error when it is too
 * large.
 */
export function readImage(path: string): Buffer {
  const image = withLog(readWhole(path) ?? Buffer.alloc(0), readWhole(`${path}-wal`));
  if (image.length > MODE_AT + 1) image.fill(1, MODE_AT, MODE_AT + 2);
  return image;
}

/** Null when the file does not exist. */
function readWhole(path: string): Buffer | null {
  let file: number;
  try {
    file = openSync(path, 'r');
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw cause;
  }
  try {
    const { size } = fstatSync(file);
    if (size > MOST_BYTES) throw new Error('The file is too large to be read while its folder is not writable.');
    const bytes = Buffer.alloc(size);
    return bytes.subarray(0, fillFrom(file, bytes, 0));
  } finally {
    closeSync(file);
  }
}

/**
 * Applies the log's committed pages to the image. Frames after a wrong checksum were never committed
 * (sqlite.org/fileformat.html, 4).
 */
function withLog(image: Buffer, log: Buffer | null): Buffer {
  if (!log || log.length < HEADER) return image;
  const magic = log.readUInt32BE(0);
  if (magic >>> 1 !== 0x377f0682 >>> 1) return image;
  const isBig = (magic & 1) === 1;
  const pageSize = log.readUInt32BE(8);
  let sum = checksum(log.subarray(0, 24), isBig, [0, 0]);
  if (!isSum(log, 24, sum) || pageSize < 512) return image;
  const salts = log.subarray(16, 24);
  let whole = image;
  let pages: (readonly [page: number, bytes: Buffer])[] = [];
  for (let at = HEADER; at + FRAME + pageSize <= log.length; at += FRAME + pageSize) {
    const bytes = log.subarray(at + FRAME, at + FRAME + pageSize);
    sum = checksum(bytes, isBig, checksum(log.subarray(at, at + 8), isBig, sum));
    if (!log.subarray(at + 8, at + 16).equals(salts) || !isSum(log, at + 16, sum)) break;
    pages.push([log.readUInt32BE(at), bytes]);
    const size = log.readUInt32BE(at + 4) * pageSize;
    if (size === 0) continue;
    whole = committed(whole, pages, size, pageSize);
    pages = [];
  }
  return whole;
}

function committed(
  image: Buffer,
  pages: readonly (readonly [number, Buffer])[],
  size: number,
  pageSize: number,
): Buffer {
  const next = image.length >= size ? image.subarray(0, size) : Buffer.concat([image], size);
  for (const [page, bytes] of pages) if (page * pageSize <= size) bytes.copy(next, (page - 1) * pageSize);
  return next;
}

type Sum = readonly [number, number];

function checksum(bytes: Buffer, isBig: boolean, [a, b]: Sum): Sum {
  let [first, second] = [a, b];
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  for (let at = 0; at < bytes.length; at += 8) {
    first = (first + view.getUint32(at, !isBig) + second) >>> 0;
    second = (second + view.getUint32(at + 4, !isBig) + first) >>> 0;
  }
  return [first, second];
}

const isSum = (log: Buffer, at: number, [a, b]: Sum): boolean =>
  log.readUInt32BE(at) === a && log.readUInt32BE(at + 4) === b;
