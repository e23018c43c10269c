/** Computes the timeline: each month has a length proportional to its number of items. */
import type { MonthSpan } from './justify.ts';

/** A label on the rail; `y` is a fraction of its length, 0 at the top. */
export interface RailLabel {
  readonly kind: 'year' | 'month';
  /** `year * 12 + month`. */
  readonly key: number;
  readonly y: number;
}

/** The smallest distance between two labels, in px. */
const LABEL_ROOM = 18;
/** The smallest distance between two ticks, in px. */
const TICK_ROOM = 5;

/**
 * The labels that fit on a rail of `length` px: years first, the largest first when they collide, then months between
 * them. The first month of a year on the rail shows the year.
 */
export function railLabels(months: readonly MonthSpan[], length: number): readonly RailLabel[] {
  const total = countOf(months);
  const years: Weighted[] = [];
  const others: Weighted[] = [];
  for (const month of months) {
    if (month.key === null) continue;
    const label = { key: month.key, y: month.start / total, weight: month.count };
    const year = years.at(-1);
    if (year && yearOf(year.key) === yearOf(month.key)) {
      year.weight += month.count;
      others.push({ ...label, kind: 'month' });
    } else years.push({ ...label, kind: 'year' });
  }
  const kept: Weighted[] = [];
  const heaviest = (a: Weighted, b: Weighted): number => b.weight - a.weight || a.y - b.y;
  for (const label of [...years.sort(heaviest), ...others.sort(heaviest)]) {
    if (kept.every((other) => Math.abs(other.y - label.y) * length >= LABEL_ROOM)) kept.push(label);
  }
  return kept.sort((a, b) => a.y - b.y).map(({ kind, key, y }) => ({ kind, key, y }));
}

/** Months without a label, as ticks (fractions) at least a few px apart. */
export function railTicks(months: readonly MonthSpan[], length: number): readonly number[] {
  const total = countOf(months);
  const ticks: number[] = [];
  for (const month of months) {
    const y = month.start / total;
    if (ticks.length === 0 || (y - (ticks.at(-1) ?? 0)) * length >= TICK_ROOM) ticks.push(y);
  }
  return ticks;
}

/** The item at a fraction of the rail. */
export function itemAt(fraction: number, count: number): number {
  return Math.min(Math.max(0, count - 1), Math.max(0, Math.floor(fraction * count)));
}

/** The index of the month after `steps` months or years, for the keyboard. */
export function stepMonth(months: readonly MonthSpan[], from: number, steps: number, unit: 'month' | 'year'): number {
  const clamp = (index: number): number => Math.min(months.length - 1, Math.max(0, index));
  if (unit === 'month') return clamp(from + steps);
  const year = yearOf(months[from]?.key ?? 0);
  let index = from;
  while (months[index + steps] && yearOf(months[index]?.key ?? 0) === year) index += steps;
  return clamp(index);
}

interface Weighted {
  readonly kind: RailLabel['kind'];
  readonly key: number;
  readonly y: number;
  weight: number;
}

function yearOf(key: number): number {
  return Math.floor(key / 12);
}

function countOf(months: readonly MonthSpan[]): number {
  return Math.max(
    1,
    months.reduce((sum, month) => sum + month.count, 0),
  );
}
