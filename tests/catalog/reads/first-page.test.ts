/** The beginning of a result is the same whether the rest of it was read or not. */
import type { Database } from 'better-sqlite3';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { SyncReads } from '../../../src-main/catalog/reads/catalog-reader.ts';
import { openReads } from '../../../src-main/catalog/reads/reads.ts';
import { hide, openCatalog, randomFrom, seed, syntheticSeeds } from '../seed.ts';

const DAY = 86_400_000;
let db: Database;
/** One that knows whole results, and one that is asked for beginnings alone. */
let whole: SyncReads;
let begun: SyncReads;

beforeAll(() => {
  db = openCatalog();
  const random = randomFrom(7);
  // A tenth is undated, and a third was made within one minute, so that slots tell little of the order.
  const seeds = syntheticSeeds(5_000, random).map((one, at) => ({
    ...one,
    createdMs: at % 10 === 0 ? null : at % 3 === 0 ? 400 * DAY + (at % 7) : Math.floor(random() * 500 * DAY),
  }));
  seed(db, seeds.slice(0, 4_000));
  whole = openReads(db);
  begun = openReads(db);
  expect([whole.total(), begun.total()]).toEqual([4_000, 4_000]);
  // The rest is appended to the arrays, and some of what was there goes.
  seed(db, seeds.slice(4_000));
  for (const { publicId } of seeds.slice(100, 140)) hide(db, publicId);
}, 60_000);
afterAll(() => db.close());

const part = fc.constantFrom(
  ...['a', 'dragon', 'the', 'lighth', '的', '雨', '"slow motion"', 'title:paper', 'nowhere-at-all', 'kabe'],
  ...['type:video', 'is:favorite', '-tag:mood', 'rating:>=3', 'has:date', 'date:none', 'model:sora-2', 'is:untagged'],
);
const query = fc.array(
  fc.tuple(fc.constantFrom('', '-', 'OR '), part).map((pair) => pair.join('')),
  { maxLength: 3 },
);

test('the first cards equal the beginning of the whole result in every order, and state whether they are complete', () => {
  fc.assert(
    fc.property(
      query,
      fc.constantFrom('newest', 'oldest', 'relevance', 'rating', 'random'),
      fc.constantFrom(0, 1, 3, 100, 499),
      (words, sort, limit) => {
        const q = `${words.join(' ')} `;
        const expected = whole.cards({ q, sort, seed: 1, limit, offset: 0 });
        const { items, isAll, ...understood } = begun.firstCards({ q, sort, seed: 1, limit });
        expect(items.map(({ id }) => id)).toEqual(expected.items.map(({ id }) => id));
        expect(isAll).toBe(expected.total <= limit);
        expect(understood).toEqual({ chips: expected.chips, messages: expected.messages, terms: expected.terms });
      },
    ),
    { numRuns: 300 },
  );
}, 60_000);

test('a page with closed stacks equals the beginning of the whole result', () => {
  const [one, other, third] = whole.rowids('dragon ');
  db.prepare('INSERT INTO stack_member (generation_id, cover_id) VALUES (?, ?), (?, ?)').run(one, third, third, third);
  db.exec(`UPDATE counter SET value = value + 1 WHERE name = 'revision'`);
  const asked = { q: 'dragon ', sort: 'newest', seed: 0, stacks: 'closed', limit: 3 } as const;
  const rowids = begun.firstCards(asked).items.map(({ rowid }) => rowid);
  expect(rowids).toEqual(whole.cards({ ...asked, offset: 0 }).items.map(({ rowid }) => rowid));
  expect(rowids.slice(0, 2)).toEqual([other, third]);
});
