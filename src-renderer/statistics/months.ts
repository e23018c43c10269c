/** Months and days of the statistics: what lies between the first and the last, empty ones too. */
import type { Bar } from '../../src-main/contract/organising/insights.ts';

export const DAY_MS = 86_400_000;

/** "2025-11" from an epoch day (UTC); years beyond 9999 keep their sign, as in queries. */
export const monthOfDay = (day: number): string => new Date(day * DAY_MS).toISOString().slice(0, -17);
export const dateOfDay = (day: number): string => new Date(day * DAY_MS).toISOString().slice(0, -14);

/** `year * 12 + month` (0–11). */
export function monthKey(month: string): number {
  const cut = month.lastIndexOf('-');
  return Number(month.slice(0, cut)) * 12 + Number(month.slice(cut + 1)) - 1;
}

/** Counts by month, each a search. @param days `[epoch day, count]`, ascending */
export function monthBars(days: readonly (readonly [number, number])[]): Bar[] {
  const counts = new Map<string, number>();
  for (const [day, count] of days) counts.set(monthOfDay(day), (counts.get(monthOfDay(day)) ?? 0) + count);
  return Array.from(counts, ([value, count]) => ({ value, count, query: `date:${value}` }));
}

/** A month's place in a row of months: its key, its bar where it has one. */
export interface MonthPlace {
  readonly key: number;
  readonly bar: Bar | null;
}

/** No more months are drawn: one wrong date of the year 1970 must not make the rest a hairline. */
const MOST_MONTHS = 120;

/** Every month from the first with something in it to the last; the latest {@link MOST_MONTHS}. */
export function monthPlaces(bars: readonly Bar[]): MonthPlace[] {
  const byKey = new Map(bars.map((bar) => [monthKey(bar.value), bar]));
  const keys = [...byKey.keys()].sort((a, b) => a - b);
  const last = keys.at(-1);
  const [first] = keys;
  if (first === undefined || last === undefined) return [];
  const from = Math.max(first, last - MOST_MONTHS + 1);
  return Array.from({ length: last - from + 1 }, (_, at) => ({ key: from + at, bar: byKey.get(from + at) ?? null }));
}

/** One day of the calendar. */
export interface CalendarDay {
  readonly day: number;
  readonly count: number;
  /** The week of the year it stands in, from 0; weeks begin on Monday. */
  readonly week: number;
  /** 0 is Monday. */
  readonly weekday: number;
}

export interface CalendarYear {
  readonly year: number;
  readonly days: readonly CalendarDay[];
}

/** Monday is 0; 1 January 1970 was a Thursday. */
const weekdayOf = (day: number): number => (((day + 3) % 7) + 7) % 7;

/** No more years are drawn, the latest first. */
const MOST_YEARS = 12;

/** The years with something in them, latest first, each with all its days. @param counts `[epoch day, count]` */
export function calendarYears(counts: readonly (readonly [number, number])[]): CalendarYear[] {
  const byDay = new Map(counts);
  const years = [...new Set(counts.map(([day]) => new Date(day * DAY_MS).getUTCFullYear()))]
    .sort((a, b) => b - a)
    .slice(0, MOST_YEARS);
  return years.map((year) => {
    const first = Date.UTC(year, 0) / DAY_MS;
    const length = Date.UTC(year + 1, 0) / DAY_MS - first;
    const shift = weekdayOf(first);
    const days = Array.from({ length }, (_, at) => ({
      day: first + at,
      count: byDay.get(first + at) ?? 0,
      week: Math.floor((at + shift) / 7),
      weekday: (at + shift) % 7,
    }));
    return { year, days };
  });
}
