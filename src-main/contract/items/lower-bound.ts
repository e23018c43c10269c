/** Binary search in what ascends. */

/** The first index at or after `low` whose value is at least `value`; the length when there is none. */
export function lowerBound(ascending: Float64Array, value: number, low = 0): number {
  let [from, to] = [low, ascending.length];
  while (from < to) {
    const middle = (from + to) >>> 1;
    if ((ascending[middle] as number) < value) from = middle + 1;
    else to = middle;
  }
  return from;
}

/** The first number in [begin, end) from which `test` holds; `end` when it never holds. */
export function firstWhere(begin: number, end: number, test: (at: number) => boolean): number {
  let [from, to] = [begin, end];
  while (from < to) {
    const middle = (from + to) >>> 1;
    if (test(middle)) to = middle;
    else from = middle + 1;
  }
  return from;
}
