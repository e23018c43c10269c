/** Reads the texts inside pictures and videos: PNG text chunks, EXIF comments of JPEG and WebP, MP4 comments. */
import { inflateSync } from 'node:zlib';
import { type Box, find, topBox, walkBoxes } from '../../containers/iso-boxes.ts';
import { jpegSegments, pngChunks, type ReadAt, riffChunks } from '../../containers/parts.ts';
import { hasExifMark, withoutExifMark } from '../../containers/tiff.ts';
import { InputError, type SourceEntry } from '../source.ts';
import { exifTexts } from './exif-texts.ts';

/** Texts by their names in the file. */
export type EmbeddedTexts = ReadonlyMap<string, string>;

const HEAD = 16 * 1024;
/** A ComfyUI workflow of many nodes takes a megabyte. Larger texts are not read. */
const LARGEST = 8 * 1024 * 1024;
const MOST_PARTS = 128;
const MOST_BOXES = 4_096;
const NOTHING: EmbeddedTexts = new Map();

/**
 * Finds a file's texts from the headers of its parts, without reading picture data. Empty when there are no texts, and
 * for damaged files or files of another type.
 */
export async function embeddedTexts(entry: SourceEntry): Promise<EmbeddedTexts> {
  const read = await reader(entry);
  if (!read) return NOTHING;
  const head = await read(0, 16);
  if (head.toString('latin1', 0, 8) === '\x89PNG\r\n\x1a\n') return pngTexts(read);
  if (head[0] === 0xff && head[1] === 0xd8) return jpegTexts(read);
  if (head.toString('latin1', 0, 4) === 'RIFF' && head.toString('latin1', 8, 12) === 'WEBP') return webpTexts(read);
  return head.toString('latin1', 4, 8) === 'ftyp' ? mp4Texts(read, entry) : NOTHING;
}

/** Reads the beginning once. Only reads beyond it access the disk again. */
async function reader(entry: SourceEntry): Promise<ReadAt | null> {
  const head = await bytesOf(entry, 0, HEAD);
  if (!head || head.length < 16) return null;
  return (start, length) => {
    const wanted = Math.min(length, LARGEST);
    if (start + wanted <= head.length) return head.subarray(start, start + wanted);
    return bytesOf(entry, start, wanted).then((bytes) => bytes ?? Buffer.alloc(0));
  };
}

async function bytesOf(entry: SourceEntry, start: number, length: number): Promise<Buffer | null> {
  const end = Math.min(entry.size, start + length);
  if (start >= end) return null;
  try {
    return await entry.read({ start, end });
  } catch (cause) {
    // The code that reads the file as media reports the problem.
    if (cause instanceof InputError) return null;
    throw cause;
  }
}

/** PNG: texts come before the picture's data. */
async function pngTexts(read: ReadAt): Promise<EmbeddedTexts> {
  const texts = new Map<string, string>();
  let parts = 0;
  for await (const { type, at, length } of pngChunks(read)) {
    if (type === 'IDAT' || type === 'IEND' || ++parts > MOST_PARTS) break;
    if (length > LARGEST) continue;
    if (/^(?:tEXt|zTXt|iTXt)$/.test(type)) addPngText(texts, type, await read(at, length));
    if (type === 'eXIf') for (const [name, text] of exifTexts(await read(at, length))) texts.set(name, text);
  }
  return texts;
}

function addPngText(texts: Map<string, string>, type: string, data: Buffer): void {
  const end = data.indexOf(0);
  if (end < 1 || end > 79) return;
  const key = data.toString('latin1', 0, end);
  const text = pngText(type, data.subarray(end + 1));
  if (text !== null && !texts.has(key)) texts.set(key, text);
}

function pngText(type: string, data: Buffer): string | null {
  // The standard says Latin-1, but many files contain UTF-8.
  if (type === 'tEXt') return utf8(data) ?? data.toString('latin1');
  if (type === 'zTXt') return data[0] === 0 ? inflated(data.subarray(1)) : null;
  const language = data.indexOf(0, 2);
  const translated = language < 0 ? -1 : data.indexOf(0, language + 1);
  if (translated < 0) return null;
  const rest = data.subarray(translated + 1);
  return data[0] === 1 ? inflated(rest) : rest.toString('utf8');
}

