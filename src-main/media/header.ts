/** What header parsers share: the cached reader, and the facts they fill in as they go. */
import type { Bytes } from './bytes.ts';
import type { StoreBytes } from './c2pa/store-bytes.ts';
import type { MediaFacts } from './facts.ts';
import type { HeaderReader } from './header-reader.ts';

/** No header needs more; a file that asks for it is damaged or hostile. */
const MOST_HEADER_BYTES = 64 * 1024 * 1024;
const MOST_BOXES = 10_000;
const PAGE = 4096;

/** Facts while they are being found: whatever was read before a parser gave up is kept. */
export type Draft = { -readonly [K in keyof Omit<MediaFacts, 'c2pa'>]: MediaFacts[K] } & {
  /** EXIF orientation 1–8; 1 is upright. Width and height have it applied. */
  orientation: number;
  /** The C2PA manifest store, still unread; null when none was met. */
  store: StoreBytes | null;
};

/** The header contradicts itself or ends too soon; the message is a sentence for the person. */
export class HeaderDamage extends Error {}

/** What is asked for lies where these bytes do not reach: no damage, but no answer either. */
export class OutOfReach extends Error {}

export function headerReader(bytes: Bytes): HeaderReader {
  let page: Buffer = Buffer.alloc(0);
  let pageStart = 0;
  let spent = 0;
  let boxes = 0;
  const upTo = async (start: number, length: number): Promise<Buffer> => {
    const end = Math.min(start + length, bytes.size);
    if (start >= pageStart && end <= pageStart + page.length) return page.subarray(start - pageStart, end - pageStart);
    if (end > bytes.reach) throw new OutOfReach();
    const wanted = Math.max(0, end - start);
    spent += wanted;
    if (spent > MOST_HEADER_BYTES) throw new HeaderDamage('The header is larger than any real file needs.');
    const read = await bytes.read(start, Math.min(bytes.size, start + Math.max(PAGE, wanted)));
    page = Buffer.from(read.buffer, read.byteOffset, read.byteLength);
    pageStart = start;
    return page.subarray(0, wanted);
  };
  return {
    size: bytes.size,
    upTo,
    async exactly(start, length) {
      const read = await upTo(start, length);
      if (read.length < length) throw new HeaderDamage(cutShort(bytes.size, start + length));
      return read;
    },
    count() {
      if (++boxes > MOST_BOXES) throw new HeaderDamage('The header has more parts than any real file.');
    },
  };
}

/** The sentence for a file that ends before its own header says it does. */
export function cutShort(size: number, expected: number): string {
  return `The file is cut short: ${size.toLocaleString('en')} of ${expected.toLocaleString('en')} bytes are there.`;
}
