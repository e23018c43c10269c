/** Repeated measurements of one thing in many variations. */
import { quantile } from './figure.ts';

/** In milliseconds. */
export interface Times {
  readonly p50: number;
  readonly p95: number;
  readonly worst: number;
}

/** Every call is made this often and its best time counts: another program's burst is not ours. */
const TRIES = 3;

/** Times of `runs` different calls; `before` runs ahead of each try, outside of the time. */
export function times(
  runs: number,
  run: (i: number) => unknown,
  before: (i: number) => unknown = () => {},
  tries = TRIES,
): Times {
  const all = Array.from({ length: runs }, (_, i) => {
    const each = Array.from({ length: tries }, (_, attempt) => {
      before(i * tries + attempt);
      return timed(() => run(i));
    });
    return Math.min(...each);
  });
  return summed(all);
}

export const summed = (all: readonly number[]): Times => ({
  p50: quantile(all, 0.5),
  p95: quantile(all, 0.95),
  worst: quantile(all, 1),
});

export function timed(run: () => unknown): number {
  const start = performance.now();
  run();
  return performance.now() - start;
}
