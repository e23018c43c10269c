/**
 * More than two hundred queries find what going through every item finds: the same items, totals, counts and orders.
 */
import type { Database } from 'better-sqlite3';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { SyncReads } from '../../../src-main/catalog/reads/catalog-reader.ts';
import { openReads } from '../../../src-main/catalog/reads/reads.ts';
import { decodeLayout } from '../../../src-main/contract/items/layout.ts';
import type { Sort } from '../../../src-main/contract/searching/search.ts';
import { openCatalog, seed } from '../seed.ts';
import { all, any, counted, everything, not, ordered } from './naive.ts';
import { realisticLibrary } from './realistic.ts';
import { type Asked, PARTS, TABLE } from './table.ts';

const items = realisticLibrary();
let db: Database;
let reads: SyncReads;

beforeAll(() => {
  db = openCatalog();
  seed(db, items.slice(0, 150));
  reads = openReads(db);
  // The rest comes while the library is open, as an import brings it.
  expect(reads.total()).toBe(150);
  seed(db, items.slice(150));
});
afterAll(() => db.close());

const ask = (q: string, sort: Sort): readonly string[] =>
  reads.cards({ q, sort, seed: 5, limit: 1000, offset: 0 }).items.map(({ id }) => id);

test('the table has at least two hundred different queries, most of which find something', () => {
  expect(new Set(TABLE.map(([q]) => q)).size).toBe(TABLE.length);
  expect(TABLE.length).toBeGreaterThanOrEqual(200);
  expect(TABLE.filter(([, holds]) => items.some(holds)).length).toBeGreaterThan(TABLE.length * 0.75);
  expect(ordered(items, everything, 'newest')).toHaveLength(items.length);
});

describe.each(
  TABLE.map(([q, holds]) => ({ name: JSON.stringify(q.length > 60 ? `${q.slice(0, 60)}…` : q), q, holds })),
)('$name', ({ q, holds }) => {
  test('results, counts and order equal those of a plain scan', () => {
    const expected = ordered(items, holds, 'newest') ?? [];
    for (const sort of ['newest', 'oldest', 'duration', 'rating'] as const)
      expect(ask(q, sort)).toEqual(ordered(items, holds, sort));
    for (const sort of ['relevance', 'random'] as const) expect(ask(q, sort).toSorted()).toEqual(expected.toSorted());
    expect(reads.cards({ q, sort: 'newest', seed: 0, limit: 0, offset: 0 }).total).toBe(expected.length);
    expect(reads.facets(q)).toEqual(counted(items, holds));
    expect(decodeLayout(reads.layout({ q, sort: 'newest', seed: 0 }).buffer).ids).toHaveLength(expected.length);
    for (const sort of ['newest', 'oldest', 'relevance', 'rating'] as const) {
      const begun = openReads(db).firstCards({ q, sort, seed: 5, limit: 7 });
      expect([begun.items.map(({ id }) => id), begun.isAll]).toEqual([ask(q, sort).slice(0, 7), expected.length <= 7]);
    }
    const middle = expected[Math.floor(expected.length / 2)];
    if (middle === undefined) return;
    for (const sort of ['newest', 'oldest', 'duration', 'rating', 'random', 'relevance'] as const) {
      const whole = ask(q, sort);
      const after = reads.search({ q, sort, seed: 5, limit: 5, offsetId: middle }).items.map(({ id }) => id);
      expect(after).toEqual(whole.slice(whole.indexOf(middle) + 1, whole.indexOf(middle) + 6));
    }
  });
});

/** Parts of a query with what they mean, from which queries of any shape are made. */
const part = fc.constantFrom(...PARTS);
const { query } = fc.letrec<{ query: Asked }>((tie) => ({
  query: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    part,
    tie('query').map(([q, holds]): Asked => [`-(${q} )`, not(holds)]),
    fc.tuple(tie('query'), tie('query')).map(([[a, one], [b, other]]): Asked => [`(${a} ${b} )`, all(one, other)]),
    fc.tuple(tie('query'), tie('query')).map(([[a, one], [b, other]]): Asked => [`(${a} OR ${b} )`, any(one, other)]),
  ),
}));

test('random queries give the same results, counts and order as a plain scan', () => {
  fc.assert(
    fc.property(query, ([q, holds]) => {
      for (const sort of ['newest', 'oldest', 'duration', 'rating'] as const)
        expect([q, ask(`${q} `, sort)]).toEqual([q, ordered(items, holds, sort)]);
      expect(reads.facets(`${q} `)).toEqual(counted(items, holds));
    }),
    { numRuns: 300 },
  );
});
