/** What can be found out again is not kept for ever. */
import { expect, test } from 'vitest';
import { boundedMap } from '../../../src-main/catalog/reads/columns/bounded-map.ts';

test('beyond its limit, the map removes only its oldest entries', () => {
  const map = boundedMap<string, number>(3);
  for (const [at, key] of ['a', 'b', 'c', 'b', 'd', 'e'].entries()) map.set(key, at);
  expect(['a', 'b', 'c', 'd', 'e'].map((key) => map.get(key))).toEqual([undefined, undefined, 2, 4, 5]);
  expect([map.size, map.has('c'), map.has('a')]).toEqual([3, true, false]);
});
