/** Searches that find a text in its other forms: folded, as one word or with a hyphen, in other Han characters. */
import { afterEach, describe, expect, test } from 'vitest';
import { openReads } from '../../../src-main/catalog/reads/reads.ts';
import type { Sort } from '../../../src-main/contract/searching/search.ts';
import { openCatalog, type Seed, seed } from '../seed.ts';

let close = (): void => {};
afterEach(() => close());

/** A library of these prompts, newest first; they are called 1, 2, 3 … A search gives the names of what it finds. */
function library(prompts: readonly (string | Partial<Seed>)[]) {
  const db = openCatalog();
  seed(
    db,
    prompts.map((one, at) => ({
      publicId: String(at + 1),
      createdMs: 1_000_000 - at,
      ...(typeof one === 'string' ? { prompt: one } : one),
    })),
  );
  const reads = openReads(db);
  close = () => db.close();
  const ask = (q: string, sort: Sort = 'newest'): string =>
    reads
      .cards({ q, sort, seed: 0, limit: 100, offset: 0 })
      .items.map(({ id }) => id)
      .join(' ');
  return { db, reads, ask };
}

test('apostrophes, Arabic and Persian letters, and digits are found in any form', () => {
  const { ask } = library([
    'The astronaut’s cat doesn’t sleep',
    "the astronaut's cat doesn't sleep either",
    'Hawaiʻi volcano at dusk',
    "rock'n'roll owl",
    'قـطـة تطير فوق القمر',
    'قطة تنام',
    'قِطَّةٌ حمراء',
    'کتابخانه\u200cی قدیمی',
    'أرنب أبيض',
    'مدينة ذهبية',
    'O’Brien’s ‘quiet’ pub',
    'سيارة في المطر ١٢٣',
  ]);
  const found = (words: string): string => ask(`${words} `);
  expect(found("astronaut's")).toBe('1 2');
  expect(found('astronaut’s')).toBe('1 2');
  expect(found("doesn't")).toBe('1 2');
  expect(found('doesnt')).toBe('1 2');
  expect(found("hawai'i")).toBe('3');
  expect(found('hawaii')).toBe('3');
  expect(found("rock'n'roll")).toBe('4');
  expect(found('rocknroll')).toBe('4');
  expect(found('قطة')).toBe('5 6 7');
  expect(found('كتابخانه')).toBe('8');
  expect(found('قديمي')).toBe('8');
  expect(found('ارنب')).toBe('9');
  expect(found("o'brien's")).toBe('11');
  expect(found('123')).toBe('12');
});

test('a heart is one sign in texts and in tags, also in a path of tags', () => {
  const { ask, reads } = library([
    { prompt: 'a ❤ of paper', tags: ['❤', 'love/❤'] },
    { prompt: 'a ❤\ufe0f of glass', tags: ['❤', 'love/❤'] },
    { prompt: 'no heart', tags: ['C++', 'C', '日本/東京', 'a, b'] },
  ]);
  for (const heart of ['❤', '❤\ufe0f', 'tag:❤', 'tag:❤\ufe0f', 'tag:"❤\ufe0f"', 'tag:love/❤\ufe0f', 'tag:LOVE'])
    expect(ask(heart), heart).toBe('1 2');
  expect(reads.sidebar('').tag).toMatchObject({ '❤': 2, 'love/❤': 2, 'C++': 1, C: 1 });
  for (const tag of ['tag:"a, b"', 'tag:日本', 'tag:"C++"']) expect(ask(tag), tag).toBe('3');
});

