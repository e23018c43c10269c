/** Reads the texts of ISO media: the items of `meta`, QuickTime's texts, and XMP in a box of its own. */
import { type Box, find, topBox, walkBoxes } from '../../containers/iso-boxes.ts';
import { addTexts, type EmbeddedTexts, LARGEST_TEXT, type TextSource, utf8 } from './text-source.ts';
import { xmpTexts } from './xmp-texts.ts';

/** How far into a packed file to search: everything before that place must be unpacked. */
const PACKED_REACH = 1024 * 1024;
const MOST_TOP_BOXES = 16;
const MOST_BOXES = 4_096;
/** The identifier of XMP (ISO 16684-3). */
const XMP = 'be7acfcb97a942e89c71999491e3afac';

/** ffmpeg writes `moov` after the media data; `moov/udta/meta/ilst` contains `©cmt` and similar items. */
export async function mp4Texts({ read, size, isPacked }: TextSource): Promise<EmbeddedTexts> {
  const texts = new Map<string, string>();
  let at = 0;
  for (let part = 0; part < MOST_TOP_BOXES; part++) {
    if (isPacked && at > PACKED_REACH) break;
    const found = topBox(await read(at, 32), at, size);
    if (!found) break;
    const length = found.end - found.bodyStart;
    const isSmall = length <= LARGEST_TEXT;
    if (found.type === 'moov' && isSmall) addTexts(texts, movieTexts(await read(found.bodyStart, length)));
    if (found.uuid === XMP && isSmall)
      addTexts(texts, xmpTexts((await read(found.bodyStart + 16, length - 16)).toString('utf8')));
    at = found.end;
  }
  return texts;
}

function movieTexts(moov: Buffer): EmbeddedTexts {
  const texts = new Map<string, string>();
  const udta = inside(moov, 'udta');
  for (const meta of [inside(udta, 'meta'), inside(moov, 'meta')]) if (meta) addTexts(texts, metaTexts(meta));
  addTexts(texts, quickTimeTexts(udta));
  const xmp = inside(udta, 'XMP_');
  if (xmp) addTexts(texts, xmpTexts(xmp.toString('utf8')));
  return texts;
}

function metaTexts(meta: Buffer): EmbeddedTexts {
  const texts = new Map<string, string>();
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

/** QuickTime's own texts: a length, a language, and the text. */
function quickTimeTexts(udta: Buffer | undefined): EmbeddedTexts {
  const texts = new Map<string, string>();
  for (const { type, body } of wholeBoxes(udta)) {
    const name = LATIN_NAMES[type];
    if (name === undefined || !type.startsWith('\xa9') || body.length < 4) continue;
    const length = body.readUInt16BE(0);
    const text = length + 4 <= body.length ? utf8(body.subarray(4, 4 + length)) : null;
    if (text !== null) texts.set(name, text);
  }
  return texts;
}

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
