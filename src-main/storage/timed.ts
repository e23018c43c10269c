/** Measures how long the functions of a thread take. */
import { performance } from 'node:perf_hooks';

/** Wraps the functions: `slow` is called after each call that took at least `ms`, with its name and its result. */
export function timed<T extends object>(
  functions: T,
  ms: number,
  slow: (name: string, ms: number, answer: unknown) => void,
): T {
  const watched = Object.entries(functions).map(([name, call]) => [
    name,
    (...args: unknown[]) => {
      const began = performance.now();
      const answer = (call as (...args: unknown[]) => unknown)(...args);
      const took = performance.now() - began;
      if (took >= ms) slow(name, Math.round(took), answer);
      return answer;
    },
  ]);
  return Object.fromEntries(watched) as T;
}

/** The number of rows of an answer; null when it is not a list. */
export function rowsOf(answer: unknown): number | null {
  if (answer === null || typeof answer !== 'object') return null;
  if (Array.isArray(answer)) return answer.length;
  if (ArrayBuffer.isView(answer)) return null;
  const { total, items } = answer as { readonly total?: unknown; readonly items?: unknown };
  if (typeof total === 'number') return total;
  return Array.isArray(items) ? items.length : null;
}

/** Wraps a function to count its calls and their total time in ms. `takeFigures` returns both and resets them. */
export function counted<A, R>(
  call: (arg: A) => R,
): { call(arg: A): R; takeFigures(): { readonly batches: number; readonly ms: number } } {
  let [batches, ms] = [0, 0];
  return {
    call(arg) {
      const began = performance.now();
      try {
        return call(arg);
      } finally {
        batches += 1;
        ms += performance.now() - began;
      }
    },
    takeFigures() {
      const figures = { batches, ms: Math.round(ms) };
      [batches, ms] = [0, 0];
      return figures;
    },
  };
}
