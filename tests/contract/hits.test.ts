/** Tests the marks on hits: they are on the original text and agree with the full-text index. */
import Database from 'better-sqlite3';
import fc from 'fast-check';
import { afterAll, describe, expect, test } from 'vitest';
import { parseQuery } from '../../src-main/catalog/query-language/language.ts';
import { matchNode } from '../../src-main/catalog/query-language/match.ts';
import { indexText } from '../../src-main/catalog/query-language/tokens.ts';
import { hitRanges } from '../../src-main/contract/items/hits.ts';

/** The text with its hits in brackets. */
function marked(text: string, query: string): string {
  let from = 0;
  let out = '';
  for (const [start, end] of hitRanges(text, parseQuery(query).terms)) {
    out += `${text.slice(from, start)}[${text.slice(start, end)}]`;
    from = end;
  }
  return out + text.slice(from);
}

describe('marks', () => {
  test.each([
    ['A Paper dragon, paper!', 'paper ', 'A [Paper] dragon, [paper]!'],
    ['papers and paper', 'pap', '[papers] and [paper]'],
    ['Café in Zürich', 'cafe zurich', '[Café] in [Zürich]'],
    ['slow motion, slow-motion', '"slow motion"', '[slow motion], [slow-motion]'],
    ['slow, motion', '"slow motion"', 'slow, motion'],
    ['紙のドラゴンと紙', '紙', '[紙]のドラゴンと[紙]'],
    ['紙のドラゴン', 'ドラ', '紙の[ドラ]ゴン'],
    ['ｶﾞﾗｽの夜', 'ガラス', '[ｶﾞﾗｽ]の夜'],
    ['𠮷野家で🐉', '野 🐉', '𠮷[野]家で[🐉]'],
    ['by @ada.inkfox and @ada', '@ada ', 'by @[ada].inkfox and @[ada]'],
    ["I don't know", "don't", "I [don't] know"],
    ['ＡＢＣ ﬁsh', 'abc fish', '[ＡＢＣ] [ﬁsh]'],
    ['cat and dog', 'cat -dog', '[cat] and dog'],
    ['cat or dog', 'cat OR (dog -bird)', '[cat] or [dog]'],
    ['nothing', '', 'nothing'],
    ['a close-up shot', 'closeup ', 'a [close-up] shot'],
    ['a close-up shot', 'closeu', 'a [close-up] shot'],
    ['a closeup shot', 'close-up ', 'a [closeup] shot'],
    ['a close-up shot', '"closeup"', 'a close-up shot'],
    ['Hawaiʻi', 'hawaii ', '[Hawaiʻi]'],
    ['飛龍', '龙', '飛[龍]'],
    ['飛龍', '"龙"', '飛龍'],
  ])('%j searched for %j', (text, query, expected) => expect(marked(text, query)).toBe(expected));

  test('overlapping or adjacent hits are joined', () => expect(marked('東京都', '東京 京都 ')).toBe('[東京都]'));
});

describe('agreement with the index', () => {
  const db = new Database(':memory:');
  db.exec(
    `CREATE VIRTUAL TABLE t USING fts5 (prompt, title, note, content = '', contentless_delete = 1, prefix = '1 2', tokenize = 'ascii')`,
  );
  const insert = db.prepare('INSERT INTO t (rowid, prompt) VALUES (1, ?)');
  const ask = db.prepare('SELECT count(*) FROM t WHERE t MATCH ?').pluck();
  afterAll(() => db.close());

  const piece = fc.oneof(
    fc.constantFrom(
      'dragon',
      'Dragons',
      'CAFÉ',
      'cafe\u0301',
      '紙',
      'ドラ',
      'ｶﾞ',
      '한글',
      '🐉',
      'slow-motion',
      'slowmotion',
      '龙龍',
      "don't",
      'C++',
      '𠮷',
      '١٢',
      'ß',
    ),
    fc.string({ unit: 'binary', maxLength: 4 }),
  );
  const text = fc
    .array(fc.tuple(piece, fc.constantFrom(' ', ', ', '', '\n')), { maxLength: 8 })
    .map((parts) => parts.flat().join(''));

  test('a text is marked exactly when the index finds it', () => {
    fc.assert(
      fc.property(text, piece, fc.boolean(), (whole, wanted, quoted) => {
        const { node, terms } = parseQuery(
          quoted ? `"${wanted.replace(/["“”„＂]/g, '')}"` : wanted.replace(/[-−－|&]/g, ''),
        );
        const match = matchNode(node);
        fc.pre(node.type !== 'all' && match !== null);
        db.exec(`DELETE FROM t WHERE rowid = 1`);
        insert.run(indexText(whole));
        expect(hitRanges(whole, terms).length > 0).toBe(ask.get(match) === 1);
      }),
      { numRuns: 2000 },
    );
  });
});
