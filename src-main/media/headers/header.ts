/** The code that all header parsers share: the cached reader, and the draft of facts that they fill in. */
import type { Bytes } from './bytes.ts';
import type { StoreBytes } from './c2pa/store-bytes.ts';
import type { MediaFacts } from './facts.ts';
import type { HeaderReader } from './header-reader.ts';

/** No real header is larger. A larger one is damaged or hostile. */
const MOST_HEADER_BYTES = 64 * 1024 * 1024;
const MOST_BOXES = 10_000;
const PAGE = 4096;

/** Facts under construction. When a parser gives up, the facts that it has read are kept. */
export type Draft = { -readonly [K in keyof Omit<MediaFacts, 'c2pa'>]: MediaFacts[K] } & {
  /** EXIF orientation 1–8; 1 is upright. It is already applied to width and height. */
  orientation: number;
  /** The unparsed C2PA manifest store; null when none was found. */
  store: StoreBytes | null;
};

/** The header contradicts itself or ends too soon. The message is a sentence for the user. */
export class HeaderDamage extends Error {}

/** The requested bytes are beyond the reachable part of the file. This is not damage, but the fact stays unknown. */
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

/** The sentence for a file that ends before the place that its header states. */
export function cutShort(size: number, expected: number): string {
  return `The file is cut short: ${size.toLocaleString('en')} of ${expected.toLocaleString('en')} bytes are there.`;
}
