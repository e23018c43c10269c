/**
 * Walks the parts of PNG, JPEG and WebP files and reads only their headers. The reading function decides what happens
 * with a damaged or cut file: it returns fewer bytes than requested, which ends the walk, or it throws.
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
  /** Two bytes, as in the file. A value less than 0xff01 is not a marker: the file is damaged there. */
  readonly marker: number;
  readonly at: number;
  readonly length: number;
}

/** PNG 1.2: chunks (length, type, data, checksum) after a signature of 8 bytes. The caller must limit their number. */
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
/** Maximum number of fill bytes and markers without a body; real files have few. */
const MOST_BARE = 10_000;

/** JPEG (ITU T.81): the marker segments up to the scan, the end of the picture, or damage, which is the last one. */
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
