/**
 * Prompts, people, figures and words of a result are what plain counting finds, and every bar is a search that finds as
 * many.
 */
import type { Database } from 'better-sqlite3';
import fc from 'fast-check';
import { afterEach, describe, expect, test } from 'vitest';
import type { SyncReads } from '../../../src-main/catalog/reads/catalog-reader.ts';
import { openReads } from '../../../src-main/catalog/reads/reads.ts';
import { openEdits } from '../../../src-main/catalog/writes/edits/edits.ts';
import type { Bar } from '../../../src-main/contract/organising/insights.ts';
import {
  decodePromptGroups,
  encodePromptGroups,
  type PromptOrder,
} from '../../../src-main/contract/organising/prompts.ts';
import { foldText } from '../../../src-main/contract/searching/fold.ts';
import { hide, openCatalog, randomFrom, type Seed, seed, syntheticSeeds } from '../seed.ts';

let db: Database;
let reads: SyncReads;
let rowids: readonly number[];
afterEach(() => db.close());

function library(seeds: readonly Seed[]): void {
  db = openCatalog();
  rowids = seed(db, seeds);
  reads = openReads(db);
}

const total = (q: string): number => reads.cards({ q, sort: 'newest', seed: 0, limit: 0, offset: 0 }).total;

interface Group {
  readonly text: string | null;
  readonly ids: readonly string[];
}

function prompts(q = '', order: PromptOrder = 'newest'): Group[] {
  const { heads, starts, ids } = decodePromptGroups(reads.prompts(q, order).buffer);
  const card = (rowid: number): { id: string; text: string | null } => reads.cardsOf([rowid])[0] as never;
  return Array.from(heads, (head, at) => ({
    text: card(head).text,
    ids: Array.from(ids.subarray(starts[at], starts[at + 1]), (rowid) => card(rowid).id),
  }));
}

describe('prompts', () => {
  const seeds: Seed[] = [
    { publicId: 'a', prompt: 'Paper  dragon', createdMs: 10 },
    { publicId: 'b', prompt: 'paper dragon', createdMs: 9 },
    { publicId: 'c', prompt: 'ＰＡＰＥＲ dragón', createdMs: 8 },
    { publicId: 'd', prompt: 'paper dragon', createdMs: 1 },
    { publicId: 'e', prompt: '紙の龍', createdMs: 5 },
    { publicId: 'f', prompt: null, title: 'no prompt', createdMs: 7 },
    { publicId: 'g', prompt: 'a boat', createdMs: 20 },
  ];

  test('prompts that differ only in case, accents, width or spaces are one prompt, with the most frequent spelling', () => {
    library(seeds);
    expect(prompts()).toEqual([
      { text: 'a boat', ids: ['g'] },
      { text: 'paper dragon', ids: ['a', 'b', 'c', 'd'] },
      { text: '紙の龍', ids: ['e'] },
    ]);
  });

  test('prompts are ordered by number of variations, and equal ones newest first', () => {
    library(seeds);
    expect(prompts('', 'variations').map(({ ids }) => ids)).toEqual([['a', 'b', 'c', 'd'], ['g'], ['e']]);
  });

  test('in a search, only its results are counted', () => {
    library(seeds);
    expect(prompts('id:b OR id:d OR id:e')).toEqual([
      { text: 'paper dragon', ids: ['b', 'd'] },
      { text: '紙の龍', ids: ['e'] },
    ]);
    expect(prompts('nothing at all')).toEqual([]);
  });

  test('changed, added and removed items show at once', () => {
    library(seeds);
    prompts();
    seed(db, [
      { publicId: 'b', prompt: '紙の龍', createdMs: 9 },
      { publicId: 'h', prompt: 'a  boat', createdMs: 30 },
      { publicId: 'i', prompt: 'a  boat', createdMs: 2 },
    ]);
    hide(db, 'd');
    expect(prompts()).toEqual([
      { text: 'a  boat', ids: ['h', 'g', 'i'] },
      { text: 'Paper  dragon', ids: ['a', 'c'] },
      { text: '紙の龍', ids: ['b', 'e'] },
    ]);
  });

  test('random prompts are grouped as by comparing all of them', () => {
    const prompt = fc.constantFrom('Aa', 'aa', 'ａａ', 'a a', 'a  A', 'áa', 'b', '龍', '龍 ', null);
    fc.assert(
      fc.property(
        fc.array(prompt, { maxLength: 30 }),
        fc.constantFrom<PromptOrder>('newest', 'variations'),
        (texts, order) => {
          library(texts.map((text, at) => ({ publicId: `g${at}`, prompt: text, createdMs: 1000 - at })));
          const plain = new Map<string, string[]>();
          texts.forEach((text, at) => {
            if (text !== null) plain.set(foldText(text), [...(plain.get(foldText(text)) ?? []), `g${at}`]);
          });
          const expected = [...plain.values()];
          if (order === 'variations') expected.sort((a, b) => b.length - a.length);
          expect(prompts('', order).map(({ ids }) => ids)).toEqual(expected);
          db.close();
        },
      ),
      { numRuns: 60 },
    );
    library([]);
  });

  test('the message is the same after packing and unpacking', () => {
    const groups = {
      heads: Uint32Array.of(7, 8),
      starts: Uint32Array.of(0, 2, 3),
      ids: Uint32Array.of(7, 9, 8),
      aspects: Uint8Array.of(1, 2, 3),
    };
    expect(decodePromptGroups(encodePromptGroups(groups).buffer)).toEqual(groups);
    library([]);
    expect(decodePromptGroups(reads.prompts('', 'newest').buffer).heads).toHaveLength(0);
  });
});

