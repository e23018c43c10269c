/** The justified layout: nothing lost, nothing overlapping, rows that end where they should. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Layout } from '../../../src-main/contract/items/layout.ts';
import {
  type Justified,
  type JustifyOptions,
  justify,
  monthOfDay,
} from '../../../src-renderer/gallery/layout/justify.ts';

const OPTIONS: JustifyOptions = {
  width: 900,
  target: 196,
  gap: 6,
  dayGap: 24,
  monthHead: 48,
  dayHead: 28,
  monthFoot: 24,
};

const layouts = fc
  .array(fc.tuple(fc.integer({ min: 1, max: 60 }), fc.integer({ min: 1, max: 40 })), { maxLength: 30 })
  .chain((steps) => {
    let day = 20_500;
    const days = steps.map(([step, count]): readonly [number | null, number] => {
      day -= step;
      return [day, count];
    });
    const count = days.reduce((sum, [, size]) => sum + size, 0);
    return fc
      .uint8Array({ minLength: count, maxLength: count })
      .map((aspects): Layout => ({ ids: Uint32Array.from({ length: count }, (_, i) => i + 1), aspects, days }));
  });
const options = fc.record({
  width: fc.integer({ min: 320, max: 3800 }),
  target: fc.integer({ min: 80, max: 480 }),
  gap: fc.constant(6),
  dayGap: fc.constant(24),
  monthHead: fc.constant(48),
  dayHead: fc.constantFrom(0, 28),
  monthFoot: fc.constant(24),
});

describe('justify', () => {
  test('every item appears once, in order', () => {
    fc.assert(
      fc.property(layouts, options, (layout, chosen) => {
        const result = justify(layout, chosen);
        expect(result.rowStart[0] ?? 0).toBe(0);
        expect(result.rowStart[result.rows]).toBe(layout.ids.length);
        for (let row = 0; row < result.rows; row++)
          expect(result.rowStart[row + 1]).toBeGreaterThan(result.rowStart[row] ?? 0);
        expect(result.months.reduce((sum, month) => sum + month.count, 0)).toBe(layout.ids.length);
      }),
    );
  });

  test('items neither overlap nor exceed the width', () => {
    fc.assert(
      fc.property(layouts, options, (layout, chosen) => {
        const result = justify(layout, chosen);
        for (let row = 0; row < result.rows; row++) {
          if (row > 0) expect(result.rowTop[row]).toBeGreaterThanOrEqual(bottomOf(result, row - 1) + chosen.gap);
          let right = 0;
          for (const item of itemsOf(result, row)) {
            expect(result.itemX[item]).toBeGreaterThanOrEqual(right);
            right = (result.itemX[item] ?? 0) + (result.itemWidth[item] ?? 0);
          }
          expect(right).toBeLessThanOrEqual(chosen.width + 1);
        }
        expect(result.height).toBeGreaterThanOrEqual(result.rows === 0 ? 0 : bottomOf(result, result.rows - 1));
      }),
    );
  });

  test('a row before another row of the same day fills the width within a pixel, or has the maximum height', () => {
    fc.assert(
      fc.property(layouts, options, (layout, chosen) => {
        const result = justify(layout, chosen);
        const beginnings = beginningsOf(layout, chosen.dayHead > 0);
        for (let row = 0; row + 1 < result.rows; row++) {
          const next = result.rowStart[row + 1] ?? 0;
          if (beginnings.has(next)) continue;
          const last = next - 1;
          const right = (result.itemX[last] ?? 0) + (result.itemWidth[last] ?? 0);
          const isTallest = (result.rowHeight[row] ?? 0) >= Math.round(chosen.target * 1.5);
          if (!isTallest) expect(Math.abs(right - chosen.width)).toBeLessThanOrEqual(1);
        }
      }),
    );
  });

  test('a day begins with its label, above its first item, and labels do not collide', () => {
    fc.assert(
      fc.property(layouts, (layout) => {
        const { labels } = justify(layout, OPTIONS);
        expect([...labels.day]).toEqual(layout.days.map((_, index) => index));
        for (let i = 1; i < labels.day.length; i++) {
          const sameRow = labels.top[i] === labels.top[i - 1];
          if (sameRow) expect(labels.x[i]).toBeGreaterThanOrEqual((labels.x[i - 1] ?? 0) + (labels.width[i - 1] ?? 0));
          else expect(labels.top[i]).toBeGreaterThan(labels.top[i - 1] ?? 0);
        }
      }),
    );
  });

  test('months follow one another without a gap', () => {
    fc.assert(
      fc.property(layouts, (layout) => {
        const { months, height } = justify(layout, OPTIONS);
        let bottom = 0;
        for (const month of months) {
          expect(month.top).toBe(bottom);
          bottom = month.bottom;
        }
        expect(bottom).toBe(height);
      }),
    );
  });

  test('an order that is not by date has no labels', () => {
    const layout: Layout = { ids: new Uint32Array(50), aspects: new Uint8Array(50).fill(150), days: [] };
    const result = justify(layout, OPTIONS);
    expect(result.labels.day.length).toBe(0);
    expect(result.rowTop[0]).toBe(OPTIONS.monthFoot);
    expect(result.months).toHaveLength(1);
  });

  test('an empty result has no height', () => {
    const result = justify({ ids: new Uint32Array(0), aspects: new Uint8Array(0), days: [] }, OPTIONS);
    expect(result).toMatchObject({ rows: 0, height: 0, months: [] });
  });

  test('small days of one month share a row', () => {
    const layout: Layout = {
      ids: new Uint32Array(3),
      aspects: new Uint8Array(3).fill(128),
      days: [
        [20_003, 1],
        [20_002, 1],
        [20_001, 1],
      ],
    };
    expect(justify(layout, OPTIONS).rows).toBe(1);
  });

  test('months are those of UTC', () => {
    expect(monthOfDay(0)).toBe(1970 * 12);
    expect(monthOfDay(-1)).toBe(1969 * 12 + 11);
    expect(monthOfDay(Date.UTC(2025, 10, 3) / 86_400_000)).toBe(2025 * 12 + 10);
  });
});

function bottomOf(result: Justified, row: number): number {
  return (result.rowTop[row] ?? 0) + (result.rowHeight[row] ?? 0);
}

function itemsOf(result: Justified, row: number): readonly number[] {
  const from = result.rowStart[row] ?? 0;
  return Array.from({ length: (result.rowStart[row + 1] ?? from) - from }, (_, i) => from + i);
}

/** The items at which a day begins, or a month where days have no labels. */
function beginningsOf(layout: Layout, isByDay: boolean): ReadonlySet<number> {
  const beginnings = new Set<number>();
  let item = 0;
  let month: number | null = null;
  for (const [day, count] of layout.days) {
    const own = monthOfDay(day ?? 0);
    if (isByDay || own !== month) beginnings.add(item);
    month = own;
    item += count;
  }
  return beginnings;
}