describe('one word, or two with a hyphen', () => {
  test('find each other in any text, and quotation marks keep to the letter', () => {
    const { ask } = library([
      'a closeup of a moth',
      'a close-up of a moth',
      'a close up of a moth',
      'extreme close‑up',
      { prompt: 'rain', title: 'Close-Up' },
    ]);
    expect(ask('closeup ')).toBe('1 2 4 5');
    expect(ask('closeu')).toBe('1 2 4 5');
    expect(ask('close-up ')).toBe('1 2 3 4 5');
    expect(ask('close-u')).toBe('1 2 3 4 5');
    expect(ask('"closeup"')).toBe('1');
    expect(ask('"close-up"')).toBe('2 3 4 5');
    expect(ask('title:closeup')).toBe('5');
    expect(ask('title:"closeup"')).toBe('');
    expect(ask('-closeup ')).toBe('3');
    expect(ask('closeup moth ')).toBe('1 2');
  });

  test('the exact spelling comes first by relevance, even when it is frequent', () => {
    const { ask } = library([
      'a close-up',
      'rain',
      'closeup of the sea',
      'another closeup',
      'snow',
      'one more closeup',
    ]);
    expect(ask('closeup ', 'relevance').split(' ').at(-1)).toBe('1');
    expect(ask('close-up ', 'relevance')).toMatch(/^1 /);
  });

  test('words of contractions and parts of identifiers are not joined', () => {
    const { ask, reads } = library([
      "we're here and she'll sing",
      'IMG 550e8400-e29b-41d4-a716-446655440000',
      '2025-11-03',
    ]);
    for (const word of ['were', 'shell', '550e8400e29b', '20251103']) expect(ask(`${word} `), word).toBe('');
    expect(ask('a716 ')).toBe('2');
    expect(reads.suggest('cl', 2).some(({ label }) => /[\ue000-\uf8ff]/.test(label))).toBe(false);
  });

  test('a word that occurs only with a hyphen is not suggested with a mark', () => {
    const { reads } = library(['a close-up', 'a close-up']);
    expect(reads.suggest('clos', 4).map(({ label }) => label)).toEqual(['close']);
  });
});

describe('simplified and traditional characters', () => {
  const PROMPTS = ['紙龍在飛', '纸龙在飞', '紙の龍', '头发', '頭髮', '出發', '出发'];

  test('find each other, also in longer texts', () => {
    const { ask } = library(PROMPTS);
    for (const q of ['龙', '龍']) expect(ask(q), q).toBe('1 2 3');
    for (const q of ['纸龙在飞', '紙龍在飛', '纸龍']) expect(ask(q), q).toBe('1 2');
    for (const q of ['头发', '頭髮']) expect(ask(q), q).toBe('4 5');
    for (const q of ['出發', '出发']) expect(ask(q), q).toBe('6 7');
    expect(ask('髮')).toBe('4 5 7');
    expect(ask('-龙')).toBe('4 5 6 7');
  });

  test('quotation marks keep to the letter, and the exact spelling comes first', () => {
    const { ask } = library(PROMPTS);
    expect(ask('"龙"')).toBe('2');
    expect(ask('"龍"')).toBe('1 3');
    expect(ask('龙', 'relevance')).toMatch(/^2 /);
    expect(ask('龍', 'relevance')).toMatch(/ 2$/);
  });

  test('a whole prompt finds itself in the other script', () => {
    const simplified = '机器人在云层上骑龙飞过长城东门时听见乐队为国家奏乐';
    const traditional = '機器人在雲層上騎龍飛過長城東門時聽見樂隊為國家奏樂';
    const { ask } = library([simplified, traditional]);
    expect(ask(simplified)).toBe('1 2');
    expect(ask(traditional)).toBe('1 2');
  });
});

test('a smart collection and the marks of hits know the other forms', () => {
  const { db, reads, ask } = library(['a close-up', '龍']);
  db.exec(`INSERT INTO collection (id, name, folded, query, position, created_ms)
    VALUES (1, 'Near', 'near', 'closeup', 1, 0), (2, 'Dragons', 'dragons', '龙', 2, 0);
    UPDATE counter SET value = value + 1 WHERE name = 'revision'`);
  expect(ask('collection:near')).toBe('1');
  expect(ask('collection:dragons')).toBe('2');
  expect(reads.understand('closeup ').terms.length).toBe(2);
});
