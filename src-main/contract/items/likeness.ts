/**
 * Packs the likeness of pictures into a few bytes: perceptual hashes and colours, made with previews, compared by the
 * catalog.
 */

/** The first byte of the packed forms. A form of another version is not read; the likeness is made again. */
const VERSION = 1;

/** Number of cells per side of the colour grid, and its size in bytes: red, green and blue of each cell. */
export const GRID = 3;
export const COLOUR_BYTES = GRID * GRID * 3;

/** The likeness of a still picture: 64 bits of its coarse structure, and its colours. */
export interface Likeness {
  /** The structure's upper and lower 32 bits, unsigned. Similar pictures differ in few bits. */
  readonly high: number;
  readonly low: number;
  /** The mean colour of each cell of the grid, row by row. */
  readonly colours: Uint8Array;
  /** The picture is so uniform (black, a plain sky) that its structure means nothing. */
  readonly isFlat: boolean;
}

const POSTER_BYTES = 10 + COLOUR_BYTES;

/** Version, flags, structure, colours. */
export function packLikeness({ high, low, colours, isFlat }: Likeness): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(POSTER_BYTES);
  const view = new DataView(bytes.buffer);
  bytes[0] = VERSION;
  bytes[1] = isFlat ? 1 : 0;
  view.setUint32(2, high);
  view.setUint32(6, low);
  bytes.set(colours.subarray(0, COLOUR_BYTES), 10);
  return bytes;
}

/** Null for another version's form. */
export function unpackLikeness(bytes: Uint8Array): Likeness | null {
  if (bytes.length !== POSTER_BYTES || bytes[0] !== VERSION) return null;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return { high: view.getUint32(2), low: view.getUint32(6), isFlat: bytes[1] === 1, colours: bytes.slice(10) };
}

/** The structures of a filmstrip's frames, in order: version, then eight bytes per frame. */
export function packFrames(frames: readonly Pick<Likeness, 'high' | 'low'>[]): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(1 + frames.length * 8);
  const view = new DataView(bytes.buffer);
  bytes[0] = VERSION;
  frames.forEach(({ high, low }, at) => {
    view.setUint32(1 + at * 8, high);
    view.setUint32(5 + at * 8, low);
  });
  return bytes;
}

/** Null for another version's form. */
export function unpackFrames(bytes: Uint8Array): readonly Pick<Likeness, 'high' | 'low'>[] | null {
  if (bytes[0] !== VERSION || bytes.length % 8 !== 1) return null;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return Array.from({ length: (bytes.length - 1) / 8 }, (_, at) => ({
    high: view.getUint32(1 + at * 8),
    low: view.getUint32(5 + at * 8),
  }));
}

/** The number of different bits of 64: about 32 for unrelated pictures, a few for copies. */
export function bitsApart(aHigh: number, aLow: number, bHigh: number, bLow: number): number {
  return bitCount(aHigh ^ bHigh) + bitCount(aLow ^ bLow);
}

function bitCount(word: number): number {
  let bits = word - ((word >>> 1) & 0x55555555);
  bits = (bits & 0x33333333) + ((bits >>> 2) & 0x33333333);
  return Math.imul((bits + (bits >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}
