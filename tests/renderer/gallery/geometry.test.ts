/** The keyboard's geometry: every move stays inside, and up undoes down. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Move, middleOf, moveFrom } from '../../../src-renderer/gallery/layout/geometry.ts';
import { rowOf } from '../../../src-renderer/gallery/layout/windowing.ts';
import { justified } from './layouts.ts';

const rows = justified(800);
const items = fc.integer({ min: 0, max: rows.count - 1 });
const MOVES: readonly Move[] = [
  'left',
  'right',
  'up',
  'down',
  'home',
  'end',
  'row-start',
  'row-end',
  'page-up',
  'page-down',
];

describe('keyboard geometry', () => {
  test('no move leaves the result', () => {
    fc.assert(
      fc.property(items, fc.constantFrom(...MOVES), (item, move) => {
        const next = moveFrom(rows, item, move, null, 700);
        expect(next).toBeGreaterThanOrEqual(0);
        expect(next).toBeLessThan(rows.count);
      }),
    );
  });

  test('down moves to the item below in the next row', () => {
    fc.assert(
      fc.property(items, (item) => {
        const row = rowOf(rows, item);
        const next = moveFrom(rows, item, 'down', null, 700);
        expect(rowOf(rows, next)).toBe(Math.min(row + 1, rows.rows - 1));
        if (row === rows.rows - 1) return;
        const distance = (other: number): number => {
          const left = rows.itemX[other] ?? 0;
          return Math.max(0, left - middleOf(rows, item), middleOf(rows, item) - left - (rows.itemWidth[other] ?? 0));
        };
        for (let other = rows.rowStart[row + 1] ?? 0; other < (rows.rowStart[row + 2] ?? 0); other++) {
          expect(distance(next)).toBeLessThanOrEqual(distance(other));
        }
      }),
    );
  });

  test('when the column is kept, up reverts down', () => {
    fc.assert(
      fc.property(items, (item) => {
        const x = middleOf(rows, item);
        const down = moveFrom(rows, item, 'down', x, 700);
        if (down !== item) expect(moveFrom(rows, down, 'up', x, 700)).toBe(item);
      }),
    );
  });

  test('home and end move to the ends of the result or of the row', () => {
    expect(moveFrom(rows, 400, 'home', null, 700)).toBe(0);
    expect(moveFrom(rows, 400, 'end', null, 700)).toBe(rows.count - 1);
    const start = moveFrom(rows, 400, 'row-start', null, 700);
    expect(rowOf(rows, start - 1)).toBe(rowOf(rows, start) - 1);
  });

  test('a page is about one screen, and at least one row', () => {
    const from = rows.rowStart[10] ?? 0;
    expect(rowOf(rows, moveFrom(rows, from, 'page-down', null, 10))).toBe(11);
    const far = rowOf(rows, moveFrom(rows, from, 'page-down', null, 700));
    expect((rows.rowTop[far] ?? 0) - (rows.rowTop[10] ?? 0)).toBeGreaterThan(400);
  });

  test('without a starting item, any move goes to the first item', () => {
    expect(moveFrom(rows, -1, 'down', null, 700)).toBe(0);
    expect(moveFrom(justified(0), -1, 'down', null, 700)).toBe(-1);
  });
});
