/** Zooming: the point under the pointer stays, the picture never leaves its frame. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { FITTED, pan, zoomAt } from '../../../src-renderer/viewer/zoom.ts';

const size = { width: 800, height: 450 };
const points = fc.record({ x: fc.integer({ min: -400, max: 400 }), y: fc.integer({ min: -225, max: 225 }) });

describe('zoom', () => {
  test('the point under the pointer stays where it is', () => {
    fc.assert(
      fc.property(points, fc.double({ min: 1.1, max: 8, noNaN: true }), (at, factor) => {
        const zoomed = zoomAt(FITTED, factor, at, size);
        expect((at.x - zoomed.x) / zoomed.scale).toBeCloseTo(at.x, 6);
        expect((at.y - zoomed.y) / zoomed.scale).toBeCloseTo(at.y, 6);
      }),
    );
  });

  test('the picture never leaves its frame', () => {
    fc.assert(
      fc.property(points, points, fc.double({ min: 1, max: 30, noNaN: true }), (at, by, factor) => {
        const { scale, x, y } = pan(zoomAt(FITTED, factor, at, size), { x: by.x * 20, y: by.y * 20 }, size);
        expect(Math.abs(x)).toBeLessThanOrEqual((size.width * (scale - 1)) / 2 + 1e-6);
        expect(Math.abs(y)).toBeLessThanOrEqual((size.height * (scale - 1)) / 2 + 1e-6);
      }),
    );
  });

  test('zooming out ends at the initial state', () => {
    expect(zoomAt(zoomAt(FITTED, 4, { x: 100, y: 20 }, size), 0.01, { x: -50, y: 0 }, size)).toEqual(FITTED);
  });
});