describe('people', () => {
  const day = (text: string): number => Date.parse(`${text}T12:00:00Z`);
  const seeds: Seed[] = [
    { publicId: 'a', mentions: ['ada', 'ben'], createdMs: day('2025-11-03'), model: 'sora-2' },
    { publicId: 'b', mentions: ['ada'], createdMs: day('2025-10-01') },
    { publicId: 'c', mentions: ['Ada', 'ben', 'cy'], createdMs: null },
    { publicId: 'd', mentions: [], createdMs: day('2025-12-01') },
  ];

  test('all people are listed with their counts and their first and last dates', () => {
    library(seeds);
    expect(reads.people('')).toMatchObject([
      { name: 'ada', count: 2, firstAt: '2025-10-01T12:00:00.000Z', lastAt: '2025-11-03T12:00:00.000Z' },
      { name: 'ben', count: 2, firstAt: '2025-11-03T12:00:00.000Z', lastAt: '2025-11-03T12:00:00.000Z' },
      { name: 'Ada', count: 1, firstAt: null, lastAt: null },
      { name: 'cy', count: 1 },
    ]);
    expect(reads.people('date:2025-10')).toMatchObject([{ name: 'ada', count: 1 }]);
  });

  test('one person is found by any spelling, with months, models and other people', () => {
    library(seeds);
    expect(reads.person('@ADA')).toMatchObject({
      name: 'ada',
      count: 3,
      month: { '2025-10': 1, '2025-11': 1 },
      together: [
        { name: 'ben', count: 2 },
        { name: 'cy', count: 1 },
      ],
      model: { 'sora-2': 1 },
    });
    expect(reads.person('ada')?.count).toBe(total('mention:ada'));
    expect(reads.person('nobody')).toBeNull();
    expect(reads.person('__proto__')).toBeNull();
  });

  test('the counts of all people in a large library are those of the search', () => {
    library(syntheticSeeds(400, randomFrom(3)));
    for (const { name, count } of reads.people('type:video'))
      expect(count, name).toBe(total(`type:video mention:${name}`));
  });
});

