/** Names that this program takes for one, in new libraries and in libraries of a program that told them apart. */
import type { Database } from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openReads } from '../../../src-main/catalog/reads/reads.ts';
import { type Edits, openEdits } from '../../../src-main/catalog/writes/edits/edits.ts';
import { bringIndexUpToDate } from '../../../src-main/catalog/writes/generations/refill-index.ts';
import { openCatalog, seed } from '../seed.ts';
import { entered } from './entered.ts';

const HEART = '❤';
const RED_HEART = '❤\ufe0f';

let db: Database;
let ids: readonly number[];
let edits: Edits;

beforeEach(() => {
  db = openCatalog();
  ids = seed(
    db,
    ['a', 'b', 'c'].map((publicId, at) => ({ publicId, prompt: `Hawaiʻi ${at}`, createdMs: 100 - at })),
  );
  edits = openEdits(db);
});
afterEach(() => db.close());

const row = (at: number): readonly number[] => [ids[at] as number];
const tags = (at: number): readonly string[] => openReads(db).showRow(ids[at] as number)?.tags ?? [];
const ask = (q: string): string =>
  openReads(db)
    .cards({ q, sort: 'newest', seed: 0, limit: 10, offset: 0 })
    .items.map(({ id }) => id)
    .join(' ');

test('hearts with and without a variation selector are one tag, also in a path', () => {
  edits.apply(row(0), { set: 'tag-add', tag: RED_HEART });
  edits.apply(row(1), { set: 'tag-add', tag: HEART });
  edits.apply(row(1), { set: 'tag-add', tag: `Love/${HEART}` });
  edits.apply(row(2), { set: 'tag-add', tag: `love/${RED_HEART}` });
  expect([tags(0), tags(1), tags(2)]).toEqual([[RED_HEART], [`Love/${HEART}`, RED_HEART], [`Love/${HEART}`]]);
  for (const q of [`tag:${HEART}`, `tag:${RED_HEART}`]) expect(ask(q)).toBe('a b');
  expect(
    openReads(db)
      .organised()
      .tags.map(({ name, count }) => [name, count]),
  ).toContainEqual([RED_HEART, 2]);
});

test('collections and saved searches that look alike are one', () => {
  edits.arrange({ set: 'collection-create', collection: 'O’Brien', query: null });
  const again = () => edits.arrange({ set: 'collection-create', collection: "o'brien\u200b", query: null });
  expect(again).toThrow(/already/);
  edits.apply(row(0), { set: 'collection-add', collection: 'OʼBrien' });
  expect(ask("collection:o'brien")).toBe('a');
});

describe('a library of a program that told two names apart', () => {
  beforeEach(() => {
    edits.apply(row(0), { set: 'tag-add', tag: 'one' });
    edits.apply(row(1), { set: 'tag-add', tag: 'two' });
    edits.apply(row(1), { set: 'tag-add', tag: 'love/two' });
    edits.apply(row(2), { set: 'tag-add', tag: 'love/one' });
    edits.arrange({ set: 'collection-create', collection: 'Reel', query: null });
    edits.arrange({ set: 'collection-create', collection: 'Other', query: null });
    edits.apply(row(0), { set: 'collection-add', collection: 'Reel' });
    edits.apply(row(1), { set: 'collection-add', collection: 'Other' });
    const put = db.prepare('UPDATE tag SET name = @name, folded = @name WHERE name = @was');
    put.run({ was: 'one', name: RED_HEART });
    put.run({ was: 'two', name: HEART });
    put.run({ was: 'love/one', name: `love/${RED_HEART}` });
    put.run({ was: 'love/two', name: `love/${HEART}` });
    db.exec(`UPDATE collection SET name = 'Reel' || char(8203), folded = 'reel' || char(8203) WHERE name = 'Other';
      UPDATE counter SET value = 3 WHERE name = 'text-index'; UPDATE generation SET prompt_hash = x'00'`);
    bringIndexUpToDate(db);
  });

  test('every item keeps its tag, and either name finds both', () => {
    expect([tags(0), tags(1), tags(2)]).toEqual([[RED_HEART], [`love/${HEART}`, HEART], [`love/${RED_HEART}`]]);
    for (const q of [`tag:${HEART}`, `tag:${RED_HEART}`]) expect(ask(q)).toBe('a b');
    expect(ask(`tag:love/${HEART}`)).toBe('b c');
    expect(ask('collection:reel')).toBe('a b');
    expect(ask("hawai'i ")).toBe('a b c');
  });

  test('an edit reaches the tag in its spelling, and its undo is exact', () => {
    const before = entered(db);
    edits.apply(row(1), { set: 'tag-remove', tag: HEART });
    edits.apply(row(0), { set: 'tag-remove', tag: RED_HEART });
    expect([tags(0), tags(1)]).toEqual([[], [`love/${HEART}`]]);
    edits.undo();
    edits.undo();
    expect(entered(db)).toEqual(before);
    edits.apply([...row(2)], { set: 'collection-add', collection: 'Reel\u200b' });
    expect(openReads(db).collectionItems('Reel\u200b')).toEqual([ids[1], ids[2]]);
    expect(openReads(db).collectionItems('Reel')).toEqual([ids[0]]);
  });

  test('the person can merge them, and undo takes them apart', () => {
    const before = entered(db);
    edits.arrange({ set: 'tag-merge', tag: HEART, into: RED_HEART });
    expect([tags(0), tags(1)]).toEqual([[RED_HEART], [`love/${HEART}`, RED_HEART]]);
    edits.undo();
    expect(entered(db)).toEqual(before);
    edits.redo();
    expect(tags(1)).toContain(RED_HEART);
  });

  test('a whole branch with both can be renamed, deleted, and put back', () => {
    const before = entered(db);
    edits.arrange({ set: 'tag-rename', tag: 'love', to: 'hearts', merge: false });
    expect([tags(1), tags(2)]).toEqual([[`hearts/${HEART}`, HEART], [`hearts/${RED_HEART}`]]);
    edits.undo();
    edits.arrange({ set: 'tag-delete', tag: 'love' });
    expect([tags(1), tags(2)]).toEqual([[HEART], []]);
    edits.undo();
    expect(entered(db)).toEqual(before);
  });

  test('an entry of the journal from before is undone and redone', () => {
    edits.undo();
    edits.undo();
    edits.redo();
    edits.redo();
    expect(ask('collection:reel')).toBe('a b');
  });

  test('prompts are grouped anew', () => {
    const keys = db.prepare('SELECT COUNT(DISTINCT prompt_hash) FROM generation').pluck().get();
    expect(keys).toBe(3);
  });
});
