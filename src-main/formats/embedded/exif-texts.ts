/** Reads the texts in EXIF data (TIFF 6.0, EXIF 2.32) in which image generators store prompts. */

const NAMES: Readonly<Record<number, string>> = {
  270: 'ImageDescription',
  271: 'Make',
  272: 'Model',
  305: 'Software',
  37510: 'UserComment',
};
const EXIF_POINTER = 0x8769;
const MOST_FIELDS = 512;

/** Texts by the names of their tags; empty when the data is damaged. */
export function exifTexts(data: Buffer): Map<string, string> {
  const texts = new Map<string, string>();
  const order = data.toString('latin1', 0, 2);
  if (data.length < 8 || (order !== 'II' && order !== 'MM')) return texts;
  const tiff = accessTo(data, order === 'II');
  const first = readFolder(tiff, tiff.u32(4), texts);
  if (first.exifAt > 0) readFolder(tiff, first.exifAt, texts);
  return texts;
}

interface Tiff {
  readonly data: Buffer;
  readonly little: boolean;
  u16(at: number): number;
  u32(at: number): number;
}

/** Reads numbers from the data. A number outside the data is 0. */
function accessTo(data: Buffer, little: boolean): Tiff {
  return {
    data,
    little,
    u16: (at) => (at < 0 || at + 2 > data.length ? 0 : little ? data.readUInt16LE(at) : data.readUInt16BE(at)),
    u32: (at) => (at < 0 || at + 4 > data.length ? 0 : little ? data.readUInt32LE(at) : data.readUInt32BE(at)),
  };
}

function readFolder(tiff: Tiff, at: number, texts: Map<string, string>): { readonly exifAt: number } {
  let exifAt = 0;
  const count = Math.min(tiff.u16(at), MOST_FIELDS);
  for (let i = 0; i < count; i++) {
    const field = at + 2 + i * 12;
    const tag = tiff.u16(field);
    const type = tiff.u16(field + 2);
    const length = tiff.u32(field + 4);
    if (tag === EXIF_POINTER) exifAt = tiff.u32(field + 8);
    const name = NAMES[tag];
    // ASCII, UNDEFINED and BYTE have one byte per value.
    if (name === undefined || ![1, 2, 7].includes(type)) continue;
    const from = length <= 4 ? field + 8 : tiff.u32(field + 8);
    const text = textIn(tiff.data.subarray(from, from + length), tag === 0x9286, tiff.little);
    if (text !== '') texts.set(name, text);
  }
  return { exifAt };
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
