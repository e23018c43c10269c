/** Reads the texts of a PNG: tEXt, zTXt, iTXt, EXIF and XMP, before and after the picture data. */
import { inflateSync } from 'node:zlib';
import { pngChunks } from '../../containers/parts.ts';
import { exifTexts } from './exif-texts.ts';
import { addTexts, type EmbeddedTexts, LARGEST_TEXT, type TextSource, utf8 } from './text-source.ts';
import { xmpTexts } from './xmp-texts.ts';

/** Number of chunks to look at before the picture data, and in jumps from one large part of it to the next. */
const MOST_CHUNKS = 256;
/** Longest of all texts of a file together, in bytes of the unpacked text. */
const MOST_TEXT = 2 * LARGEST_TEXT;
/** Steps from chunk to chunk in the end of a file. */
const MOST_PARTS = 16_384;
const XMP = 'XML:com.adobe.xmp';
/** Length, type and checksum of a chunk, in bytes. */
const FRAME = 12;

export async function pngTexts(source: TextSource): Promise<EmbeddedTexts> {
  const texts = new Map<string, string>();
  let chunks = 0;
  for await (const { type, at, length } of pngChunks(source.read)) {
    if (type === 'IEND' || ++chunks > MOST_CHUNKS) break;
    if (type === 'IDAT') {
      await addLateTexts(texts, source, { at, length });
      break;
    }
    if (TEXT.test(type) && length <= LARGEST_TEXT) addChunk(texts, type, await source.read(at, length));
  }
  return texts;
}

const TEXT = /^(?:tEXt|zTXt|iTXt|eXIf)$/;
/** The end of the file to read first: it has the last part of the picture data and what follows, for usual writers. */
const TAIL = 80 * 1024;

/**
 * Texts after the picture data, where ImageMagick and others put them. Walking through the data would take a read for
 * every 8 KiB, so the chunks are sought in the end of the file: they reach from some part of the data exactly to `IEND`.
 */
async function addLateTexts(
  texts: Map<string, string>,
  source: TextSource,
  first: { readonly at: number; readonly length: number },
): Promise<void> {
  const after = first.at + first.length + 4;
  const rest = source.size - after;
  // Most pictures of one part: only `IEND` follows.
  if (rest <= FRAME) return;
  for (const reach of [TAIL, LARGEST_TEXT]) {
    const start = Math.max(after, source.size - reach);
    const tail = await source.read(start, source.size - start);
    const chain = start === after ? chunksFrom(tail, 0) : lastChain(tail);
    if (Array.isArray(chain)) {
      for (const { type, data } of chain) if (TEXT.test(type)) addChunk(texts, type, data);
      return;
    }
    if (source.isPacked) return;
    // Parts larger than the tail: a few jumps lead to the end.
    if (first.length >= TAIL / 2) return addByJumps(texts, source, after);
  }
}

interface Part {
  readonly type: string;
  readonly data: Buffer;
}

/** The chunks from the last part of the picture data to the end of the file; null when no such part is found. */
function lastChain(tail: Buffer): readonly Part[] | null {
  // Compressed data can contain these letters by chance, or in a hostile file everywhere.
  let steps = 0;
  for (let end = tail.length; steps < MOST_PARTS; steps++) {
    const at = tail.subarray(0, end).lastIndexOf('IDAT', undefined, 'latin1');
    if (at < 4) return null;
    const chain = chunksFrom(tail, at - 4, MOST_PARTS - steps);
    if (Array.isArray(chain)) return chain;
    steps += chain;
    end = at + 3;
  }
  return null;
}

/**
 * The chunks from a place up to `IEND`; the number of chunks when they do not follow one another. Bytes after `IEND` do
 * not count.
 */
function chunksFrom(bytes: Buffer, from: number, most = MOST_PARTS): Part[] | number {
  const parts: Part[] = [];
  for (let at = from; at + FRAME <= bytes.length && parts.length < most; ) {
    const length = bytes.readUInt32BE(at);
    const type = bytes.toString('latin1', at + 4, at + 8);
    if (!/^[a-z]{4}$/i.test(type)) return parts.length;
    if (type === 'IEND') return parts;
    parts.push({ type, data: bytes.subarray(at + 8, at + 8 + length) });
    at += length + FRAME;
  }
  return parts.length;
}

async function addByJumps(texts: Map<string, string>, source: TextSource, from: number): Promise<void> {
  let chunks = 0;
  const moved = (start: number, length: number) => source.read(start + from - 8, length);
  for await (const { type, at, length } of pngChunks(moved)) {
    if (type === 'IEND' || ++chunks > MOST_CHUNKS) return;
    if (TEXT.test(type) && length <= LARGEST_TEXT) addChunk(texts, type, await moved(at, length));
  }
}

function addChunk(texts: Map<string, string>, type: string, data: Buffer): void {
  if (type === 'eXIf') return addTexts(texts, exifTexts(data));
  const end = data.indexOf(0);
  if (end < 1 || end > 79 || texts.size >= MOST_CHUNKS) return;
  const key = data.toString('latin1', 0, end);
  const left = MOST_TEXT - [...texts.values()].reduce((sum, text) => sum + text.length, 0);
  const text = texts.has(key) ? null : pngText(type, data.subarray(end + 1), Math.min(left, LARGEST_TEXT));
  if (text === null || text.length > left) return;
  if (key === XMP) addTexts(texts, xmpTexts(text));
  else texts.set(key, text);
}

function pngText(type: string, data: Buffer, most: number): string | null {
  // The standard says Latin-1, but many files contain UTF-8.
  if (type === 'tEXt') return utf8(data) ?? data.toString('latin1');
  if (type === 'zTXt') return data[0] === 0 ? inflated(data.subarray(1), most) : null;
  const language = data.indexOf(0, 2);
  const translated = language < 0 ? -1 : data.indexOf(0, language + 1);
  if (translated < 0) return null;
  const rest = data.subarray(translated + 1);
  return data[0] === 1 ? inflated(rest, most) : rest.toString('utf8');
}

function inflated(data: Buffer, most: number): string | null {
  if (most <= 0) return null;
  try {
    const bytes = inflateSync(data, { maxOutputLength: most });
    return utf8(bytes) ?? bytes.toString('latin1');
  } catch {
    return null;
  }
}
