/** Reads the texts inside pictures and videos: PNG text chunks, EXIF comments of JPEG and WebP, MP4 comments. */
import { inflateSync } from 'node:zlib';
import { InputError, type SourceEntry } from '../source.ts';
import { exifTexts } from './exif-texts.ts';

/** Texts by their names in the file. */
export type EmbeddedTexts = ReadonlyMap<string, string>;

const HEAD = 16 * 1024;
/** A ComfyUI workflow of many nodes takes a megabyte. Larger texts are not read. */
const LARGEST = 8 * 1024 * 1024;
const MOST_PARTS = 128;
const NOTHING: EmbeddedTexts = new Map();

/** Reads part of a file; returns fewer bytes at its end. */
type Read = (start: number, length: number) => Buffer | Promise<Buffer>;

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
async function reader(entry: SourceEntry): Promise<Read | null> {
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

/** PNG (ISO 15948): length, type, data, checksum. Texts come before the picture's data. */
async function pngTexts(read: Read): Promise<EmbeddedTexts> {
  const texts = new Map<string, string>();
  let at = 8;
  for (let part = 0; part < MOST_PARTS; part++) {
    const head = await read(at, 8);
    if (head.length < 8) break;
    const length = head.readUInt32BE(0);
    const type = head.toString('latin1', 4, 8);
    if (type === 'IDAT' || type === 'IEND') break;
    if (/^(?:tEXt|zTXt|iTXt)$/.test(type) && length <= LARGEST) addPngText(texts, type, await read(at + 8, length));
    if (type === 'eXIf' && length <= LARGEST)
      for (const [name, text] of exifTexts(await read(at + 8, length))) texts.set(name, text);
    at += length + 12;
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

/** JPEG: markers with lengths up to the start of the scan. EXIF is in APP1. */
async function jpegTexts(read: Read): Promise<EmbeddedTexts> {
  let at = 2;
  for (let part = 0; part < MOST_PARTS; part++) {
    const head = await read(at, 10);
    const marker = head[1] ?? 0xda;
    if (head.length < 10 || head[0] !== 0xff || marker === 0xda || marker === 0xd9) break;
    const length = head.readUInt16BE(2);
    if (marker === 0xe1 && head.toString('latin1', 4, 10) === 'Exif\0\0')
      return exifTexts(await read(at + 10, Math.max(0, length - 8)));
    at += 2 + length;
  }
  return NOTHING;
}

/** WebP: chunks of a RIFF file. The first chunk states whether there is EXIF. */
async function webpTexts(read: Read): Promise<EmbeddedTexts> {
  const first = await read(12, 9);
  if (first.toString('latin1', 0, 4) !== 'VP8X' || ((first[8] ?? 0) & 0x08) === 0) return NOTHING;
  let at = 12;
  for (let part = 0; part < MOST_PARTS; part++) {
    const head = await read(at, 8);
    if (head.length < 8) break;
    const length = head.readUInt32LE(4);
    if (head.toString('latin1', 0, 4) === 'EXIF' && length <= LARGEST) {
      const data = await read(at + 8, length);
      return exifTexts(data.toString('latin1', 0, 6) === 'Exif\0\0' ? data.subarray(6) : data);
    }
    at += 8 + length + (length % 2);
  }
  return NOTHING;
}

/** How far into a packed file to search: everything before that place must be unpacked. */
const PACKED_REACH = 1024 * 1024;

/** ISO media: `moov/udta/meta/ilst` contains `©cmt` and similar items. ffmpeg writes `moov` after the media data. */
async function mp4Texts(read: Read, entry: SourceEntry): Promise<EmbeddedTexts> {
  let at = 0;
  for (let part = 0; part < 16; part++) {
    if (entry.entry !== null && at > PACKED_REACH) break;
    const head = await read(at, 16);
    if (head.length < 8) break;
    const size = boxSize(head, entry.size - at);
    if (size < 8) break;
    if (head.toString('latin1', 4, 8) === 'moov') return size <= LARGEST ? ilstTexts(await read(at, size)) : NOTHING;
    at += size;
  }
  return NOTHING;
}

function boxSize(head: Buffer, rest: number): number {
  const size = head.readUInt32BE(0);
  if (size === 0) return rest;
  return size === 1 && head.length >= 16 ? Number(head.readBigUInt64BE(8)) : size;
}

function ilstTexts(moov: Buffer): EmbeddedTexts {
  const texts = new Map<string, string>();
  const udta = box(moov, 'udta', 8);
  const meta = udta && box(udta, 'meta', 8);
  if (!meta) return texts;
  // Apple's `meta` has a version before its boxes; QuickTime's has none.
  const keys = box(meta, 'keys', 12) ?? box(meta, 'keys', 8);
  const names = keys ? keyNames(keys) : [];
  for (const item of boxes(box(meta, 'ilst', 12) ?? box(meta, 'ilst', 8) ?? Buffer.alloc(0), 8)) {
    const data = box(item, 'data', 8) ?? box(item, 'data', 8 + sizesBefore(item));
    if (!data || data.length < 16 || data.readUInt32BE(8) !== 1) continue;
    const name = item.toString('latin1', 4, 8);
    const number = item.readUInt32BE(4);
    texts.set(
      name === '----' ? freeName(item) : (names[number - 1] ?? LATIN_NAMES[name] ?? name),
      data.toString('utf8', 16),
    );
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
function freeName(item: Buffer): string {
  return box(item, 'name', 8)?.toString('utf8', 12) ?? '----';
}

/** Size in bytes of `mean` and `name` before the data of a free-form item. */
function sizesBefore(item: Buffer): number {
  return (box(item, 'mean', 8)?.length ?? 0) + (box(item, 'name', 8)?.length ?? 0);
}

function keyNames(keys: Buffer): readonly string[] {
  return [...boxes(keys, 16)].map((key) => key.toString('utf8', 8).replace(/^com\.[a-z.]*\./, ''));
}

function box(parent: Buffer, type: string, from: number): Buffer | null {
  for (const child of boxes(parent, from)) if (child.toString('latin1', 4, 8) === type) return child;
  return null;
}

function* boxes(parent: Buffer, from: number): Generator<Buffer> {
  for (let at = from, count = 0; at + 8 <= parent.length && count < 4_096; count++) {
    const size = parent.readUInt32BE(at);
    if (size < 8 || at + size > parent.length) return;
    yield parent.subarray(at, at + size);
    at += size;
  }
}
