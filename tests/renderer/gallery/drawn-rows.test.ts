/** Which rows are drawn: what the screen shows is always among them, and the rows around it follow. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  type Band,
  rowsAfterIdle,
  rowsAfterMove,
  rowsAround,
  rowsOnScreen,
} from '../../../src-renderer/gallery/layout/drawn-rows.ts';
import { justify } from '../../../src-renderer/gallery/layout/justify.ts';
import { justifyOptions } from '../../../src-renderer/gallery/layout/view-options.ts';
import type { RowRange } from '../../../src-renderer/gallery/layout/windowing.ts';

const count = 2_000;
const layout = justify(
  {
    ids: Uint32Array.from({ length: count }, (_, at) => at + 1),
    aspects: Uint8Array.from({ length: count }, (_, at) => (at * 37) % 256),
    days: [],
  },
  justifyOptions(900, 196),
);
const bands = fc.record({
  y: fc.double({ min: 0, max: layout.height, noNaN: true }),
  screen: fc.integer({ min: 200, max: 1_400 }),
  direction: fc.constantFrom<1 | -1>(1, -1),
});
const ranges = fc
  .tuple(fc.nat(layout.rows), fc.nat(layout.rows))
  .map(([a, b]) => ({ first: Math.min(a, b), last: Math.max(a, b) }));

const contains = (outer: RowRange, inner: RowRange): boolean =>
  inner.first === inner.last || (outer.first <= inner.first && outer.last >= inner.last);

/** All rows near the screen: what is drawn when nothing happens any more. */
function settled(band: Band, drawn: RowRange): { readonly rows: RowRange; readonly steps: number } {
  let rows = drawn;
  for (let steps = 0; ; steps++) {
    const next = rowsAfterIdle(layout, band, rows);
    if (next === rows) return { rows, steps };
    rows = next;
  }
}

test('every movement draws what the screen shows, from whatever was drawn before', () => {
  fc.assert(
    fc.property(bands, ranges, (band, drawn) => {
      const seen = rowsOnScreen(layout, band);
      const moved = rowsAfterMove(layout, band, drawn);
      expect(contains(moved, seen)).toBe(true);
      expect(contains(settled(band, seen).rows, moved)).toBe(true);
    }),
  );
});

test('a jump draws the screen alone, and idle moments draw the same rows around it as a slow way there', () => {
  fc.assert(
    fc.property(bands, ranges, (band, drawn) => {
      const seen = rowsOnScreen(layout, band);
      fc.pre(seen.last < drawn.first || seen.first > drawn.last);
      expect(rowsAfterMove(layout, band, drawn)).toEqual(seen);
    }),
  );
  fc.assert(
    fc.property(bands, ranges, (band, drawn) => {
      const whole = settled(band, rowsOnScreen(layout, band));
      expect(settled(band, rowsAfterMove(layout, band, drawn)).rows).toEqual(whole.rows);
      expect(whole.steps).toBeLessThan(20);
    }),
  );
});

test('as many rows as wanted are kept around the screen, if they are near', () => {
  fc.assert(
    fc.property(bands, fc.nat(30), fc.nat(30), (band, above, below) => {
      const seen = rowsOnScreen(layout, band);
      const kept = rowsAround(layout, band, above, below);
      expect(contains(kept, seen)).toBe(true);
      expect(seen.first - kept.first).toBeLessThanOrEqual(above);
      expect(kept.last - seen.last).toBeLessThanOrEqual(below);
    }),
  );
});
