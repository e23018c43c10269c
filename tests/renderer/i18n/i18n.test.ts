/** Words, numbers and dates in three languages. */
import '../all-texts.ts';
import { IntlMessageFormat } from 'intl-messageformat';
import { describe, expect, test } from 'vitest';
import { enLater } from '../../../src-renderer/i18n/en/later.ts';
import { en } from '../../../src-renderer/i18n/en.ts';
import { createFormatters } from '../../../src-renderer/i18n/format.ts';
import { jaLater } from '../../../src-renderer/i18n/ja/later.ts';
import { ja } from '../../../src-renderer/i18n/ja.ts';
import { chooseLanguage, chooseLocale } from '../../../src-renderer/i18n/languages.ts';
import { say, type TextKey } from '../../../src-renderer/i18n/use-text.ts';
import { zhCNLater } from '../../../src-renderer/i18n/zh-cn/later.ts';
import { zhCN } from '../../../src-renderer/i18n/zh-cn.ts';

const english = { ...en, ...enLater };
const keys = Object.keys(english) as TextKey[];

/** The names of the places in a message. */
function placesOf(message: string): readonly string[] {
  const names = new Set<string>();
  const visit = (nodes: ReturnType<IntlMessageFormat['getAst']>): void => {
    for (const node of nodes) {
      if (node.type !== 0 && 'value' in node && typeof node.value === 'string') names.add(node.value);
      if ('options' in node) for (const option of Object.values(node.options)) visit(option.value);
    }
  };
  visit(new IntlMessageFormat(message, 'en').getAst());
  return [...names].sort();
}

describe.each([
  ['en', english],
  ['zh-CN', { ...zhCN, ...zhCNLater }],
  ['ja', { ...ja, ...jaLater }],
] as const)('the words of %s', (_, words) => {
  test('exist for every key, and for no other key', () => {
    expect(Object.keys(words).sort()).toEqual([...keys].sort());
    for (const key of keys) expect(words[key].trim(), key).not.toBe('');
  });

  test('can be parsed and have the same placeholders as in English', () => {
    for (const key of keys) expect(placesOf(words[key]), key).toEqual(placesOf(english[key]));
  });
});

test('plurals follow the language', () => {
  expect(say('en', 'en-GB', 'inspector.selected', { count: 1 })).toBe('1 selected');
  expect(say('en', 'en-GB', 'report.added', { count: 1 })).toBe('1 generation was added.');
  expect(say('en', 'en-GB', 'report.added', { count: 8920 })).toBe('8,920 generations were added.');
});

test('a message without its value is shown as written, without an error', () => {
  expect(say('en', 'en-GB', 'inspector.remove-tag')).toContain('{tag}');
});

describe('the language', () => {
  test('is the chosen one, else the first supported language of the system, else English', () => {
    expect(chooseLanguage('ja', ['en-GB'])).toBe('ja');
    expect(chooseLanguage(null, ['fr-FR', 'zh-Hans-CN', 'en'])).toBe('zh-CN');
    expect(chooseLanguage(null, ['fr'])).toBe('en');
    expect(chooseLanguage('xx', [])).toBe('en');
  });

  test('uses the numbers and dates of the person’s region', () => {
    expect(chooseLocale('en', ['zh-CN', 'en-US'])).toBe('en-US');
    expect(chooseLocale('ja', ['en-US'])).toBe('ja');
  });
});

describe('figures', () => {
  const { bytes, clock, made, span, number } = createFormatters('en-GB');

  test('sizes have decimal units', () => {
    expect([bytes(0), bytes(999), bytes(9_812_331), bytes(20_000_000_000)]).toEqual([
      '0 bytes',
      '999 bytes',
      '9.8 MB',
      '20 GB',
    ]);
  });

  test('lengths are shown like a clock', () =>
    expect([clock(7), clock(75.2), clock(3723)]).toEqual(['0:07', '1:15', '1:02:03']));

  test('durations have at most two units', () => {
    expect([span(0.2), span(75), span(1810), span(7200)]).toEqual(['1 sec', '1 min 15 secs', '30 mins', '2 hrs']);
  });

  test('dates are in UTC, like the days of the gallery', () =>
    expect(made('2025-11-03T23:30:00Z')).toBe('3 November 2025 at 23:30'));

  test('an invalid date is shown as it is', () => expect([made('?'), number(12806)]).toEqual(['?', '12,806']));
});
