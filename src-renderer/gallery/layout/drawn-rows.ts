/**
 * Decides which rows are drawn. A jump draws what the screen shows and nothing else, so that it is painted at once; the
 * rows around the screen follow while nothing else happens, and one by one while it scrolls.
 */
import type { Justified } from './justify.ts';
import { type RowRange, rowsBetween } from './windowing.ts';

/** Rows are drawn this far beyond the screen, in screens: in the direction of the movement, and behind it. */
const AHEAD = 1.1;
const BEHIND = 0.6;
/** Rows that one idle moment adds at each end. */
const GROWTH = 2;

/** What the screen shows of a layout. */
export interface Band {
  /** The position at the top of the screen, and the height of the screen, in px. */
  readonly y: number;
  readonly screen: number;
  readonly direction: 1 | -1;
}

/** The rows on the screen. */
export function rowsOnScreen(layout: Justified, { y, screen }: Band): RowRange {
  return rowsBetween(layout, Math.max(0, y), Math.min(layout.height, y + screen));
}

/** The rows after a movement: those on the screen, the next one, and those that were drawn and are still near. */
export function rowsAfterMove(layout: Justified, band: Band, drawn: RowRange): RowRange {
  const seen = rowsOnScreen(layout, band);
  if (seen.last < drawn.first || seen.first > drawn.last) return seen;
  return grown(layout, band, drawn, band.direction < 0 ? 1 : 0, band.direction > 0 ? 1 : 0);
}

/** The rows after an idle moment: a few more, until everything near is drawn; then the same object. */
export function rowsAfterIdle(layout: Justified, band: Band, drawn: RowRange): RowRange {
  const next = grown(layout, band, drawn, GROWTH, GROWTH);
  return next.first === drawn.first && next.last === drawn.last ? drawn : next;
}

/** The rows on the screen, and so many above and below it as long as they are near. */
export function rowsAround(layout: Justified, band: Band, above: number, below: number): RowRange {
  return grown(layout, band, rowsOnScreen(layout, band), above, below);
}

function grown(layout: Justified, band: Band, drawn: RowRange, above: number, below: number): RowRange {
  const seen = rowsOnScreen(layout, band);
  const { y, screen, direction } = band;
  const near = rowsBetween(
    layout,
    y - (direction < 0 ? AHEAD : BEHIND) * screen,
    y + screen + (direction > 0 ? AHEAD : BEHIND) * screen,
  );
  return {
    first: between(drawn.first - above, near.first, seen.first),
    last: between(drawn.last + below, seen.last, near.last),
  };
}

const between = (value: number, low: number, high: number): number => Math.max(low, Math.min(high, value));
