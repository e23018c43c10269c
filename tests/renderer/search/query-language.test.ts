/** What the page writes into a query, read by the library's own parser. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseQuery } from '../../../src-main/catalog/query-language/language.ts';
import { JOINED } from '../../../src-main/contract/searching/joined-words.ts';
import { correctionOf } from '../../../src-renderer/search/mistake-text.ts';
import {
  addFilter,
  filterText,
  isFlat,
  joinQuery,
  outsideBrackets,
  pieces,
  splitQuery,
} from '../../../src-renderer/search/query-text.ts';

const words = fc.string({ unit: fc.constantFrom('a', 'dragon', '纸', ' ', '-', '"', '(', ')', 'OR', ':', ',') });

test('a filter that was added by a click is parsed as exactly that filter', () => {
  fc.assert(
    fc.property(fc.string({ minLength: 1, maxLength: 100 }), fc.boolean(), (raw, negated) => {
      const value = raw.replaceAll(/["“”„＂]/gu, '');
      fc.pre(value.trim() !== '');
      const understood = parseQuery(filterText({ field: 'tag', value, negated }));
      expect(understood.messages).toEqual([]);
      expect(understood.chips.map(({ field, value, negated }) => ({ field, value, negated }))).toEqual([
        { field: 'tag', value, negated },
      ]);
    }),
  );
});

test('adding a filter to any flat query does not change its words', () => {
  fc.assert(
    fc.property(words, (q) => {
      fc.pre(isFlat(q) && parseQuery(q).messages.length === 0);
      const before = parseQuery(q.trim());
      const after = parseQuery(addFilter(q, 'is:favorite'));
      // A word that is not the last one any more has another form: its end is known then.
      const own = ({ terms }: typeof before): string[] =>
        terms.flatMap(({ text }) => (text.endsWith(JOINED) ? [] : [text])).sort();
      expect(own(after)).toEqual(own(before));
      expect(after.chips.some((chip) => chip.field === 'is')).toBe(true);
    }),
    { examples: [['a()a:'], ['a-()a:'], ['a((b)c:'], ['tag:a(b)c:'], ['-(a)b:']] },
  );
});

test('taking valid filters out of a flat query does not change its meaning', () => {
  const part = fc.constantFrom(
    '(a OR tag:x)',
    'dragon',
    '"night market"',
    'tag:keepers',
    '-is:favorite',
    'rating>=4',
    'tag:a,b',
    '纸龙',
    'note:"rain"',
  );
  fc.assert(
    fc.property(fc.array(part, { maxLength: 6 }), (parts) => {
      const q = parts.join(' ');
      const understood = parseQuery(q);
      const { filters, words } = splitQuery(q, outsideBrackets(q, understood.chips));
      const again = parseQuery(joinQuery(filters, words));
      const named = ({ chips }: typeof again): readonly string[] =>
        chips.map(({ field, value, negated }) => `${field} ${value} ${negated}`).sort();
      expect(named(again)).toEqual(named(understood));
      expect(again.messages).toEqual([]);
    }),
  );
});

test('pieces and parser agree on where filters end', () => {
  const q = '-tag:"night market",rain dragon mention:@ada.inkfox date:2025-11..2025-12';
  const filters = pieces(q).filter((piece) => piece.kind === 'filter');
  expect(filters.map(({ start, end }) => [start, end])).toEqual(
    parseQuery(q).chips.map(({ start, end }) => [start, end]),
  );
});

describe('one click corrects', () => {
  const corrected = (q: string): string | undefined => {
    const message = parseQuery(q).messages[0];
    return message && correctionOf(message, q)?.q;
  };

  test('the name of a field', () => expect(corrected('tog:rain ke')).toBe('tag:rain ke'));
  test('the value of a field', () => expect(corrected('dragon -is:favrite')).toBe('dragon -is:favorite'));
  test('a field without a value', () => expect(corrected('state: ')).toBe('state:prompt-only '));

  test('the corrected query does not have this mistake', () => {
    for (const q of ['tog:rain ke', 'is:favrite', 'rating:many', 'tag: ']) {
      const again = corrected(q);
      expect(again === undefined ? [] : parseQuery(again).messages).toEqual([]);
    }
  });
});
