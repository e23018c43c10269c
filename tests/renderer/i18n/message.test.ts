/** Our formatter of messages compared with the full one, for every text of the page. */
import '../all-texts.ts';
import { IntlMessageFormat } from 'intl-messageformat';
import { expect, test } from 'vitest';
import { enLater } from '../../../src-renderer/i18n/en/later.ts';
import { en } from '../../../src-renderer/i18n/en.ts';
import { LANGUAGES } from '../../../src-renderer/i18n/languages.ts';
import { formatMessage, parseMessage } from '../../../src-renderer/i18n/message.ts';
import { type TextKey, textOf } from '../../../src-renderer/i18n/texts.ts';

const keys = Object.keys({ ...en, ...enLater }) as TextKey[];
const LOCALES = { en: 'en-GB', 'zh-CN': 'zh-CN', ja: 'ja-JP' } as const;

/** The same value for every place, whatever its name. */
const filled = (value: string | number): Record<string, string | number> =>
  new Proxy({}, { get: () => value, has: () => true, getOwnPropertyDescriptor: () => ({ configurable: true }) });

test.each(LANGUAGES)('every text in %s is formatted as by the full formatter', (language) => {
  for (const key of keys) {
    const text = textOf(language, key) as string;
    const full = new IntlMessageFormat(text, LOCALES[language]);
    for (const value of [0, 1, 2, 5, 12_806]) {
      const ours = formatMessage(parseMessage(text), LOCALES[language], filled(value));
      expect(ours, key).toBe(full.format(filled(value)));
    }
  }
});

test.each([
  ["It's {name}", { name: 'Ada' }],
  ["'{'quoted'}' {name}", { name: 'Ada' }],
  ["{n, plural, one {# 'item' of one} other {'#' is not #}}", { n: 7 }],
  ["two '' one", {}],
  ['{a, select, x {{n, plural, =0 {none} one {# of {a}} other {# of {a}}}} other {else}}', { a: 'x', n: 1_234 }],
])('%s is read as by the full formatter', (text, values) => {
  expect(formatMessage(parseMessage(text), 'en-GB', values)).toBe(new IntlMessageFormat(text, 'en-GB').format(values));
});

test.each(['{', '{a', '{a, plural, one {x}}', '{a, date}', '{a, number, percent}'])('%s is refused', (text) => {
  expect(() => parseMessage(text)).toThrow(SyntaxError);
});
