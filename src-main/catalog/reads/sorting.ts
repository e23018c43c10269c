/** Sorting positions by a number, without calling back for every comparison. */

/**
 * The items in ascending order of their keys, equals by item. Items are below `size`; keys are whole numbers from 0 on.
 * Key and item share one double while they fit into its 53 bits; beyond, it sorts the slow way.
 */
export function sortedBy(items: Uint32Array, size: number, key: (item: number) => number): Uint32Array {
  const step = 2 ** Math.ceil(Math.log2(size + 1));
  const keys = Float64Array.from(items, (item) => key(item) * step + item);
  if (keys.every(Number.isSafeInteger)) return Uint32Array.from(keys.sort(), (one) => one % step);
  return items.slice().sort((a, b) => key(a) - key(b) || a - b);
}
