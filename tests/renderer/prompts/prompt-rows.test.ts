/** How many of a prompt's posters there is room for. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { encodeAspect } from '../../../src-main/contract/items/layout.ts';
import {
  GAP,
  MORE,
  POSTER,
  postersThatFit,
  posterWidth,
  ROW,
  rowsOf,
} from '../../../src-renderer/prompts/prompt-rows.ts';

const square = encodeAspect(1, 1);
const of = (count: number, aspect = square): Uint8Array => new Uint8Array(count).fill(aspect);

test('all posters are shown if they fit, else as many as leave room for the count of the rest', () => {
  const room = (count: number): number => count * (POSTER + GAP) - GAP;
  expect(postersThatFit(of(3), room(3))).toBe(3);
  expect(postersThatFit(of(3), room(3) - 1)).toBe(2);
  expect(postersThatFit(of(30), room(4))).toBe(3);
  expect(postersThatFit(of(1), 10)).toBe(1);
});

test('posters of any shapes and the count of the rest do not exceed the width', () => {
  const aspects = fc.uint8Array({ minLength: 2, maxLength: 60 });
  fc.assert(
    fc.property(aspects, fc.integer({ min: 400, max: 3000 }), (shapes, width) => {
      const fitting = postersThatFit(shapes, width);
      const used = shapes.subarray(0, fitting).reduce((sum, aspect) => sum + posterWidth(aspect, POSTER) + GAP, 0);
      expect(used - GAP + (fitting < shapes.length ? GAP + MORE : 0)).toBeLessThanOrEqual(width);
    }),
  );
});

test('a hundred thousand prompts are rows of the same height', () => {
  const rows = rowsOf(100_000, 900);
  expect(rows.height).toBe(100_000 * ROW);
  expect([rows.rowTop[99_999], rows.rowStart[100_000]]).toEqual([99_999 * ROW, 100_000]);
});
