/** Typed arrays that grow. */

/** The same array when it has at least `size` elements, otherwise a longer copy filled with 0. */
export function growArray<T extends Uint32Array | Uint8Array>(array: T, size: number): T {
  if (size <= array.length) return array;
  const larger = new (array.constructor as new (size: number) => T)(Math.max(size, Math.ceil(array.length * 1.5)));
  larger.set(array);
  return larger;
}
