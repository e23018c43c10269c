/** Reads PNG, JPEG, WebP and GIF headers: size, orientation, C2PA manifest store, and whether the file is complete. */
import { jpegSegments, pngChunks, riffChunks } from '../../containers/parts.ts';
import { hasExifMark, withoutExifMark } from '../../containers/tiff.ts';
import { joinSegments, MOST_SEGMENTS, type StoreSegment, storeAt, storeSegment } from './c2pa/store-bytes.ts';
import { exifOrientation } from './exif.ts';
import { cutShort, type Draft, HeaderDamage } from './header.ts';
import type { HeaderReader } from './header-reader.ts';
import { webpSize } from './webp-size.ts';

/** Reads a picture's header into the draft. Throws HeaderDamage; facts that were read before it stay in the draft. */
export async function readImage(reader: HeaderReader, draft: Draft): Promise<void> {
  if (draft.mime === 'image/png') await readPng(reader, draft);
  if (draft.mime === 'image/jpeg') await readJpeg(reader, draft);
  if (draft.mime === 'image/webp') await readWebp(reader, draft);
  if (draft.mime === 'image/gif') await readGif(reader, draft);
}

function setSize(draft: Draft, width: number, height: number): void {
  draft.width = width || null;
  draft.height = height || null;
}

/** A quarter turn swaps width and height. */
function orient(draft: Draft, orientation: number): void {
  if (orientation >= 5 && draft.orientation < 5) [draft.width, draft.height] = [draft.height, draft.width];
  draft.orientation = orientation;
}

const EXIF_MOST = 64 * 1024;

/** PNG: `IHDR` first, `IEND` last. */
async function readPng(reader: HeaderReader, draft: Draft): Promise<void> {
  draft.codec = 'png';
  for await (const { type, at: body, length } of pngChunks(reader.exactly)) {
    reader.count();
    if (type === 'IHDR') {
      const size = await reader.exactly(body, 8);
      setSize(draft, size.readUInt32BE(0), size.readUInt32BE(4));
    }
    if (type === 'caBX') draft.store = await storeAt(reader, body, length);
    if (type === 'eXIf') orient(draft, exifOrientation(await reader.upTo(body, Math.min(length, EXIF_MOST))));
    if (type === 'IEND' || (type === 'IDAT' && (await endsWithIend(reader)))) return;
    if (body + length + 4 > reader.size) throw new HeaderDamage(cutShort(reader.size, body + length + 4));
  }
}

/** Whether the file ends with `IEND`. This usual case avoids reading through the picture data. */
async function endsWithIend(reader: HeaderReader): Promise<boolean> {
  return (await reader.upTo(reader.size - 12, 12)).toString('latin1', 4, 8) === 'IEND';
}

/** JPEG: the picture ends with FF D9, which scan data cannot contain. */
async function readJpeg(reader: HeaderReader, draft: Draft): Promise<void> {
  draft.codec = 'mjpeg';
  const segments: StoreSegment[] = [];
  try {
    await readJpegSegments(reader, draft, segments);
  } finally {
    draft.store = joinSegments(segments);
  }
}

async function readJpegSegments(reader: HeaderReader, draft: Draft, segments: StoreSegment[]): Promise<void> {
  for await (const { marker, at, length } of jpegSegments(reader.exactly)) {
    reader.count();
    if (marker < 0xff01) throw new HeaderDamage('The header is damaged: its parts do not follow one another.');
    if (marker === 0xffda) return requireJpegEnd(reader, at + length);
    if (marker === 0xffeb) await keepSegment(reader, segments, at, length);
    else await readJpegSegment(reader, draft, marker, at, length);
  }
}

async function readJpegSegment(
  reader: HeaderReader,
  draft: Draft,
  marker: number,
  at: number,
  length: number,
): Promise<void> {
  const frame = marker >= 0xffc0 && marker <= 0xffcf && marker !== 0xffc4 && marker !== 0xffc8 && marker !== 0xffcc;
  if (frame) {
    const size = await reader.exactly(at, 5);
    const turned = draft.orientation >= 5;
    setSize(draft, size.readUInt16BE(turned ? 1 : 3), size.readUInt16BE(turned ? 3 : 1));
  }
  if (marker === 0xffe1) {
    const body = await reader.upTo(at, length);
    if (hasExifMark(body)) orient(draft, exifOrientation(withoutExifMark(body)));
  }
}

async function keepSegment(reader: HeaderReader, segments: StoreSegment[], at: number, length: number): Promise<void> {
  if (segments.length >= MOST_SEGMENTS) return;
  const segment = storeSegment(await reader.upTo(at, length));
  if (segment) segments.push(segment);
}

async function requireJpegEnd(reader: HeaderReader, scan: number): Promise<void> {
  const end = Buffer.from([0xff, 0xd9]);
  if ((await reader.upTo(Math.max(scan, reader.size - 32), 32)).includes(end)) return;
  const step = 1 << 20;
  for (let at = scan; at < reader.size; at += step - 1) {
    if ((await reader.upTo(at, step)).includes(end)) return;
  }
  throw new HeaderDamage('The file is cut short: the end of the picture is missing.');
}

/** WebP: the size is in `VP8X`, else in the first frame. */
async function readWebp(reader: HeaderReader, draft: Draft): Promise<void> {
  draft.codec = 'webp';
  const stated = (await reader.exactly(4, 4)).readUInt32LE(0) + 8;
  const end = Math.min(stated, reader.size);
  for await (const { type, at, length } of riffChunks(reader.exactly, end)) {
    reader.count();
    const body = await reader.upTo(at, Math.min(length, type === 'EXIF' ? EXIF_MOST : 16));
    readWebpChunk(type, body, draft);
    if (type === 'C2PA') draft.store = await storeAt(reader, at, length);
  }
  if (stated > reader.size) throw new HeaderDamage(cutShort(reader.size, stated));
}

function readWebpChunk(type: string, body: Buffer, draft: Draft): void {
  if (type === 'EXIF') orient(draft, exifOrientation(withoutExifMark(body)));
  const size = draft.width === null ? webpSize(type, body) : null;
  if (size) setSize(draft, size.width, size.height);
}

/** GIF89a: the size of the logical screen. A complete file ends with a trailer, after which only zeros are allowed. */
async function readGif(reader: HeaderReader, draft: Draft): Promise<void> {
  draft.codec = 'gif';
  const size = await reader.exactly(6, 4);
  setSize(draft, size.readUInt16LE(0), size.readUInt16LE(2));
  const tail = await reader.upTo(Math.max(13, reader.size - 1024), 1024);
  const last = tail.findLast((byte) => byte !== 0);
  if (last !== 0x3b) throw new HeaderDamage('The file is cut short: the end of the picture is missing.');
}
