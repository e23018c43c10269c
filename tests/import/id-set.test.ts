/** Sets of row numbers. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { idSetOf } from '../../src-main/import/collect/id-set.ts';

test('a set contains exactly the added numbers', () => {
  const number = fc.integer({ min: 0, max: 2_000_000 });
  fc.assert(
    fc.property(fc.array(number), fc.array(number), (added, asked) => {
      const set = idSetOf(added);
      for (const id of [...added, ...asked]) expect(set.has(id)).toBe(added.includes(id));
    }),
  );
});
