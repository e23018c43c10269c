/** Reads the texts inside pictures and videos from the headers of their parts, without reading picture data. */
import type { SourceEntry } from '../source.ts';
import { jpegTexts } from './jpeg-texts.ts';
import { matroskaTexts } from './matroska-texts.ts';
import { mp4Texts } from './mp4-texts.ts';
import { pngTexts } from './png-texts.ts';
import { type EmbeddedTexts, textSource } from './text-source.ts';
import { webpTexts } from './webp-texts.ts';

const NOTHING: EmbeddedTexts = new Map();

/** Finds a file's texts. Empty when there are no texts, and for damaged files or files of another type. */
export async function embeddedTexts(entry: SourceEntry): Promise<EmbeddedTexts> {
  const source = await textSource(entry);
  if (!source) return NOTHING;
  const head = await source.read(0, 16);
  if (head.toString('latin1', 0, 8) === '\x89PNG\r\n\x1a\n') return pngTexts(source);
  if (head[0] === 0xff && head[1] === 0xd8) return jpegTexts(source);
  if (head.toString('latin1', 0, 4) === 'RIFF' && head.toString('latin1', 8, 12) === 'WEBP') return webpTexts(source);
  if (head.readUInt32BE(0) === 0x1a45dfa3) return matroskaTexts(source);
  return head.toString('latin1', 4, 8) === 'ftyp' ? mp4Texts(source) : NOTHING;
}
