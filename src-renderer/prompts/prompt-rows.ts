/** Computes the rows of the prompt list and the number of posters that fit. */
import { decodeAspect } from '../../src-main/contract/items/layout.ts';
import type { Justified } from '../gallery/layout/justify.ts';

/** The heights of a row and of its posters, in px. */
export const ROW = 164;
export const POSTER = 124;
export const GAP = 6;
/** The width of the cell for the remaining posters, in px. */
export const MORE = 52;

/** The limits of the aspect ratio; posters beyond are cropped. */
const NARROWEST = 0.45;
const WIDEST = 2.4;

/** `count` rows of equal height in the form of the gallery's scroller: one item per row. */
export function rowsOf(count: number, width: number): Justified {
  return {
    count,
    width,
    height: count * ROW,
    rows: count,
    rowTop: Float64Array.from({ length: count }, (_, row) => row * ROW),
    rowHeight: new Float32Array(count).fill(ROW),
    rowStart: Uint32Array.from({ length: count + 1 }, (_, row) => row),
    itemX: new Float32Array(count),
    itemWidth: new Float32Array(count).fill(width),
    labels: { day: new Uint32Array(0), x: new Float32Array(0), top: new Float64Array(0), width: new Float32Array(0) },
    months: [],
    columns: 1,
  };
}

/** The width of a poster with this height. @param aspect an aspect code */
export function posterWidth(aspect: number, height: number): number {
  return Math.round(height * Math.min(WIDEST, Math.max(NARROWEST, decodeAspect(aspect, 1))));
}

/**
 * How many posters stand in a row of this width; where not all do, there is room for {@link MORE} behind them. At least
 * one.
 * @param aspects codes, in order
 */
export function postersThatFit(aspects: Uint8Array, width: number, height = POSTER): number {
  let used = 0;
  let fitting = 0;
  for (let at = 0; at < aspects.length; at += 1) {
    const end = used + posterWidth(aspects[at] as number, height);
    const isLast = at === aspects.length - 1;
    if (end > width) break;
    used = end + GAP;
    if (isLast || used + MORE <= width) fitting = at + 1;
  }
  return Math.max(1, fitting);
}
