/** The timeline: proportional, without labels on top of each other. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { MonthSpan } from '../../../src-renderer/gallery/layout/justify.ts';
import { itemAt, railLabels, railTicks, stepMonth } from '../../../src-renderer/gallery/layout/timeline.ts';

const months = monthsOf([12, 400, 3, 90, 90, 1_200, 1, 1, 60, 5, 800, 20, 20, 300]);

describe('timeline', () => {
  test('labels keep a distance and are at the beginning of their month', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 1, max: 900 }), { maxLength: 60 }),
        fc.integer({ min: 50, max: 1_500 }),
        (counts, length) => {
          const spans = monthsOf(counts);
          const labels = railLabels(spans, length);
          const total = counts.reduce((sum, count) => sum + count, 0);
          for (const [i, label] of labels.entries()) {
            const month = spans.find(({ key }) => key === label.key);
            expect(label.y).toBeCloseTo((month?.start ?? 0) / Math.max(1, total), 9);
            if (i > 0) expect((label.y - (labels[i - 1]?.y ?? 0)) * length).toBeGreaterThanOrEqual(17.99);
          }
        },
      ),
    );
  });

  test('years come before months when there is no room for both', () => {
    const labels = railLabels(months, 60);
    expect(labels.length).toBeGreaterThan(0);
    expect(labels.some(({ kind }) => kind === 'year')).toBe(true);
  });

  test('ticks keep a distance', () => {
    const ticks = railTicks(months, 100);
    for (let i = 1; i < ticks.length; i++)
      expect(((ticks[i] ?? 0) - (ticks[i - 1] ?? 0)) * 100).toBeGreaterThanOrEqual(4.99);
  });

  test('each position on the rail belongs to an item', () => {
    expect(itemAt(0, 100)).toBe(0);
    expect(itemAt(0.5, 100)).toBe(50);
    expect(itemAt(1, 100)).toBe(99);
    expect(itemAt(0.3, 0)).toBe(0);
  });

  test('steps move by one month, or to the next year', () => {
    expect(stepMonth(months, 0, 1, 'month')).toBe(1);
    expect(stepMonth(months, 0, -1, 'month')).toBe(0);
    const year = (index: number): number => Math.floor((months[index]?.key ?? 0) / 12);
    expect(year(stepMonth(months, 0, 1, 'year'))).toBe(year(0) - 1);
    expect(stepMonth(months, months.length - 1, 1, 'year')).toBe(months.length - 1);
  });

  test('items without a date have no label', () => {
    const undated: MonthSpan = { key: null, top: 0, bottom: 10, start: 0, count: 10 };
    expect(railLabels([undated], 500)).toEqual([]);
    expect(railLabels([], 500)).toEqual([]);
  });
});

/** Months backwards from March 2026. */
function monthsOf(counts: readonly number[]): readonly MonthSpan[] {
  let start = 0;
  return counts.map((count, i) => {
    const span = { key: 2026 * 12 + 2 - i, top: start, bottom: start + count, start, count };
    start += count;
    return span;
  });
}
