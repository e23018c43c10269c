/** Reads the tags of Matroska and WebM (RFC 9559): names and texts in the element `Tags`, found without reading frames. */
import type { ReadAt } from '../../containers/parts.ts';
import { type EmbeddedTexts, LARGEST_TEXT, type TextSource, untilZero } from './text-source.ts';

const SEGMENT = 0x18538067;
const SEEK_HEAD = 0x114d9b74;
const SEEK = 0x4dbb;
const SEEK_ID = 0x53ab;
const SEEK_POSITION = 0x53ac;
const INFO = 0x1549a966;
const TITLE = 0x7ba9;
const TAGS = 0x1254c367;
const TAG = 0x7373;
const SIMPLE_TAG = 0x67c8;
const TAG_NAME = 0x45a3;
const TAG_STRING = 0x4487;
const CLUSTER = 0x1f43b675;
/** The elements before the first frames, and those in one tag, are few. */
const MOST_ELEMENTS = 4_096;
const MOST_BEFORE_FRAMES = 64;

interface Element {
  readonly id: number;
  readonly at: number;
  /** Infinite when unknown: a stream that was recorded live. */
  readonly length: number;
}

/** The tags stand before the frames, or where the list at the beginning says. */
export async function matroskaTexts({ read, size }: TextSource): Promise<EmbeddedTexts> {
  const texts = new Map<string, string>();
  const ebml = await elementAt(read, 0);
  const segment = ebml && (await elementAt(read, ebml.at + ebml.length));
  if (!segment || segment.id !== SEGMENT) return texts;
  const end = Math.min(size, segment.at + segment.length);
  let listed: number | null = null;
  let at = segment.at;
  for (let count = 0; at < end && count < MOST_BEFORE_FRAMES; count++) {
    const element = await elementAt(read, at);
    if (!element || element.id === CLUSTER) break;
    if (element.id === SEEK_HEAD) listed ??= tagsPlace(await bodyOf(read, element));
    if (element.id === INFO) addTitle(texts, await bodyOf(read, element));
    if (element.id === TAGS) {
      addTags(texts, await bodyOf(read, element));
      return texts;
    }
    at = element.at + element.length;
  }
  const tags = listed === null ? null : await elementAt(read, segment.at + listed);
  if (tags?.id === TAGS) addTags(texts, await bodyOf(read, tags));
  return texts;
}

async function elementAt(read: ReadAt, at: number): Promise<Element | null> {
  return Number.isSafeInteger(at) ? elementIn(await read(at, 12), 0, at) : null;
}

const bodyOf = async (read: ReadAt, { at, length }: Element): Promise<Buffer> =>
  length <= LARGEST_TEXT ? read(at, length) : Buffer.alloc(0);

/** Parses the identifier and length of an element. @param base the place of `bytes` in the file */
function elementIn(bytes: Buffer, from: number, base = 0): Element | null {
  const id = numberAt(bytes, from, 4, false);
  const length = id && numberAt(bytes, from + id.width, 8, true);
  if (!id || !length) return null;
  return { id: id.value, at: base + from + id.width + length.width, length: length.value };
}

/** A number of variable width: its first set bit tells the width. Identifiers keep that bit, lengths do not. */
function numberAt(
  bytes: Buffer,
  at: number,
  widest: number,
  isLength: boolean,
): { readonly value: number; readonly width: number } | null {
  const first = bytes[at];
  if (first === undefined || first === 0) return null;
  const width = Math.clz32(first) - 23;
  if (width > widest || at + width > bytes.length) return null;
  let value = isLength ? first & (0xff >> width) : first;
  let isUnknown = value === 0xff >> width;
  for (let i = 1; i < width; i++) {
    const byte = bytes[at + i] as number;
    isUnknown &&= byte === 0xff;
    value = value * 256 + byte;
  }
  return { value: isLength && isUnknown ? Number.POSITIVE_INFINITY : value, width };
}

/** The elements inside a body. One that is cut ends the list. */
function* elementsIn(body: Buffer): Generator<{ readonly id: number; readonly data: Buffer }> {
  let count = 0;
  for (let at = 0; at < body.length && count < MOST_ELEMENTS; count++) {
    const element = elementIn(body, at);
    if (!element || element.at + element.length > body.length) return;
    at = element.at + element.length;
    yield { id: element.id, data: body.subarray(element.at, at) };
  }
}

const childOf = (body: Buffer, id: number): Buffer | undefined =>
  [...elementsIn(body)].find((each) => each.id === id)?.data;

/** The place of `Tags` in the segment, as its list states it. */
function tagsPlace(seekHead: Buffer): number | null {
  for (const { id, data } of elementsIn(seekHead)) {
    if (id !== SEEK || wholeNumber(childOf(data, SEEK_ID)) !== TAGS) continue;
    return wholeNumber(childOf(data, SEEK_POSITION));
  }
  return null;
}

const wholeNumber = (bytes: Buffer | undefined): number | null =>
  bytes && bytes.length > 0 && bytes.length <= 8 ? Number(`0x${bytes.toString('hex')}`) : null;

function addTitle(texts: Map<string, string>, info: Buffer): void {
  const title = childOf(info, TITLE);
  if (title) texts.set('title', plainText(title));
}

/** The first text of a name counts: tags of the whole file come before those of its tracks. */
function addTags(texts: Map<string, string>, tags: Buffer): void {
  for (const { id, data } of elementsIn(tags)) {
    if (id !== TAG) continue;
    for (const simple of elementsIn(data)) {
      if (simple.id !== SIMPLE_TAG) continue;
      // ffmpeg writes names in capital letters, others as they are.
      const name = childOf(simple.data, TAG_NAME)?.toString('utf8').toLowerCase();
      const text = childOf(simple.data, TAG_STRING);
      if (name && text && !texts.has(name)) texts.set(name, plainText(text));
    }
  }
}

const plainText = (bytes: Buffer): string => untilZero(bytes.toString('utf8'));
