/**
 * Computes the likeness of a picture: a perceptual hash (pHash: signs of the lowest frequencies) and a small grid of
 * colours.
 */
import { COLOUR_BYTES, GRID, type Likeness } from '../../contract/items/likeness.ts';
import type { Bitmap } from './poster-output.ts';

/**
 * Side of the grey square for the frequencies, in pixels: large enough for shapes, too small for noise, watermarks and
 * coding.
 */
export const SIDE = 32;
/** Number of frequencies per side. The lowest 64 of them, without the mean, become bits. */
const FREQUENCIES = 12;
/** A standard deviation below this (of 255) counts as a plain surface. */
const FLAT = 3;

/** @param bitmap the upright and complete picture, at most a few hundred pixels per side */
export function likenessOf(bitmap: Bitmap): Likeness {
  const grey = greyOf(bitmap);
  return { ...structureOf(grey), colours: coloursOf(bitmap), isFlat: deviation(grey) < FLAT };
}

/** @param grey SIDE × SIDE values of 0–255 */
function structureOf(grey: ArrayLike<number>): Pick<Likeness, 'high' | 'low'> {
  const spectrum = lowest(grey);
  const middle = [...spectrum].sort((a, b) => a - b)[32] ?? 0;
  const half = (from: number): number =>
    spectrum
      .subarray(from, from + 32)
      .reduce((bits, value, at) => (value > middle ? bits | (1 << (31 - at)) : bits), 0) >>> 0;
  return { high: half(0), low: half(32) };
}

/** The structures of the frames in a strip of adjacent grey squares. */
export function structuresInStrip(grey: Uint8Array, frames: number): readonly Pick<Likeness, 'high' | 'low'>[] {
  const width = frames * SIDE;
  return Array.from({ length: frames }, (_, frame) => {
    const square = new Uint8Array(SIDE * SIDE);
    for (let y = 0; y < SIDE; y += 1) {
      const from = y * width + frame * SIDE;
      square.set(grey.subarray(from, from + SIDE), y * SIDE);
    }
    return structureOf(square);
  });
}

/** COSINES[u × SIDE + x]: the wave of frequency u at position x. */
const COSINES = Float64Array.from({ length: FREQUENCIES * SIDE }, (_, at) => {
  const [u, x] = [Math.floor(at / SIDE), at % SIDE];
  return Math.cos(((2 * x + 1) * u * Math.PI) / (2 * SIDE));
});

/** The 64 lowest frequencies in diagonals from the corner, without the mean, in order of importance. */
const ORDER: readonly (readonly [u: number, v: number])[] = Array.from(
  { length: FREQUENCIES * FREQUENCIES },
  (_, at) => [at % FREQUENCIES, Math.floor(at / FREQUENCIES)] as const,
)
  .sort(([a, b], [c, d]) => a + b - (c + d) || a - c)
  .slice(1, 65);

/** A discrete cosine transform (type 2) of the square; only its lowest frequencies. */
function lowest(grey: ArrayLike<number>): Float64Array {
  const rows = new Float64Array(FREQUENCIES * SIDE);
  for (let y = 0; y < SIDE; y += 1)
    for (let u = 0; u < FREQUENCIES; u += 1) {
      let sum = 0;
      for (let x = 0; x < SIDE; x += 1) sum += (grey[y * SIDE + x] as number) * (COSINES[u * SIDE + x] as number);
      rows[u * SIDE + y] = sum;
    }
  return Float64Array.from(ORDER, ([u, v]) => {
    let sum = 0;
    for (let y = 0; y < SIDE; y += 1) sum += (rows[u * SIDE + y] as number) * (COSINES[v * SIDE + y] as number);
    return sum;
  });
}

/** Scales the picture to a grey square. Each pixel is the mean of the area that it covers. */
function greyOf({ width, height, rgba }: Bitmap): Float64Array {
  return Float64Array.from({ length: SIDE * SIDE }, (_, at) => {
    const [red, green, blue] = meanOf(rgba, width, height, at % SIDE, Math.floor(at / SIDE), SIDE);
    return 0.299 * red + 0.587 * green + 0.114 * blue;
  });
}

function coloursOf({ width, height, rgba }: Bitmap): Uint8Array {
  const colours = new Uint8Array(COLOUR_BYTES);
  for (let cell = 0; cell < GRID * GRID; cell += 1) {
    colours.set(meanOf(rgba, width, height, cell % GRID, Math.floor(cell / GRID), GRID), cell * 3);
  }
  return colours;
}

/** The mean colour of one cell in a grid of `cells` per side. Transparent pixels count as white. */
function meanOf(
  rgba: Uint8Array,
  width: number,
  height: number,
  column: number,
  row: number,
  cells: number,
): [number, number, number] {
  const left = Math.floor((column * width) / cells);
  const top = Math.floor((row * height) / cells);
  const right = Math.max(left + 1, Math.floor(((column + 1) * width) / cells));
  const bottom = Math.max(top + 1, Math.floor(((row + 1) * height) / cells));
  let [red, green, blue] = [0, 0, 0];
  for (let y = top; y < bottom; y += 1)
    for (let x = left; x < right; x += 1) {
      const at = (y * width + x) * 4;
      const alpha = (rgba[at + 3] as number) / 255;
      red += (rgba[at] as number) * alpha + 255 * (1 - alpha);
      green += (rgba[at + 1] as number) * alpha + 255 * (1 - alpha);
      blue += (rgba[at + 2] as number) * alpha + 255 * (1 - alpha);
    }
  const pixels = (right - left) * (bottom - top);
  return [red / pixels, green / pixels, blue / pixels];
}

function deviation(values: Float64Array): number {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  return Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length);
}
