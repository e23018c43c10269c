/** Reads the texts of a JPEG: EXIF and XMP in APP1 (also XMP in several parts), and comments. */
import { jpegSegments } from '../../containers/parts.ts';
import { hasExifMark, withoutExifMark } from '../../containers/tiff.ts';
import { exifTexts } from './exif-texts.ts';
import { addTexts, type EmbeddedTexts, LARGEST_TEXT, type TextSource, untilZero, utf8 } from './text-source.ts';
import { xmpTexts } from './xmp-texts.ts';

const APP1 = 0xffe1;
const COMMENT = 0xfffe;
const XMP = 'http://ns.adobe.com/xap/1.0/\0';
const XMP_PART = 'http://ns.adobe.com/xmp/extension/\0';
/** After the mark of an XMP part: 32 letters of its identifier, the whole length, and the part’s place. */
const PART_HEAD = XMP_PART.length + 32 + 4 + 4;
/** A profile, thumbnails and XMP in parts of 64 KiB are far fewer. */
const MOST_SEGMENTS = 256;

export async function jpegTexts({ read }: TextSource): Promise<EmbeddedTexts> {
  const texts = new Map<string, string>();
  const later = new Map<string, string>();
  const parts: { readonly place: number; readonly data: Buffer }[] = [];
  let segments = 0;
  for await (const { marker, at, length } of jpegSegments(read)) {
    if (++segments > MOST_SEGMENTS) break;
    if (marker !== APP1 && marker !== COMMENT) continue;
    const body = await read(at, length);
    if (marker === COMMENT) later.set('comment', untilZero(utf8(body) ?? body.toString('latin1')).trim());
    else if (hasExifMark(body)) addTexts(texts, exifTexts(withoutExifMark(body)));
    else if (startsWith(body, XMP)) addTexts(later, xmpTexts(body.toString('utf8', XMP.length)));
    else if (startsWith(body, XMP_PART) && body.length > PART_HEAD)
      parts.push({ place: body.readUInt32BE(PART_HEAD - 4), data: body.subarray(PART_HEAD) });
  }
  addTexts(texts, later);
  if (parts.length > 0) addTexts(texts, xmpTexts(joined(parts)));
  return texts;
}

const startsWith = (body: Buffer, mark: string): boolean => body.toString('latin1', 0, mark.length) === mark;

/** The parts in their order, whatever their order in the file. */
function joined(parts: readonly { readonly place: number; readonly data: Buffer }[]): string {
  const sorted = parts.toSorted((a, b) => a.place - b.place).map(({ data }) => data);
  return Buffer.concat(sorted).toString('utf8', 0, LARGEST_TEXT);
}
