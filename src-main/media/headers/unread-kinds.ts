/** Names the kinds of pictures and videos that are not read, by the magic bytes at their beginning. */
import type { Bytes } from './bytes.ts';
import { SNIFF_LENGTH } from './sniff.ts';

/** Each kind with the beginnings that only its files have. */
const BEGINNINGS: readonly (readonly [kind: string, beginnings: readonly string[]])[] = [
  ['TIFF', ['II*\0', 'II+\0', 'MM\0*', 'MM\0+']],
  ['JPEG XL', ['\xff\x0a', '\0\0\0\x0cJXL \r\n\x87\n']],
  ['JPEG 2000', ['\0\0\0\x0cjP  \r\n\x87\n', '\xff\x4f\xff\x51']],
  ['Photoshop (PSD)', ['8BPS\0\x01', '8BPS\0\x02']],
  ['GIMP (XCF)', ['gimp xcf ']],
  ['OpenEXR', ['\x76\x2f\x31\x01']],
  ['Radiance HDR', ['#?RADIANCE\n']],
  ['QOI', ['qoif\0']],
  ['Windows Media', ['\x30\x26\xb2\x75\x8e\x66\xcf\x11']],
  ['Flash Video (FLV)', ['FLV\x01']],
  ['MPEG', ['\0\0\x01\xba', '\0\0\x01\xb3']],
  ['RealMedia', ['.RMF\0']],
];

/** The lengths of the header that follows a bitmap's two letters, which begin many texts too. */
const BITMAP_HEADERS: ReadonlySet<number> = new Set([12, 40, 52, 56, 64, 108, 124]);

/** The kind of a picture or video that is not read; null for everything else. */
export async function unreadKindOf(bytes: Bytes): Promise<string | null> {
  const head = await bytes.read(0, SNIFF_LENGTH);
  const text = Buffer.from(head.buffer, head.byteOffset, head.byteLength).toString('latin1');
  if (text.startsWith('BM') && text.slice(6, 10) === '\0\0\0\0' && BITMAP_HEADERS.has(text.charCodeAt(14)))
    return 'BMP';
  if (text.startsWith('OggS') && text.startsWith('\x80theora', 28)) return 'Ogg Video';
  return BEGINNINGS.find(([, all]) => all.some((beginning) => text.startsWith(beginning)))?.[0] ?? null;
}
