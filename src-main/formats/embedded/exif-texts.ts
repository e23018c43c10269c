/** Reads the texts in EXIF data (TIFF 6.0, EXIF 2.32) in which image generators store prompts. */
import { exifFields, tiffIn } from '../../containers/tiff.ts';

const NAMES: Readonly<Record<number, string>> = {
  270: 'ImageDescription',
  271: 'Make',
  272: 'Model',
  305: 'Software',
  37510: 'UserComment',
};
const USER_COMMENT = 37510;
/** BYTE, ASCII and UNDEFINED have one byte per value. */
const TEXT_TYPES: readonly number[] = [1, 2, 7];

/** Texts by the names of their tags; empty when the data is damaged. */
export function exifTexts(data: Buffer): Map<string, string> {
  const texts = new Map<string, string>();
  const tiff = tiffIn(data);
  if (!tiff) return texts;
  for (const { tag, type, count, at } of exifFields(tiff)) {
    const name = NAMES[tag];
    if (name === undefined || !TEXT_TYPES.includes(type)) continue;
    const from = count <= 4 ? at : tiff.u32(at);
    const text = textIn(data.subarray(from, from + count), tag === USER_COMMENT, tiff.little);
    if (text !== '') texts.set(name, text);
  }
  return texts;
}

/** A UserComment begins with eight bytes that name its encoding. Its UTF-16 should have the byte order of the data. */
function textIn(bytes: Buffer, isComment: boolean, little: boolean): string {
  const mark = isComment ? bytes.toString('latin1', 0, 8) : '';
  if (mark.startsWith('UNICODE')) return wideText(bytes.subarray(8), little);
  const rest = /^(?:ASCII\0\0\0|JIS\0{5}|\0{8})$/.test(mark) ? bytes.subarray(8) : bytes;
  return rest.toString('utf8').replace(/\0+$/, '').trim();
}

/** Writers use different byte orders for UTF-16. Latin letters show the order: their zero bytes are all on one side. */
function wideText(bytes: Buffer, little: boolean): string {
  let even = 0;
  let odd = 0;
  for (let i = 0; i + 1 < Math.min(bytes.length, 2_048); i += 2) {
    if (bytes[i] === 0) even++;
    if (bytes[i + 1] === 0) odd++;
  }
  const isLittle = even === odd ? little : odd > even;
  return new TextDecoder(isLittle ? 'utf-16le' : 'utf-16be').decode(bytes).replace(/\0+$/, '').trim();
}
