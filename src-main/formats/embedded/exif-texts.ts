/** Reads the texts in EXIF data (TIFF 6.0, EXIF 2.32) in which image generators store prompts. */
import { exifFields, tiffIn } from '../../containers/tiff.ts';
import { untilZero, utf8 } from './text-source.ts';

const NAMES: Readonly<Record<number, string>> = {
  270: 'ImageDescription',
  271: 'Make',
  272: 'Model',
  305: 'Software',
  37500: 'MakerNote',
  37510: 'UserComment',
  40092: 'XPComment',
};
const MAKER_NOTE = 37500;
const USER_COMMENT = 37510;
const XP_COMMENT = 40092;
/** BYTE, ASCII and UNDEFINED have one byte per value. */
const TEXT_TYPES: readonly number[] = [1, 2, 7];
/** Cameras keep kilobytes of binary data there; Fooocus keeps a word. */
const LONGEST_NOTE = 256;

/** Texts by the names of their tags; empty when the data is damaged. */
export function exifTexts(data: Buffer): Map<string, string> {
  const texts = new Map<string, string>();
  const tiff = tiffIn(data);
  if (!tiff) return texts;
  for (const { tag, type, count, at } of exifFields(tiff)) {
    const name = NAMES[tag];
    if (name === undefined || !TEXT_TYPES.includes(type) || (tag === MAKER_NOTE && count > LONGEST_NOTE)) continue;
    const from = count <= 4 ? at : tiff.u32(at);
    const bytes = data.subarray(from, from + count);
    const text = tag === XP_COMMENT ? wideText(bytes, true) : textIn(bytes, tag === USER_COMMENT, tiff.little);
    if (text !== '') texts.set(name, text);
  }
  return texts;
}

/** A UserComment begins with eight bytes that name its encoding. Its UTF-16 should have the byte order of the data. */
function textIn(bytes: Buffer, isComment: boolean, little: boolean): string {
  const mark = isComment ? bytes.toString('latin1', 0, 8) : '';
  if (mark.startsWith('UNICODE')) return wideText(bytes.subarray(8), little);
  if (mark === 'JIS\0\0\0\0\0') return ended(japaneseText(bytes.subarray(8)));
  const rest = mark === 'ASCII\0\0\0' || mark === '\0'.repeat(8) ? bytes.subarray(8) : bytes;
  // Programs write UTF-8 whatever the mark says; some of them UTF-16 without a mark.
  if (isWide(rest)) return wideText(rest, little);
  return ended(utf8(rest) ?? rest.toString('latin1'));
}

const ended = (text: string): string => untilZero(text).trim();

/** JIS X 0208 with its escapes, as the standard says; without an escape Shift_JIS, or UTF-8. */
function japaneseText(bytes: Buffer): string {
  if (bytes.includes(0x1b)) return new TextDecoder('iso-2022-jp').decode(bytes);
  return utf8(bytes) ?? new TextDecoder('shift_jis').decode(bytes);
}

/** Whether Latin letters have a zero byte beside each. */
function isWide(bytes: Buffer): boolean {
  return bytes.length >= 8 && (bytes[0] === 0) !== (bytes[1] === 0) && (bytes[2] === 0) !== (bytes[3] === 0);
}

/**
 * Writers use different byte orders for UTF-16. A mark shows the order; else Latin letters: their zero bytes are all on
 * one side; else the side with fewer different values: it has the upper bytes. One zero is no sign: 一 is U+4E00.
 */
function wideText(bytes: Buffer, little: boolean): string {
  const mark = bytes.length >= 2 ? bytes.readUInt16BE(0) : 0;
  const isLittle = mark === 0xfffe || (mark !== 0xfeff && looksLittle(bytes.subarray(0, 2_048), little));
  return ended(new TextDecoder(isLittle ? 'utf-16le' : 'utf-16be').decode(bytes));
}

function looksLittle(bytes: Buffer, stated: boolean): boolean {
  const upper = bytes.filter((_, at) => at % 2 === 0);
  const lower = bytes.filter((_, at) => at % 2 === 1);
  const zeros = (side: Uint8Array): number => side.reduce((sum, byte) => sum + (byte === 0 ? 1 : 0), 0);
  const latin = zeros(lower) - zeros(upper);
  const difference = Math.abs(latin) * 8 > upper.length ? latin : new Set(upper).size - new Set(lower).size;
  return difference === 0 ? stated : difference > 0;
}
