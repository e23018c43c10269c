/**
 * Walks the parts of PNG, JPEG and WebP files, reading their headers alone. What to do about a damaged or cut file is
 * decided by the function that reads: when it returns fewer bytes than asked for, the walk ends; or it throws.
 */

/** Reads `length` bytes from `start` on. */
export type ReadAt = (start: number, length: number) => Buffer | Promise<Buffer>;

/** A part of a file: its four letters, and the place of its body. */
export interface Chunk {
  readonly type: string;
  readonly at: number;
  readonly length: number;
}

export interface Segment {
  /** Two bytes, as in the file; less than 0xff01 where no marker is: the file is damaged there. */
  readonly marker: number;
  readonly at: number;
  readonly length: number;
}

/** PNG 1.2: chunks of length, type, data, checksum, after a signature of 8 bytes. Endless parts are the caller's to end. */
export async function* pngChunks(read: ReadAt): AsyncGenerator<Chunk> {
  for (let at = 8; ; ) {
    const head = await read(at, 8);
    if (head.length < 8) return;
    const length = head.readUInt32BE(0);
    yield { type: head.toString('latin1', 4, 8), at: at + 8, length };
    at += length + 12;
  }
}

/** WebP (RFC 9649): RIFF chunks, padded to even length, up to `end`. */
export async function* riffChunks(read: ReadAt, end = Number.POSITIVE_INFINITY): AsyncGenerator<Chunk> {
  for (let at = 12; at + 8 <= end; ) {
    const head = await read(at, 8);
    if (head.length < 8) return;
    const length = head.readUInt32LE(4);
    yield { type: head.toString('latin1', 0, 4), at: at + 8, length };
    at += 8 + length + (length % 2);
  }
}

const SCAN = 0xffda;
const END = 0xffd9;
/** Fill bytes and markers without a body, of which a file of a camera has none or a few. */
const MOST_BARE = 10_000;

/** JPEG (ITU T.81): the marker segments up to and including that of the scan, the end of the picture, or the damage. */
export async function* jpegSegments(read: ReadAt): AsyncGenerator<Segment> {
  let bare = 0;
  for (let at = 2; ; ) {
    const head = await read(at, 2);
    if (head.length < 2) return;
    const marker = head.readUInt16BE(0);
    const isFill = marker === 0xffff;
    if (isFill || marker === 0xff01 || (marker >= 0xffd0 && marker <= 0xffd8)) {
      if (++bare > MOST_BARE) return yield { marker: 0, at, length: 0 };
      at += isFill ? 1 : 2;
      continue;
    }
    if (marker < 0xff01 || marker === END) return yield { marker, at: at + 2, length: 0 };
    const stated = await read(at + 2, 2);
    if (stated.length < 2) return;
    const length = Math.max(2, stated.readUInt16BE(0));
    yield { marker, at: at + 4, length: length - 2 };
    if (marker === SCAN) return;
    at += 2 + length;
  }
}
