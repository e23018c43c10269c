/** Scrolling further than a browser can: small steps are exact, jumps are proportional, every place can be reached. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  extentOf,
  follow,
  hasDrifted,
  isAtFalseEnd,
  MAX_EXTENT,
  moveTo,
  placeIn,
} from '../../../src-renderer/gallery/layout/scroll-map.ts';

const screen = 750;
const huge = { total: 240_000_000, screen };
const places = fc.integer({ min: 0, max: huge.total - screen });

describe('scroll map', () => {
  test('a layout that fits is scrolled without scaling', () => {
    const map = moveTo({ total: 80_000, screen }, 1_234);
    expect(map).toMatchObject({ scrollTop: 1_234, offset: 0 });
    expect(placeIn(follow(map, 70_000))).toBe(70_000);
    expect(isAtFalseEnd(follow(map, 0))).toBe(false);
  });

  test('every place of a huge layout can be scrolled to the top', () => {
    fc.assert(
      fc.property(places, (y) => {
        const map = moveTo(huge, y);
        expect(placeIn(map)).toBeCloseTo(y, 3);
        expect(map.scrollTop).toBeGreaterThanOrEqual(0);
        expect(map.scrollTop).toBeLessThanOrEqual(MAX_EXTENT - screen);
        expect(hasDrifted(map)).toBe(false);
      }),
    );
  });

  test('a small step moves the layout by the same number of pixels', () => {
    fc.assert(
      fc.property(places, fc.integer({ min: -400, max: 400 }), (y, step) => {
        const before = moveTo(huge, y);
        const after = follow(before, before.scrollTop + step);
        expect(placeIn(after)).toBeCloseTo(Math.min(Math.max(0, y + step), huge.total - screen), 3);
      }),
    );
  });

  test('a long jump moves in proportion', () => {
    const after = follow(moveTo(huge, 0), (MAX_EXTENT - screen) / 2);
    expect(placeIn(after)).toBeCloseTo((huge.total - screen) / 2, 0);
  });

  test('scrolling step by step reaches the real ends and stops nowhere else', () => {
    let map = moveTo(huge, 40_000);
    for (let i = 0; i < 200 && placeIn(map) > 0; i++) {
      map = follow(map, Math.max(0, map.scrollTop - 300));
      if (isAtFalseEnd(map)) map = moveTo(map, placeIn(map));
    }
    expect(placeIn(map)).toBe(0);
    map = moveTo(huge, huge.total - 40_000);
    for (let i = 0; i < 200 && placeIn(map) < huge.total - screen; i++) {
      map = follow(map, Math.min(extentOf(huge.total) - screen, map.scrollTop + 300));
      if (isAtFalseEnd(map)) map = moveTo(map, placeIn(map));
    }
    expect(placeIn(map)).toBe(huge.total - screen);
  });

  test('the drift of the scroller after many small steps is corrected without a visible move', () => {
    let map = moveTo(huge, 100_000_000);
    for (let i = 0; i < 300; i++) map = follow(map, map.scrollTop + 100);
    expect(hasDrifted(map)).toBe(true);
    expect(placeIn(moveTo(map, placeIn(map)))).toBeCloseTo(placeIn(map), 3);
  });
});
