/** Collects the bytes of a manifest store from its container: one piece, or the numbered segments of a JPEG. */

import type { TopBox } from '../../../containers/iso-boxes.ts';
import type { HeaderReader } from '../header-reader.ts';

/** A manifest store from a file: the JUMBF bytes that are present. */
export interface StoreBytes {
  readonly bytes: Buffer;
  readonly problem: 'incomplete' | 'too-large' | null;
}

/** A store has a few kilobytes, or some hundred with thumbnails. Larger stores are not read. */
const MOST_STORE_BYTES = 8 * 1024 * 1024;

/** Maximum number of segments, each at most 64 KB. */
export const MOST_SEGMENTS = 128;

const NOTHING = Buffer.alloc(0);

/** Reads a store that lies in one piece at `start`. */
export async function storeAt(reader: HeaderReader, start: number, length: number): Promise<StoreBytes> {
  if (length > MOST_STORE_BYTES) return { bytes: NOTHING, problem: 'too-large' };
  const bytes = await reader.upTo(start, length);
  return { bytes, problem: bytes.length < length ? 'incomplete' : null };
}

/**
 * The `uuid` box in which MP4 and related formats keep a store (C2PA 2.2, "Embedding manifests into BMFF-based
 * assets").
 */
export const MP4_STORE_UUID = 'd8fec3d61b0e483c92975828877ec481';

/** The bytes before the store: the box's uuid, version and flags, its purpose as zero-terminated text, an offset. */
const UUID_AND_FLAGS = 20;
const MOST_PURPOSE = 32;
const OFFSET = 8;
const STORES: ReadonlySet<string> = new Set(['manifest', 'original', 'update']);

/**
 * Reads the store in such a box of an MP4. A box with another purpose ("merkle") returns `before`. Of several stores
 * the last one counts, because it is the update.
 */
export async function mp4Store(
  reader: HeaderReader,
  { bodyStart, end }: TopBox,
  before: StoreBytes | null,
): Promise<StoreBytes> {
  const head = await reader.upTo(bodyStart, Math.min(end - bodyStart, UUID_AND_FLAGS + MOST_PURPOSE));
  const zero = head.indexOf(0, UUID_AND_FLAGS);
  const purpose = zero < 0 ? '' : head.toString('latin1', UUID_AND_FLAGS, zero);
  if (!STORES.has(purpose)) return before ?? { bytes: NOTHING, problem: null };
  const start = bodyStart + zero + 1 + OFFSET;
  return storeAt(reader, start, Math.max(0, end - start));
}

/** One APP11 segment of a JPEG: a part of a JUMBF box. */
export interface StoreSegment {
  /** The number of its box, and its place among that box's segments. */
  readonly instance: number;
  readonly sequence: number;
  /**
   * The bytes of the part. Every segment repeats the box's length and type; they are removed from all but the first
   * later.
   */
  readonly bytes: Buffer;
}

const SEGMENT_HEAD = 8;
const C2PA_TYPE = Buffer.from('c2pa\0\x11\0\x10\x80\0\0\xaa\0\x38\x9b\x71', 'latin1');

/**
 * ISO 19566-5, D.2: "JP", the box's number, the segment's number, then the box's length and type (again in each
 * segment), then the part. Null when the segment is not JUMBF. The first segment is not known yet, so the repeated head
 * stays.
 */
export function storeSegment(body: Buffer): StoreSegment | null {
  if (body.length < 2 * SEGMENT_HEAD || body.toString('latin1', 0, 2) !== 'JP') return null;
  return { instance: body.readUInt16BE(2), sequence: body.readUInt32BE(4), bytes: body.subarray(SEGMENT_HEAD) };
}

/** Joins these segments, in any order, to a C2PA store; null when none of their boxes is one. */
export function joinSegments(segments: readonly StoreSegment[]): StoreBytes | null {
  const boxes = Map.groupBy(segments, ({ instance }) => instance);
  for (const parts of boxes.values()) {
    const ordered = parts.toSorted((a, b) => a.sequence - b.sequence);
    if (ordered[0] && isStore(ordered[0].bytes)) return join(ordered);
  }
  return null;
}

/**
 * The box begins with its description: length and type of the box, length and type of the description, then its own
 * type.
 */
function isStore(first: Buffer): boolean {
  const head = headLength(first);
  return (
    first.toString('latin1', 4, 8) === 'jumb' && first.subarray(head + 8, head + 8 + C2PA_TYPE.length).equals(C2PA_TYPE)
  );
}

function join(ordered: readonly StoreSegment[]): StoreBytes {
  const [first] = ordered as [StoreSegment];
  const head = headLength(first.bytes);
  const bytes = Buffer.concat(ordered.map((part, at) => (at === 0 ? part.bytes : part.bytes.subarray(head))));
  const isWhole =
    ordered.every(({ sequence }, at) => sequence === first.sequence + at) && bytes.length >= statedLength(first.bytes);
  return { bytes, problem: isWhole ? null : 'incomplete' };
}

/** A length of 1 means that the real length follows in 8 more bytes. */
const headLength = (box: Buffer): number => (box.readUInt32BE(0) === 1 ? 16 : 8);

function statedLength(box: Buffer): number {
  const short = box.readUInt32BE(0);
  return short === 1 && box.length >= 16 ? Number(box.readBigUInt64BE(8)) : short;
}
