/** Tests that raw data becomes safe to keep. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { stripText, stripUrls } from '../../src-main/formats/json/strip-urls.ts';

describe('urls in texts', () => {
  test.each([
    [
      'https://videos.openai.com/az/files/0a_1%2Fdrvs%2Fmd%2Fraw?se=2026-04-13&sig=abc',
      'https://videos.openai.com/az/files/0a_1%2Fdrvs%2Fmd%2Fraw',
    ],
    ['see https://a.b/c?sig=1, and (https://d.e/f#g).', 'see https://a.b/c, and (https://d.e/f).'],
    ['{"url":"https:\\/\\/a.b\\/c?x=1\\u0026sig=2","n":1}', '{"url":"https:\\/\\/a.b\\/c","n":1}'],
    ['{\\"url\\":\\"https://a.b/c?sig=2\\",\\"n\\":1}', '{\\"url\\":\\"https://a.b/c\\",\\"n\\":1}'],
    ['https://p.q/https%3A%2F%2Fa.b%2Fc%3Fsig%3D1/x', 'https://p.q/https%3A%2F%2Fa.b%2Fc'],
    ['videos.openai.com/az/files/1/raw?se=1&sig=2', 'videos.openai.com/az/files/1/raw'],
    ['https://例え.jp/道?鍵=値&sig=秘密', 'https://例え.jp/道'],
    ['見てhttps://a.b/c?sig=1を', '見てhttps://a.b/cを'],
    ['/videos.openai.com/x?sig=1https://a.b/c', '/videos.openai.com/x'],
    ['why? because #1 & 50%', 'why? because #1 & 50%'],
    ['https://a.b/c', 'https://a.b/c'],
  ])('%s', (text, stripped) => {
    expect(stripText(text)).toBe(stripped);
  });

  test('long hostile texts take no longer than plain ones', () => {
    for (const text of ['?', '#', '%3a%2f%2f', 'https://', '?sig', '\\/', 'a://?', ')'])
      stripText(text.repeat(400_000));
  });
});

const SECRET = 'sig=SECRET';
const url = fc.tuple(fc.webUrl(), fc.constantFrom('?', '#', '?a=b&')).map(([base, mark]) => `${base}${mark}${SECRET}`);
const dangerous = fc.jsonValue({ maxDepth: 4 }).map((value) => [value, { ['__proto__']: value, url: value }]);

test('no signature survives, at any place in the data', () => {
  const text = fc
    .tuple(fc.constantFrom('', 'see ', '(', '"', '見て ', '\n'), url)
    .map(([before, link]) => before + link);
  const data = fc.letrec((tie) => ({
    value: fc.oneof(
      { depthSize: 'small' },
      text,
      fc.integer(),
      fc.dictionary(fc.oneof(fc.string(), text), tie('value')),
      fc.array(tie('value')),
    ),
  })).value;
  fc.assert(
    fc.property(data, (value) => {
      expect(JSON.stringify(stripUrls(value))).not.toContain('SECRET');
    }),
  );
});

test('data without links is copied unchanged, and the prototype is not reached', () => {
  const clean = (value: unknown): unknown => JSON.parse(JSON.stringify(value).replace(/[?#%]|:\/\//g, ''));
  fc.assert(
    fc.property(dangerous, (value) => {
      const input = clean(value);
      const output = stripUrls(input);
      expect(JSON.stringify(output)).toBe(JSON.stringify(input));
      expect(Object.getPrototypeOf((output as object[])[1])).toBe(Object.prototype);
      expect(({} as Record<string, unknown>).url).toBeUndefined();
    }),
  );
});

test('lone surrogates are replaced, very deep nesting is cut, keys that become equal stay apart', () => {
  expect(stripUrls({ a: '\ud83d' })).toEqual({ a: '\ufffd' });
  let deep: unknown = 'bottom';
  for (let i = 0; i < 100_000; i++) deep = [deep];
  expect(() => JSON.stringify(stripUrls(deep))).not.toThrow();
  expect(Object.values(stripUrls({ 'https://a/b?1': 1, 'https://a/b?2': 2 }) as object)).toEqual([1, 2]);
});
