/** Figures of both sides: the median of Afterimage beside the median of the plain page. */
import { type Figure, quantile } from '../figure.ts';
import type { Side } from './sides.ts';

export type Both<T> = Readonly<Record<Side, readonly T[]>>;

export const PLAIN = 'plain page';

export const median = (values: readonly number[]): number => quantile(values, 0.5);

/** The median of one value of all tries; no baseline where the plain page has no such value. */
export function compared<T>(
  what: string,
  unit: Figure['unit'],
  both: Both<T>,
  value: (one: T) => number,
  plain = PLAIN,
): Figure {
  const theirs = median(both.plain.map(value).filter((one) => !Number.isNaN(one)));
  return {
    what,
    value: median(both.ours.map(value).filter((one) => !Number.isNaN(one))),
    unit,
    baseline: Number.isNaN(theirs) ? null : { what: plain, value: theirs },
  };
}
