/**
 * What the first screen of a page needs, in one answer. It is a sequence of parts, each sent as soon as it is known. A
 * part that is missing is asked for by its own request.
 */
import type { Organised } from '../organising/organised.ts';
import type { Query, SidebarCounts } from '../searching/search.ts';
import type { Job } from './job.ts';
import type { LibraryInfo } from './library.ts';

/**
 * How far the opening of a library has come that an older version made: its index is filled anew, once. `total` is null
 * before the items are counted.
 */
export interface Opening {
  readonly done: number;
  readonly total: number | null;
}

/** The first part. */
export interface StartHead {
  readonly library: LibraryInfo;
  readonly organised: Organised;
  readonly jobs: readonly Job[];
  /** The query of the result that follows. */
  readonly query: Pick<Query, 'q' | 'sort' | 'seed'>;
  /** Whether the answer was kept from the last time the library was open. It has no jobs then. */
  readonly isKept?: boolean;
}

/** The counts of the sidebar by query: of the whole library (''), and of the view's query. */
export type StartCounts = Readonly<Record<string, SidebarCounts>>;

/** A `result` holds messages of contract/searching/result.ts: one, or a beginning and later the whole. */
export const START_PARTS = ['head', 'result', 'counts'] as const;
export type StartPart = (typeof START_PARTS)[number];

/** The number of cards that come with the first result: what a usual screen shows and loads ahead. */
export const START_CARDS = 160;

/** Each part begins with the number of its kind and its length, both as u32. */
const LENGTHS = 8;

/** Packs one part, padded to a multiple of four bytes. */
export function encodePart(part: StartPart, payload: Uint8Array): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(LENGTHS + payload.length + padding(payload.length));
  const lengths = new DataView(bytes.buffer);
  lengths.setUint32(0, START_PARTS.indexOf(part), true);
  lengths.setUint32(4, payload.length, true);
  bytes.set(payload, LENGTHS);
  return bytes;
}

export function encodeJsonPart(part: StartPart, value: StartHead | StartCounts): Uint8Array<ArrayBuffer> {
  return encodePart(part, new TextEncoder().encode(JSON.stringify(value)));
}

export interface DecodedPart {
  /** Null for a part that this version does not know. */
  readonly part: StartPart | null;
  /** A copy of its own. */
  readonly payload: Uint8Array<ArrayBuffer>;
  /** Where the next part begins. */
  readonly next: number;
}

/** How many bytes the first part in `bytes` takes; a first guess while its length is not there. */
export function bytesNeeded(bytes: Uint8Array): number {
  if (bytes.length < LENGTHS) return LENGTHS;
  const length = new DataView(bytes.buffer, bytes.byteOffset).getUint32(4, true);
  return LENGTHS + length + padding(length);
}

/** Unpacks the part that begins at `offset`; null while `bytes` do not hold all of it. */
export function decodePart(bytes: Uint8Array<ArrayBuffer>, offset: number): DecodedPart | null {
  if (bytes.length < offset + LENGTHS) return null;
  const next = offset + bytesNeeded(bytes.subarray(offset));
  if (bytes.length < next) return null;
  const lengths = new DataView(bytes.buffer, bytes.byteOffset + offset);
  const [kind, length] = [lengths.getUint32(0, true), lengths.getUint32(4, true)];
  const from = offset + LENGTHS;
  return { part: START_PARTS[kind] ?? null, payload: bytes.slice(from, from + length), next };
}

const padding = (length: number): number => (4 - (length % 4)) % 4;
