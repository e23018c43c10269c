/** The card store: batches, one answer for all, nothing asked twice, optimistic changes. */
import { describe, expect, test } from 'vitest';
import type { Card } from '../../../src-main/contract/items/generation.ts';
import { type CardStore, createCardStore } from '../../../src-renderer/api/cards/card-store.ts';

describe('card store', () => {
  test('requests of one turn are sent in one batch, and never twice', async () => {
    const { store, batches } = library();
    store.request([1, 2]);
    store.request([2, 3]);
    await settled();
    store.request([1, 2, 3]);
    await settled();
    expect(batches).toEqual([[1, 2, 3]]);
    expect(store.get(2)?.text).toBe('prompt 2');
  });

  test('a subscriber is called only when its own card arrives', async () => {
    const { store } = library();
    const heard: number[] = [];
    store.subscribe(1, () => heard.push(1));
    store.subscribe(2, () => heard.push(2))();
    await settled();
    expect(heard).toEqual([1]);
    expect(store.get(1)).toBeDefined();
  });

  test('cards from another answer are not requested again', async () => {
    const { store, batches } = library();
    store.request([1, 2]);
    await settled();
    const came = store.get(1) as Card;
    const heard: number[] = [];
    store.subscribe(7, () => heard.push(7));
    store.put([{ ...came, rowid: 7, text: 'came along' }], store.moment(''));
    expect([heard, store.get(7)?.text]).toEqual([[7], 'came along']);
    store.put([{ ...came, rowid: 8 }], store.moment(''));
    store.request([7, 8]);
    await settled();
    expect(batches.flat().filter((rowid) => rowid === 8)).toEqual([]);
  });

  test('an absent generation is marked as gone', async () => {
    const { store } = library();
    store.request([404]);
    await settled();
    expect(store.get(404)).toBeNull();
  });

  test('an optimistic change shows at once and is replaced by the server’s answer', async () => {
    const { store, facts } = library();
    store.subscribe(1, () => {});
    await settled();
    const release = store.patch((card) => (card.rowid === 1 ? { ...card, favorite: true } : card));
    expect(store.get(1)?.favorite).toBe(true);
    release();
    facts.rating = 5;
    store.expire();
    await settled();
    expect(store.get(1)).toMatchObject({ favorite: false, rating: 5 });
  });

  test('an answer from before an optimistic change does not revert it', async () => {
    const { store, batches } = library();
    store.subscribe(1, () => {});
    await settled();
    store.expire();
    const release = store.patch((card) => ({ ...card, favorite: true }));
    await settled();
    expect(store.get(1)?.favorite).toBe(true);
    store.expire();
    await Promise.resolve();
    release();
    store.expire([1]);
    await settled();
    expect(batches.length).toBe(4);
  });

  test('a change of one card requests only this card', async () => {
    const { store, batches } = library();
    for (const rowid of [1, 2, 3]) store.subscribe(rowid, () => {});
    await settled();
    store.expire([2, 9]);
    await settled();
    expect(batches).toEqual([[1, 2, 3], [2]]);
  });

  test('a card from an answer before its change does not count as new', async () => {
    const { store, facts } = library();
    store.subscribe(1, () => {});
    await settled();
    const before = store.moment('');
    const old = store.get(1) as Card;
    facts.rating = 5;
    store.expire([1]);
    store.put([old], before);
    await settled();
    expect(store.get(1)?.rating).toBe(5);
    store.put([old], before);
    expect(store.get(1)?.rating).toBe(5);
  });

  test('after a new search, cards are requested only on demand, and only those whose text depends on the search', async () => {
    const { store, batches } = library();
    for (const rowid of [1, 2]) store.subscribe(rowid, () => {});
    await settled();
    store.put([{ ...(store.get(2) as Card), rowid: 3, varies: true }], store.moment(''));
    store.subscribe(3, () => {});
    store.follow('dragon');
    await settled();
    expect(batches).toEqual([[1, 2]]);
    store.renew();
    await settled();
    expect(batches.slice(1)).toEqual([[3]]);
  });

  test('expired cards without a subscriber are requested again only when needed', async () => {
    const { store, batches } = library();
    store.subscribe(1, () => {});
    store.request([2]);
    await settled();
    store.expire();
    await settled();
    expect(batches.slice(1)).toEqual([[1]]);
    expect(store.get(2)).toBeDefined();
    store.request([2]);
    await settled();
    expect(batches.at(-1)).toEqual([2]);
  });

  test('an answer without changes calls no subscriber', async () => {
    const { store } = library();
    let heard = 0;
    store.subscribe(1, () => heard++);
    await settled();
    store.expire();
    await settled();
    expect(heard).toBe(1);
  });

  test('after fast scrolling, the latest requests come first, and requests without a subscriber are dropped', async () => {
    const { store, batches } = library();
    for (let i = 0; i < 40; i++) store.request(Array.from({ length: 100 }, (_, k) => 1 + i * 100 + k));
    await settled();
    const asked = batches.flat();
    expect(asked[0]).toBeGreaterThan(3_800);
    expect(asked).toContain(4_000);
    expect(asked).not.toContain(1);
    expect(asked.length).toBeLessThanOrEqual(1_200);
  });
});

function library(): {
  readonly store: CardStore;
  readonly batches: (readonly number[])[];
  readonly facts: { rating: number };
} {
  const batches: (readonly number[])[] = [];
  const facts = { rating: 0 };
  const store = createCardStore(async (rowids) => {
    batches.push(rowids);
    return rowids.filter((rowid) => rowid !== 404).map((rowid) => cardOf(rowid, facts.rating));
  });
  return { store, batches, facts };
}

function cardOf(rowid: number, rating: number): Card {
  return {
    rowid,
    id: `gen_${rowid}`,
    kind: 'video',
    state: 'complete',
    missing: false,
    text: `prompt ${rowid}`,
    shot: null,
    varies: false,
    title: null,
    createdAt: null,
    durationSeconds: 10,
    width: 16,
    height: 9,
    hasAudio: true,
    favorite: false,
    rating,
    tags: [],
    fileId: rowid,
    mime: 'video/mp4',
    stack: 0,
    thumbHash: null,
  };
}

/** Every promise that is under way has been heard. */
async function settled(): Promise<void> {
  for (let i = 0; i < 60; i++) await Promise.resolve();
}
