/** Windowing: what is on screen is found exactly, and places survive a new layout. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  anchorAt,
  itemsIn,
  labelsBetween,
  monthOf,
  placeOf,
  rowOf,
  rowsBetween,
} from '../../../src-renderer/gallery/layout/windowing.ts';
import { justified } from './layouts.ts';

const rows = justified(1_500);
const places = fc.integer({ min: -500, max: Math.ceil(rows.height) + 500 });

describe('windowing', () => {
  test('the rows between two heights are exactly those that touch this range', () => {
    fc.assert(
      fc.property(places, fc.integer({ min: 0, max: 3_000 }), (top, height) => {
        const { first, last } = rowsBetween(rows, top, top + height);
        for (let row = 0; row < rows.rows; row++) {
          const from = rows.rowTop[row] ?? 0;
          const touches = from <= top + height && from + (rows.rowHeight[row] ?? 0) >= top;
          expect(row >= first && row < last).toBe(touches);
        }
      }),
    );
  });

  test('the row of an item contains it', () => {
    for (let item = 0; item < rows.count; item++) {
      const row = rowOf(rows, item);
      expect(rows.rowStart[row]).toBeLessThanOrEqual(item);
      expect(rows.rowStart[row + 1]).toBeGreaterThan(item);
    }
  });

  test('the month of an item contains it', () => {
    for (const [index, month] of rows.months.entries()) {
      expect(monthOf(rows, month.start)).toBe(index);
      expect(monthOf(rows, month.start + month.count - 1)).toBe(index);
    }
  });

  test('labels are found at their place', () => {
    const { first, last } = labelsBetween(rows, 0, rows.height);
    expect([first, last]).toEqual([0, rows.labels.day.length]);
    expect(labelsBetween(rows, -20, -10)).toEqual({ first: 0, last: 0 });
  });

  test('a rubber band selects all items that it touches', () => {
    const row = 3;
    const top = rows.rowTop[row] ?? 0;
    const item = (rows.rowStart[row] ?? 0) + 1;
    const x = rows.itemX[item] ?? 0;
    expect(itemsIn(rows, x + 1, top + 1, x + 2, top + 2)).toEqual([item]);
    expect(itemsIn(rows, 0, top, rows.width, top + 1)).toHaveLength(
      (rows.rowStart[row + 1] ?? 0) - (rows.rowStart[row] ?? 0),
    );
    expect(itemsIn(rows, 0, 0, rows.width, rows.height)).toHaveLength(rows.count);
  });

  test('a place is found again in the same layout', () => {
    fc.assert(
      fc.property(fc.double({ min: 0, max: rows.height - 800, noNaN: true }), (y) => {
        expect(placeOf(rows, anchorAt(rows, y))).toBeCloseTo(y, 3);
      }),
    );
  });

  test('after resizing the item at the top is still at the top', () => {
    const narrow = justified(1_500, 500, 120);
    fc.assert(
      fc.property(fc.integer({ min: 100, max: Math.floor(rows.height) - 900 }), (y) => {
        const anchor = anchorAt(rows, y);
        const there = placeOf(narrow, anchor);
        const row = rowOf(narrow, anchor.item);
        const top = narrow.rowTop[row] ?? 0;
        expect(there).toBeLessThanOrEqual(top + (narrow.rowHeight[row] ?? 0));
        expect(there).toBeGreaterThan(top - (rows.rowHeight[rowOf(rows, anchor.item)] ?? 0) - 120);
      }),
    );
  });

  test('an empty layout has no rows and no items', () => {
    const empty = justified(0);
    expect(rowsBetween(empty, 0, 900)).toEqual({ first: 0, last: 0 });
    expect(placeOf(empty, { item: 3, into: 0.5 })).toBe(0);
    expect(monthOf(empty, 0)).toBe(-1);
  });
});
