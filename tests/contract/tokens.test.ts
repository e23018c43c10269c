/** Tests the tokeniser in many languages. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fold } from '../../src-main/contract/searching/fold.ts';
import { BREAK, tokensOf } from '../../src-main/contract/searching/tokens.ts';

/** Tokens as one line, with `|` for a break. */
const line = (text: string): string =>
  tokensOf(text)
    .map((token) => (token.text === BREAK ? '|' : token.text))
    .join(' ');

describe('words', () => {
  test.each([
    ['Slow-Motion', 'slow motion'],
    ["don't DON’T", 'don t don t'],
    ['@owner.character', 'owner character'],
    ['#1 take', '1 take'],
    ['a 16:9 clip', 'a 16 9 clip'],
    ['end. Begin', 'end | begin'],
    ['one — two', 'one | two'],
    ['“quoted”', 'quoted'],
    ['Café cafe\u0301', 'cafe cafe'],
    ['Straße, ŒUVRE', 'strasse | oeuvre'],
    ['İstanbul ısı', 'istanbul isi'],
    ['ΟΔΟΣ οδός', 'οδοσ οδοσ'],
    ['Ёлка', 'елка'],
    ['ＡＢＣ１２３', 'abc123'],
    ['ﬁsh', 'fish'],
    ['co\u00adoperate', 'cooperate'],
    ['zero\u200bwidth', 'zerowidth'],
    ['Hawaiʻi', 'hawai i'],
    ['rock`n´roll', 'rock n roll'],
    ['قـطـة قِطَّةٌ', 'قطه قطه'],
    ['کتابخانه\u200cی', 'كتابخانه ي'],
    ['١٢٣ ۱۲۳ १२३', '123 123 123'],
    ['', ''],
    ['…!?', ''],
  ])('%j is read as %j', (text, tokens) => expect(line(text)).toBe(tokens));

  test.each([
    ['紙のドラゴン', '紙 の ド ラ ゴ ン'],
    ['龙，纸', '龙 | 纸'],
    ['ｶﾞﾗｽ ガラス', 'ガ ラ ス ガ ラ ス'],
    ['か\u3099 が', 'が が'],
    ['한글 \u1112\u1161\u11ab', '한 글 한'],
    ['𠮷野家', '𠮷 野 家'],
    ['4Kの夜', '4k の 夜'],
    ['人々 データー', '人 々 デ ー タ ー'],
    ['ภาษา', 'ภ า ษ า'],
  ])('%j is read character by character: %j', (text, tokens) => expect(line(text)).toBe(tokens));

  test('vowel signs of Indic scripts stay', () => expect(line('नमस्ते')).toBe('नमस्ते'));
  test('emoji are words of their own, without joiners and variation selectors', () => {
    expect(line('go 👩‍🚀!❤️')).toBe('go 👩 🚀 | ❤');
    expect(line('👍🏽')).toBe('👍 🏽');
  });
  test('ASCII signs are different from letters and from each other', () => {
    expect(line('C++')).toBe('c \ue02b \ue02b');
    expect(line('$5')).not.toBe(line('+5'));
  });
  test('private-use characters and lone surrogates of a text give no token', () =>
    expect(line('a\ue000\ud800b \udc00')).toBe('a b'));
  test('a very long word is cut to its beginning, and its place covers the whole word', () => {
    const [token] = tokensOf('x'.repeat(5000));
    expect(token).toEqual({ text: 'x'.repeat(64), kind: 'word', start: 0, end: 5000 });
  });
  test('a megabyte of combining marks is read without trouble', () => {
    expect(line(`a${'\u0301'.repeat(1_000_000)}b`)).toBe('ab');
  });

  test('tokens are in order, inside the text, and give the same tokens when read again', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 60 }), (text) => {
        let before = 0;
        for (const { text: token, start, end } of tokensOf(text)) {
          expect(start).toBeGreaterThanOrEqual(token === BREAK ? 0 : Math.min(before, start));
          expect(end).toBeLessThanOrEqual(text.length);
          expect(token).not.toMatch(/[\s"]/u);
          expect(token).not.toBe('');
          before = end;
        }
      }),
    );
  });
  test('folding twice equals folding once', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(fold(fold(text))).toBe(fold(text));
      }),
    );
  });
});