describe('statistics', () => {
  /** How many each bar's own query finds within another. */
  const found = (q: string, bars: readonly Bar[]): readonly (readonly [string, number])[] =>
    bars.map(({ value, query }) => [value, total(`${q} ${query}`)] as const);
  const stated = (bars: readonly Bar[]): readonly (readonly [string, number])[] =>
    bars.map(({ value, count }) => [value, count] as const);

  test.each(['', 'type:video', 'has:audio -tag:mood', 'date:none', 'nothing of the kind'])(
    'the search of every bar of “%s” finds the number of the bar',
    (q) => {
      library([
        ...syntheticSeeds(500, randomFrom(8)),
        { publicId: 'odd', width: 1000, height: 37, duration: 30.5, model: null, kind: null },
        { publicId: 'long', width: 21, height: 9, duration: 3600 },
        { publicId: 'brief', width: 1, height: 1, duration: 0.2 },
        { publicId: 'half', duration: 4.5 },
      ]);
      const { kind, model, shape, length, mention, tag, rating, days, undated, total: all } = reads.statistics(q);
      expect(all).toBe(total(q));
      for (const bars of [kind, model, shape, length, mention, tag, rating])
        expect(stated(bars)).toEqual(found(q, bars));
      expect(undated).toBe(total(`${q} date:none`));
      for (const [day, count] of days.slice(0, 40))
        expect(count).toBe(total(`${q} date:${new Date(day * 86_400_000).toISOString().slice(0, 10)}`));
      expect(days.reduce((sum, [, count]) => sum + count, undated)).toBe(all);
      expect(days.map(([day]) => day)).toEqual(days.map(([day]) => day).sort((a, b) => a - b));
    },
  );

  test('Sora’s portrait size counts as 9:16', () => {
    library([{ publicId: 'a', width: 704, height: 1280 }]);
    expect(reads.statistics('').shape).toEqual([{ value: '9:16', count: 1, query: 'ratio:9:16' }]);
  });
});

describe('frequent words', () => {
  function words(q = ''): readonly Bar[] {
    for (;;) {
      const answer = reads.frequentWords(q);
      if (!answer.isReading) return answer.words;
      expect(answer.read).toBeLessThanOrEqual(1);
    }
  }

  test.each(['', 'type:video', 'paper'])('the search for each word of “%s” finds the number of the word', (q) => {
    library(syntheticSeeds(600, randomFrom(4)));
    const found = words(q);
    expect(found.length).toBeGreaterThan(20);
    for (const { value, count, query } of found) expect([value, total(`${q} ${query}`)]).toEqual([value, count]);
  });

  test('words without meaning of their own are left out, in English and in Chinese', () => {
    library([
      { publicId: 'a', prompt: 'The lantern and the sea', title: 'Lantern' },
      { publicId: 'b', prompt: 'a LANTERN with the Sea in it', note: 'sea' },
      { publicId: 'c', prompt: '红色的灯笼在雪夜里' },
      { publicId: 'd', prompt: '灯笼，雪夜' },
    ]);
    expect(words().map(({ value, count }) => [value, count])).toEqual([
      ['lantern', 2],
      ['sea', 2],
      ['灯笼', 2],
      ['雪夜', 2],
    ]);
  });

  test('Japanese texts have words, and the search for each word finds its number', () => {
    library([
      { publicId: 'a', prompt: '雨の夜、ネオンの街を猫が歩いている' },
      { publicId: 'b', prompt: '猫が屋根の上で眠る。ネオンサインが光る' },
      { publicId: 'c', prompt: 'ネオンの光る路地、きれいな傘' },
      { publicId: 'd', prompt: '夜景ときれいなﾈｵﾝの街、8mm film' },
      { publicId: 'e', prompt: '红色的灯笼在雪夜里' },
    ]);
    const found = words();
    const counts = Object.fromEntries(found.map(({ value, count }) => [value, count]));
    expect(counts).toMatchObject({ ネオン: 4, 猫: 2, 街: 2, 光る: 2 });
    expect(Object.keys(counts).filter((word) => ['の', 'が', 'いる', '歩い', 'を', 'ている'].includes(word))).toEqual(
      [],
    );
    for (const { value, count, query } of found) expect([value, total(query)]).toEqual([value, count]);
  });

  test('words of new notes and of prompts that are read again count at once', () => {
    library([
      { publicId: 'a', prompt: 'lantern' },
      { publicId: 'b', prompt: 'lantern' },
      { publicId: 'c', prompt: 'boat' },
    ]);
    words();
    openEdits(db).apply([rowids[2] as number], { set: 'note', note: 'a lantern' });
    expect(words()).toMatchObject([{ value: 'lantern', count: 3 }]);
    openEdits(db).apply([rowids[2] as number], { set: 'note', note: '' });
    seed(db, [{ publicId: 'd', prompt: 'boat' }]);
    hide(db, 'a');
    expect(words()).toMatchObject([{ value: 'boat', count: 2 }]);
  });
});
