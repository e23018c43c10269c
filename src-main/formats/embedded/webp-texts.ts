/** Reads the texts of a WebP: EXIF and XMP, which writers put after the picture. */
import { riffChunks } from '../../containers/parts.ts';
import { withoutExifMark } from '../../containers/tiff.ts';
import { exifTexts } from './exif-texts.ts';
import { addTexts, type EmbeddedTexts, LARGEST_TEXT, type TextSource } from './text-source.ts';
import { xmpTexts } from './xmp-texts.ts';

/** Flags of the first chunk: there is EXIF, there is XMP. */
const HAS_TEXTS = 0x08 | 0x04;
/** An animation has a chunk for every picture before its texts. */
const MOST_CHUNKS = 2_048;

export async function webpTexts({ read }: TextSource): Promise<EmbeddedTexts> {
  const texts = new Map<string, string>();
  const first = await read(12, 9);
  if (first.toString('latin1', 0, 4) !== 'VP8X' || ((first[8] ?? 0) & HAS_TEXTS) === 0) return texts;
  let chunks = 0;
  for await (const { type, at, length } of riffChunks(read)) {
    if (++chunks > MOST_CHUNKS) break;
    if (length > LARGEST_TEXT) continue;
    if (type === 'EXIF') addTexts(texts, exifTexts(withoutExifMark(await read(at, length))));
    if (type === 'XMP ') addTexts(texts, xmpTexts((await read(at, length)).toString('utf8')));
  }
  return texts;
}