function inflated(data: Buffer): string | null {
  try {
    const bytes = inflateSync(data, { maxOutputLength: LARGEST });
    return utf8(bytes) ?? bytes.toString('latin1');
  } catch {
    return null;
  }
}

function utf8(bytes: Uint8Array): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return null;
  }
}

/** JPEG: EXIF is in APP1. */
async function jpegTexts(read: ReadAt): Promise<EmbeddedTexts> {
  let parts = 0;
  for await (const { marker, at, length } of jpegSegments(read)) {
    if (++parts > MOST_PARTS) break;
    if (marker !== 0xffe1 || !hasExifMark(await read(at, 6))) continue;
    return exifTexts(withoutExifMark(await read(at, length)));
  }
  return NOTHING;
}

/** WebP: the first chunk states whether there is EXIF. */
async function webpTexts(read: ReadAt): Promise<EmbeddedTexts> {
  const first = await read(12, 9);
  if (first.toString('latin1', 0, 4) !== 'VP8X' || ((first[8] ?? 0) & 0x08) === 0) return NOTHING;
  let parts = 0;
  for await (const { type, at, length } of riffChunks(read)) {
    if (++parts > MOST_PARTS) break;
    if (type === 'EXIF' && length <= LARGEST) return exifTexts(withoutExifMark(await read(at, length)));
  }
  return NOTHING;
}

/** How far into a packed file to search: everything before that place must be unpacked. */
const PACKED_REACH = 1024 * 1024;

/** ISO media: `moov/udta/meta/ilst` contains `©cmt` and similar items. ffmpeg writes `moov` after the media data. */
async function mp4Texts(read: ReadAt, entry: SourceEntry): Promise<EmbeddedTexts> {
  let at = 0;
  for (let part = 0; part < 16; part++) {
    if (entry.entry !== null && at > PACKED_REACH) break;
    const head = await read(at, 16);
    if (head.length < 8) break;
    const found = topBox(head, at, entry.size);
    if (!found) break;
    const size = found.end - at;
    if (found.type === 'moov')
      return size <= LARGEST ? ilstTexts(await read(found.bodyStart, found.end - found.bodyStart)) : NOTHING;
    at = found.end;
  }
  return NOTHING;
}

function ilstTexts(moov: Buffer): EmbeddedTexts {
  const texts = new Map<string, string>();
  const meta = inside(inside(moov, 'udta'), 'meta');
  if (!meta) return texts;
  // Apple's `meta` has a version before its boxes; QuickTime's has none.
  const keys = inside(meta, 'keys', 4) ?? inside(meta, 'keys');
  const names = keys ? keyNames(keys) : [];
  for (const item of wholeBoxes(inside(meta, 'ilst', 4) ?? inside(meta, 'ilst'))) {
    const data = inside(item.body, 'data');
    if (!data || data.length < 8 || data.readUInt32BE(0) !== 1) continue;
    const number = Buffer.from(item.type, 'latin1').readUInt32BE(0);
    const name =
      item.type === '----' ? freeName(item.body) : (names[number - 1] ?? LATIN_NAMES[item.type] ?? item.type);
    texts.set(name, data.toString('utf8', 8));
  }
  return texts;
}

const LATIN_NAMES: Readonly<Record<string, string>> = {
  '\xa9cmt': 'comment',
  '\xa9des': 'description',
  desc: 'description',
  '\xa9nam': 'title',
  '\xa9too': 'encoder',
};

/** The name of a free-form item is in a box of its own. */
const freeName = (item: Buffer): string => inside(item, 'name')?.toString('utf8', 4) ?? '----';

function keyNames(keys: Buffer): readonly string[] {
  return wholeBoxes(keys, 8).map(({ body }) => body.toString('utf8').replace(/^com\.[a-z.]*\./, ''));
}

/** The body of the first box of this type inside another. */
function inside(parent: Buffer | undefined, type: string, from = 0): Buffer | undefined {
  return find(wholeBoxes(parent, from), type)?.body;
}

/** A box that is cut would give a part of a text for the whole. The types of items can be numbers. */
function wholeBoxes(parent: Buffer | undefined, from = 0): readonly Box[] {
  const boxes: Box[] = [];
  for (const box of walkBoxes(parent, from)) {
    if (!box.isWhole || boxes.length >= MOST_BOXES) break;
    boxes.push(box);
  }
  return boxes;
}
