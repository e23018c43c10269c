/** Sets of positions behave like sets. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  add,
  addRange,
  count,
  countUpTo,
  emptySet,
  fullSet,
  has,
  intersect,
  positions,
  subtract,
  unite,
} from '../../../src-main/catalog/query-language/bitset.ts';

const SIZE = 131;
const members = fc.uniqueArray(fc.nat(SIZE - 1));
const setOf = (list: readonly number[]): Uint32Array => {
  const set = emptySet(SIZE);
  for (const at of list) add(set, at);
  return set;
};
const sorted = (list: Iterable<number>): number[] => [...list].sort((a, b) => a - b);

test('union, intersection and difference equal those of sets', () => {
  fc.assert(
    fc.property(members, members, (a, b) => {
      const everything = Array.from({ length: SIZE }, (_, at) => at);
      const where = (test: (at: number) => boolean): number[] => everything.filter(test);
      expect([...positions(unite(setOf(a), setOf(b)))]).toEqual(where((at) => a.includes(at) || b.includes(at)));
      expect([...positions(intersect(setOf(a), setOf(b)))]).toEqual(where((at) => a.includes(at) && b.includes(at)));
      expect([...positions(subtract(setOf(a), setOf(b)))]).toEqual(where((at) => a.includes(at) && !b.includes(at)));
      expect([...positions(subtract(fullSet(SIZE), setOf(a)))]).toEqual(where((at) => !a.includes(at)));
    }),
  );
});

test('counts and pages agree with the members', () => {
  fc.assert(
    fc.property(members, fc.nat(SIZE), fc.nat(40), (list, offset, limit) => {
      const set = setOf(list);
      const all = sorted(list);
      expect(count(set)).toBe(all.length);
      expect(countUpTo(set, offset)).toBe(all.filter((at) => at < offset).length);
      expect([...positions(set, offset, limit)]).toEqual(all.slice(offset, offset + limit));
      for (const at of all) expect(has(set, at)).toBe(true);
    }),
  );
});

test('a range contains its beginning, but not its end', () => {
  fc.assert(
    fc.property(fc.nat(SIZE), fc.nat(SIZE), (from, to) => {
      const end = Math.max(from, to);
      expect([...positions(addRange(emptySet(SIZE), from, end))]).toEqual(
        Array.from({ length: end - from }, (_, i) => from + i),
      );
    }),
  );
});
