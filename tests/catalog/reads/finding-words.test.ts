/**
 * What helps to find: words near what was typed, searches of lately, stretches of long prompts, shots of storyboards.
 */
import type { Database } from 'better-sqlite3';
import { afterEach, expect, test } from 'vitest';
import type { SyncReads } from '../../../src-main/catalog/reads/catalog-reader.ts';
import { openReads } from '../../../src-main/catalog/reads/reads.ts';
import { forgetSearches, noteSearch } from '../../../src-main/catalog/writes/archive/recent-searches.ts';
import { bringIndexUpToDate } from '../../../src-main/catalog/writes/generations/refill-index.ts';
import type { Card } from '../../../src-main/contract/items/generation.ts';
import { openCatalog, type Seed, seed } from '../seed.ts';

let db: Database;
let reads: SyncReads;
afterEach(() => db.close());

function library(seeds: readonly Seed[]): readonly number[] {
  db = openCatalog();
  const rowids = seed(db, seeds);
  reads = openReads(db);
  return rowids;
}
const meant = (q: string): readonly string[] => reads.corrections(q).map((correction) => correction.q);
const card = (q: string): Card | undefined => reads.cards({ q, sort: 'newest', seed: 0, limit: 1, offset: 0 }).items[0];

test('a misspelt word is reported with the nearest words that find something, frequent ones first', () => {
  library([
    { publicId: 'a', prompt: 'a paper dragon over lanterns', createdMs: 2 },
    { publicId: 'b', prompt: 'a dragon, and a dragoon', createdMs: 1 },
    { publicId: 'c', prompt: 'slow motion rain 雨の夜の市場' },
  ]);
  expect(meant('dragno ')).toEqual(['dragon ', 'dragoon ']);
  expect(meant('ragon ')[0]).toBe('dragon ');
  expect(meant('bragon ')[0]).toBe('dragon ');
  expect(meant('papre drgaon ')).toEqual(['paper dragon ']);
  expect(meant('-rain type:none dragoon papr ')).toEqual([]);
  expect(meant('-rain papr ')).toEqual(['-rain paper ']);
  expect(meant('"slow motoin"')).toEqual(['"slow motion"']);
  expect(meant('雨の夜市場')).toEqual([]);
  expect(meant('雨の夜の町市')).toEqual(['雨の夜の市']);
  expect(meant('dragon ')).toEqual([]);
  expect(meant('xqzzv ')).toEqual([]);
  expect(meant('')).toEqual([]);
  expect(reads.corrections('dragno ')[0]).toEqual({ q: 'dragon ', words: 'dragon', total: 2 });
});

test('recent searches are suggested first, until they are deleted', () => {
  library([{ publicId: 'a', prompt: 'paper' }]);
  const now = Date.now();
  for (const q of ['paper boat', ' paper dragon ', 'rain', '', 'x'.repeat(501)]) noteSearch(db, q);
  db.prepare(`UPDATE recent_search SET at_ms = ? WHERE q = 'paper boat'`).run(now + 10);
  expect(reads.suggest('', 0).filter((one) => one.kind === 'recent')).toHaveLength(3);
  const offered = (q: string): readonly string[] =>
    reads.suggest(q, q.length).flatMap((one) => (one.kind === 'recent' ? [one.insert] : []));
  expect(offered('PAP')).toEqual(['paper boat', 'paper dragon']);
  expect(offered('paper boat')).toEqual([]);
  forgetSearches(db, 'paper boat');
  expect(reads.recentSearches(10).toSorted()).toEqual(['paper dragon', 'rain']);
  for (let i = 0; i < 150; i += 1) noteSearch(db, `search ${i}`);
  expect(reads.recentSearches(1000)).toHaveLength(100);
  forgetSearches(db, null);
  expect(reads.recentSearches(10)).toEqual([]);
});

test('a card shows the matching part of a long prompt, and states that it depends on the search', () => {
  const long = `${'a walk through the market '.repeat(40)}then a dragon ${'and more of the market '.repeat(40)}`;
  const [rowid] = library([{ publicId: 'a', prompt: long }]);
  expect(card('dragon ')).toMatchObject({
    text: expect.stringMatching(/^….*then a dragon and more.*…$/),
    varies: true,
    shot: null,
  });
  expect(card('market ')?.text).toMatch(/^a walk/);
  expect(reads.cardsOf([rowid as number])[0]?.text).toMatch(/^a walk/);
  expect(reads.cardsOf([rowid as number], 'dragon')[0]?.text).toContain('dragon');
});

test('a storyboard is found by its shots and names the matching one, also when its prompt does not contain them', () => {
  const shots = [
    { seconds: 5, text: 'a harbour at dawn' },
    { seconds: null, text: 'gulls over the pier' },
  ];
  library([
    { publicId: 'apart', prompt: 'the harbour film', shots, createdMs: 2 },
    {
      publicId: 'told',
      prompt: 'Shot 1:\na lighthouse\nShot 2:\na storm',
      shots: [
        { seconds: 1, text: 'a lighthouse' },
        { seconds: 1, text: 'a storm' },
      ],
    },
  ]);
  expect(card('gulls ')).toMatchObject({ id: 'apart', shot: 2, text: 'gulls over the pier', varies: true });
  expect(card('film ')).toMatchObject({ id: 'apart', shot: null, text: 'the harbour film' });
  expect(card('storm ')).toMatchObject({ id: 'told', shot: 2, text: 'a storm' });
  expect(card('"dawn gulls"')).toBeUndefined();
});

test('an index of an earlier program is made again, once', () => {
  const rowids = library([{ publicId: 'a', prompt: 'film', shots: [{ seconds: 1, text: 'gulls' }], note: 'n' }]);
  db.exec(`DELETE FROM counter WHERE name = 'text-index'`);
  db.prepare(`UPDATE generation SET shots = '[{"seconds":1,"text":"herons"}]' WHERE id = ?`).run(rowids[0]);
  expect(card('herons ')).toBeUndefined();
  bringIndexUpToDate(db);
  db.exec(`UPDATE counter SET value = value + 1 WHERE name = 'revision'`);
  expect(card('herons ')?.id).toBe('a');
  expect(card('note:n ')?.id).toBe('a');
  bringIndexUpToDate(db);
  expect(db.prepare(`SELECT value FROM counter WHERE name = 'text-index'`).pluck().get()).toBe(4);
});
