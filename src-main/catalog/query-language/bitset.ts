/** Sets of positions 0…n-1 as bits, 32 per word. Bits from n are always 0. */

export type Bitset = Uint32Array;

export const emptySet = (size: number): Bitset => new Uint32Array((size + 31) >>> 5);

export function fullSet(size: number): Bitset {
  return addRange(emptySet(size), 0, size);
}

/** Adds the positions [from, to). */
export function addRange(set: Bitset, from: number, to: number): Bitset {
  let at = from;
  while (at < to && (at & 31) !== 0) add(set, at++);
  const words = Math.max(at, to & ~31);
  set.fill(0xffffffff, at >>> 5, words >>> 5);
  for (at = words; at < to; at += 1) add(set, at);
  return set;
}

export function add(set: Bitset, at: number): void {
  set[at >>> 5] = (set[at >>> 5] as number) | (1 << (at & 31));
}

export const has = (set: Bitset, at: number): boolean => (((set[at >>> 5] as number) >>> (at & 31)) & 1) === 1;

/** The positions for which `test` holds. */
export function setWhere(size: number, test: (at: number) => boolean): Bitset {
  const set = emptySet(size);
  for (let at = 0; at < size; at += 1) if (test(at)) add(set, at);
  return set;
}

/** A set of length `size` with these positions. */
export function setOf(size: number, members: Uint32Array): Bitset {
  const set = emptySet(size);
  for (let i = 0; i < members.length; i += 1) add(set, members[i] as number);
  return set;
}

export const intersect = (a: Bitset, b: Bitset): Bitset => a.map((word, i) => word & (b[i] as number));
export const unite = (a: Bitset, b: Bitset): Bitset => a.map((word, i) => word | (b[i] as number));
export const subtract = (a: Bitset, b: Bitset): Bitset => a.map((word, i) => word & ~(b[i] as number));

/** The number of positions below `end` in the set. */
export function countUpTo(set: Bitset, end: number): number {
  let count = 0;
  for (let i = 0; i < end >>> 5; i += 1) count += popcount(set[i] as number);
  const rest = end & 31;
  return rest === 0 ? count : count + popcount((set[end >>> 5] as number) & ((1 << rest) - 1));
}

export const count = (set: Bitset): number => countUpTo(set, set.length << 5);

/** The positions in ascending order: `limit` positions from index `offset`. */
export function positions(set: Bitset, offset = 0, limit = Number.POSITIVE_INFINITY): Uint32Array {
  const found = new Uint32Array(Math.max(0, Math.min(limit, count(set) - offset)));
  let skip = offset;
  let filled = 0;
  for (let i = 0; i < set.length && filled < found.length; i += 1) {
    let word = set[i] as number;
    const inside = popcount(word);
    if (skip >= inside) {
      skip -= inside;
      continue;
    }
    for (; word !== 0 && filled < found.length; word &= word - 1) {
      if (skip > 0) skip -= 1;
      else found[filled++] = (i << 5) + 31 - Math.clz32(word & -word);
    }
  }
  return found;
}

function popcount(word: number): number {
  let bits = word - ((word >>> 1) & 0x55555555);
  bits = (bits & 0x33333333) + ((bits >>> 2) & 0x33333333);
  return Math.imul((bits + (bits >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}
