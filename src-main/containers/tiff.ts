/** Reads the fields of TIFF directories, in which EXIF data is kept (TIFF 6.0, CIPA DC-008). */

const MOST_FIELDS = 512;
const EXIF_POINTER = 0x8769;

/** TIFF data. Reads outside the data return 0. */
export interface Tiff {
  readonly data: Buffer;
  readonly little: boolean;
  u16(at: number): number;
  u32(at: number): number;
}

export interface TiffField {
  readonly tag: number;
  readonly type: number;
  /** The number of values. */
  readonly count: number;
  /** The place of the value or, when it has more than four bytes, of its offset. */
  readonly at: number;
}

/** Null for other data. */
export function tiffIn(data: Buffer): Tiff | null {
  const order = data.toString('latin1', 0, 2);
  if (data.length < 8 || (order !== 'II' && order !== 'MM')) return null;
  const little = order === 'II';
  return {
    data,
    little,
    u16: (at) => (at + 2 > data.length ? 0 : little ? data.readUInt16LE(at) : data.readUInt16BE(at)),
    u32: (at) => (at + 4 > data.length ? 0 : little ? data.readUInt32LE(at) : data.readUInt32BE(at)),
  };
}

/** The fields of the first directory, and then those of the EXIF directory that it names. */
export function* exifFields(tiff: Tiff): Generator<TiffField> {
  let exifAt = 0;
  for (const field of fieldsAt(tiff, tiff.u32(4))) {
    if (field.tag === EXIF_POINTER) exifAt = tiff.u32(field.at);
    yield field;
  }
  if (exifAt > 0) yield* fieldsAt(tiff, exifAt);
}

/** The fields of the first directory. */
export const firstFields = (tiff: Tiff): Generator<TiffField> => fieldsAt(tiff, tiff.u32(4));

function* fieldsAt(tiff: Tiff, directory: number): Generator<TiffField> {
  const fields = Math.min(tiff.u16(directory), MOST_FIELDS);
  for (let field = 0; field < fields; field++) {
    const at = directory + 2 + field * 12;
    yield { tag: tiff.u16(at), type: tiff.u16(at + 2), count: tiff.u32(at + 4), at: at + 8 };
  }
}

const EXIF_MARK = 'Exif\0\0';

/** Whether data begins with the mark that JPEG files have before EXIF. */
export const hasExifMark = (data: Buffer): boolean => data.toString('latin1', 0, 6) === EXIF_MARK;

/** The data without this mark, which some programs write into WebP too. */
export const withoutExifMark = (data: Buffer): Buffer => (hasExifMark(data) ? data.subarray(6) : data);
