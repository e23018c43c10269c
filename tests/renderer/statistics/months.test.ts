/** Months and days of the statistics. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  calendarYears,
  DAY_MS,
  dateOfDay,
  monthBars,
  monthKey,
  monthOfDay,
  monthPlaces,
} from '../../../src-renderer/statistics/months.ts';

const day = (text: string): number => Date.parse(`${text}T00:00:00Z`) / DAY_MS;

test('days are counted by month, and each month has a search', () => {
  const bars = monthBars([
    [day('2025-10-31'), 2],
    [day('2025-11-01'), 3],
    [day('2025-11-30'), 1],
  ]);
  expect(bars).toEqual([
    { value: '2025-10', count: 2, query: 'date:2025-10' },
    { value: '2025-11', count: 4, query: 'date:2025-11' },
  ]);
});

test('empty months keep their place between the others', () => {
  const places = monthPlaces(
    monthBars([
      [day('2025-11-03'), 1],
      [day('2026-02-01'), 2],
    ]),
  );
  expect(places.map(({ key, bar }) => [key - 2025 * 12, bar?.count ?? 0])).toEqual([
    [10, 1],
    [11, 0],
    [12, 0],
    [13, 2],
  ]);
  expect(monthPlaces([])).toEqual([]);
});

test('a single wrong date far in the past does not squeeze the other months', () => {
  const places = monthPlaces(
    monthBars([
      [day('1970-01-01'), 1],
      [day('2026-02-01'), 2],
    ]),
  );
  expect(places).toHaveLength(120);
  expect(places.at(-1)?.bar?.count).toBe(2);
});

test('a year has all its days, weeks begin on Monday', () => {
  const [year] = calendarYears([[day('2024-02-29'), 5]]);
  expect(year?.days).toHaveLength(366);
  // 1 January 2024 was a Monday, 29 February a Thursday in the ninth week.
  expect(year?.days[0]).toMatchObject({ week: 0, weekday: 0, count: 0 });
  expect(year?.days.find(({ count }) => count === 5)).toMatchObject({ week: 8, weekday: 3 });
});

test('every day has one place in its year and the right date', () => {
  fc.assert(
    fc.property(fc.integer({ min: day('1971-01-01'), max: day('2400-01-01') }), (any) => {
      const [year] = calendarYears([[any, 1]]);
      const days = year?.days ?? [];
      expect(new Set(days.map(({ week, weekday }) => week * 7 + weekday)).size).toBe(days.length);
      const found = days.find(({ count }) => count === 1);
      expect(found?.weekday).toBe((new Date(any * DAY_MS).getUTCDay() + 6) % 7);
      expect(Math.max(...days.map(({ week }) => week))).toBeLessThan(54);
      expect(dateOfDay(any).startsWith(monthOfDay(any))).toBe(true);
      expect(monthKey(monthOfDay(any)) % 12).toBe(new Date(any * DAY_MS).getUTCMonth());
    }),
  );
});
