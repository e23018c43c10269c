/** Tests the folding: which texts are equal, that folding twice changes nothing, and that index and query agree. */
import Database from 'better-sqlite3';
import fc from 'fast-check';
import { afterAll, describe, expect, test } from 'vitest';
import { parseQuery } from '../../src-main/catalog/query-language/language.ts';
import { matchNode } from '../../src-main/catalog/query-language/match.ts';
import { indexText } from '../../src-main/catalog/query-language/tokens.ts';
import { CollectionName, TagName } from '../../src-main/contract/organising/names.ts';
import { fold, foldText } from '../../src-main/contract/searching/fold.ts';

describe('equal texts', () => {
  test.each([
    ['apostrophes', "Hawai'i", 'Hawaiʻi', 'Hawaiʼi', 'Hawai’i', 'Hawai`i', 'Hawai´i', 'Hawai＇i'],
    ['hearts', '❤', '❤\ufe0f', '❤\ufe0e'],
    ['tags in a path', 'love/❤', 'Love/❤\ufe0f'],
    ['tatweel and vowel signs', 'قطة', 'قـطـة', 'قِطَّةٌ'],
    ['Arabic and Persian yeh and kaf', 'كتابي', 'کتابی', 'كتابى'],
    ['alef', 'ارنب', 'أرنب', 'إرنب', 'آرنب', 'ٱرنب'],
    ['digits', '123', '١٢٣', '۱۲۳', '１２３', '१२३'],
    [
      'invisible characters',
      'cooperate',
      'co\u00adoperate',
      'co\u200boperate',
      '\u2066cooperate\u2069',
      'co\ufeffoperate',
    ],
    ['width, case and accents', 'cafe', 'Ｃａｆé', 'CAFE\u0301'],
    ['Hangul with something between its parts', '한', '\u1112\u1161\u11ab', '\u1112\u200b\u1161\u11ab'],
    ['white space', 'paper art', ' Paper\u3000 art'],
  ])('%s', (_, first, ...others) => {
    for (const other of others) expect(foldText(other), other).toBe(foldText(first));
  });

  test.each([
    ['C++', 'C'],
    ['ガラス', 'カラス'],
    ['नमस्ते', 'नमसत'],
    ["it's", 'its'],
    ['close-up', 'closeup'],
    ['龙', '龍'],
    ['😀', '😁'],
  ])('%s and %s are two names', (a, b) => expect(foldText(a)).not.toBe(foldText(b)));
});

/** Letters of many scripts, with marks and invisible characters between them. */
const letters = fc.oneof(
  fc.constantFrom(..."abIİßøÆéǅΣςсЁ'’ʻ`´-‐‑ـيیىكکةهأإآٱ١۱१๑龙龍发髮がカﾞ한한นำ❤🏳👩٠"),
  fc.constantFrom('\ufe0f', '\u200d', '\u200b', '\u00ad', '\u0301', '\u0651', '\u3099', '\u20e3', '\u2066', '\u3164'),
  fc.string({ unit: 'binary', maxLength: 1 }),
);
const text = fc.array(letters, { maxLength: 12 }).map((parts) => parts.join(''));

describe('any text of any script', () => {
  const db = new Database(':memory:');
  db.exec(
    `CREATE VIRTUAL TABLE t USING fts5 (prompt, title, note, content = '', contentless_delete = 1, prefix = '1 2', tokenize = 'ascii')`,
  );
  const insert = db.prepare('INSERT INTO t (rowid, prompt) VALUES (1, ?)');
  const ask = db.prepare('SELECT count(*) FROM t WHERE t MATCH ?').pluck();
  afterAll(() => db.close());

  test('folding twice equals folding once', () => {
    fc.assert(
      fc.property(text, (one) => {
        expect(fold(fold(one))).toBe(fold(one));
        expect(foldText(foldText(one))).toBe(foldText(one));
      }),
      { numRuns: 3000 },
    );
  });

  test('a text is found by itself, folded or as it is, with and without quotation marks', () => {
    const plain = text.filter((one) => !/["“”„＂()|&:：<>=*@\s]/u.test(fold(one)) && !/^[-−－]/u.test(one));
    fc.assert(
      fc.property(plain, fc.boolean(), (one, quoted) => {
        db.exec('DELETE FROM t WHERE rowid = 1');
        insert.run(indexText(one));
        for (const wanted of [one, fold(one)]) {
          const { node } = parseQuery(quoted && wanted === one ? `"${wanted}"` : `${wanted.replace(/^[-−－]+/u, '')} `);
          if (node.type === 'all') continue;
          expect(ask.get(matchNode(node)), JSON.stringify([one, wanted])).toBe(1);
        }
      }),
      { numRuns: 3000 },
    );
  });
});

test('a name needs something that can be seen', () => {
  for (const name of ['\u200b', '\u00ad\ufe0f', 'ـ']) {
    expect(TagName.safeParse(name).success, name).toBe(false);
    expect(TagName.safeParse(`love/${name}`).success).toBe(false);
    expect(CollectionName.safeParse(name).success).toBe(false);
  }
  expect(TagName.safeParse('❤\ufe0f').success).toBe(true);
});
