/** Slots: near in time, free, and found quickly however many items share a moment. */

import type { Database } from 'better-sqlite3';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { allocateSlot, slotBase } from '../../../src-main/catalog/query-language/slots.ts';
import { openCatalog } from '../seed.ts';

let db: Database;
beforeEach(() => {
  db = openCatalog();
});
afterEach(() => db.close());

test('slots follow the creation time, sixteen for each minute', () => {
  const at = Date.UTC(2025, 10, 3, 10, 20);
  expect(slotBase(at + 60_000) - slotBase(at)).toBe(16);
  expect(slotBase(at + 59_999)).toBe(slotBase(at));
});

test('an absent or invalid date and a date before 1970 give the first slot; dates in the far future are limited', () => {
  for (const ms of [null, -5, 0, Number.NaN, Number.NEGATIVE_INFINITY]) expect(slotBase(ms)).toBe(1);
  expect(slotBase(Number.MAX_VALUE)).toBeLessThan(2 ** 37);
});

test('fifty thousand items of one second get different slots without a long search', () => {
  const insert = db.prepare(
    `INSERT INTO generation (identity, public_id, slot, revision, state, hash) VALUES (?, '', ?, 1, 'complete', x'')`,
  );
  const at = Date.UTC(2025, 10, 3);
  let tries = 0;
  let state = 1;
  /** The same fifty thousand throws each time: a small congruential generator (Numerical Recipes). */
  const counting = (): number => {
    tries += 1;
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
  const slots = new Set<number>();
  db.transaction(() => {
    for (let i = 0; i < 50_000; i += 1) {
      const slot = allocateSlot(db, at, counting);
      insert.run(`g${i}`, slot);
      slots.add(slot);
    }
  })();
  expect(slots.size).toBe(50_000);
  expect(tries / 50_000).toBeLessThan(20);
  expect(Math.max(...slots) - slotBase(at)).toBeLessThan(50_000 * 64);
});
