/** The query as text: what is a filter, what may become a chip, what stays editable. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  addFilter,
  caretAfterCut,
  cut,
  filterParts,
  filterText,
  finishedFilters,
  isFlat,
  joinQuery,
  outsideBrackets,
  pieces,
  replaceSpan,
  splitQuery,
  standing,
  toggleFilter,
  withoutFilters,
  wordsStart,
} from '../../../src-renderer/search/query-text.ts';

const spanOf = (text: string, part: string): { start: number; end: number } => {
  const start = text.indexOf(part);
  return { start, end: start + part.length };
};

describe('pieces', () => {
  test('words, phrases, filters and brackets are distinguished', () => {
    expect(pieces('paper "rainy night" -tag:"night market" (a OR b)').map((piece) => [piece.kind, piece.text])).toEqual(
      [
        ['word', 'paper'],
        ['phrase', '"rainy night"'],
        ['filter', '-tag:"night market"'],
        ['operator', '('],
        ['word', 'a'],
        ['operator', 'OR'],
        ['word', 'b'],
        ['operator', ')'],
      ],
    );
  });

  test('an open quotation reaches to the end', () => {
    expect(pieces('tag:"night mar').map((piece) => piece.text)).toEqual(['tag:"night mar']);
  });

  test('every piece states its place correctly, for any text', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom('a', '"', '“', ':', '-', ',', ' ', '(', ')', '|', '&', '纸', 'tag:') }),
        (q) => {
          for (const piece of pieces(q)) expect(q.slice(piece.start, piece.end)).toBe(piece.text);
        },
      ),
    );
  });
});

describe('filters', () => {
  test('are split into parts, with their sign and without their quotation marks', () => {
    expect(filterParts('-Tag:"night market"')).toEqual({ field: 'tag', value: 'night market', negated: true });
    expect(filterParts('paper')).toBeNull();
  });

  test('are the same after they are read and written', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1 }), fc.boolean(), (raw, negated) => {
        const value = raw.replaceAll(/["“”„＂]/gu, '');
        fc.pre(value !== '');
        expect(filterParts(filterText({ field: 'tag', value, negated }))).toEqual({ field: 'tag', value, negated });
      }),
    );
  });

  test('a click adds a filter before the words, and a second click removes it', () => {
    const filter = { field: 'tag', value: 'lighthouse film', negated: false };
    const once = toggleFilter('paper dragon', filter);
    expect(once).toBe('tag:"lighthouse film" paper dragon');
    expect(standing(once, 'tag', 'Lighthouse Film')).toBe('wanted');
    expect(toggleFilter(once, filter)).toBe('paper dragon');
  });

  test('excluding a required value replaces its filter', () => {
    expect(toggleFilter('tag:keepers dragon', { field: 'tag', value: 'keepers', negated: true })).toBe(
      '-tag:keepers dragon',
    );
  });

  test('of a field with one value replace each other, and exclusions stay', () => {
    const q = 'model:sora-2 -model:sora-1 dragon';
    expect(toggleFilter(q, { field: 'model', value: 'sora-2-pro', negated: false }, true)).toBe(
      '-model:sora-1 model:sora-2-pro dragon',
    );
  });

  test('next to alternatives put the alternatives in brackets', () => {
    expect(addFilter('dragon OR boat', 'is:favorite')).toBe('is:favorite (dragon OR boat)');
    expect(standing('is:favorite (tag:a OR tag:b)', 'tag', 'a')).toBe('absent');
  });

  test('a handle is the same with and without its @', () => {
    expect(standing('mention:@ada.inkfox', 'mention', 'ada.inkfox')).toBe('wanted');
  });

  test('that are cut out leave no empty brackets and no double spaces', () => {
    expect(cut('a (tag:x) b', 3, 8)).toBe('a b');
    expect(withoutFilters('a -tag:x b', (parts) => parts.field === 'tag')).toBe('a b');
    expect(cut('one  two three', 5, 8)).toBe('one three');
  });
});

describe('chips and words', () => {
  test('a query is split into filters and words, and joined to the same meaning', () => {
    const q = 'paper tag:keepers dragon is:favorite';
    const split = splitQuery(q, [spanOf(q, 'tag:keepers'), spanOf(q, 'is:favorite')]);
    expect(split).toEqual({ filters: ['tag:keepers', 'is:favorite'], words: 'paper dragon' });
    expect(joinQuery(split.filters, split.words)).toBe('tag:keepers is:favorite paper dragon');
  });

  test('a filter that is being typed becomes a chip only after a space', () => {
    const span = spanOf('tag:keep', 'tag:keep');
    expect(finishedFilters('tag:keep', [span], 8)).toEqual([]);
    expect(finishedFilters('tag:keep ', [span], 9)).toEqual([span]);
    expect(finishedFilters('tag:keep ', [span], 3)).toEqual([]);
    expect(finishedFilters('tag:keep', [span], null)).toEqual([span]);
  });

  test('alternatives stay text, because moving them would change what they mean', () => {
    expect(isFlat('a OR tag:b')).toBe(false);
    expect(finishedFilters('a OR tag:b ', [{ start: 5, end: 10 }], null)).toEqual([]);
  });

  test('filters hold for every alternative, and stay chips beside a group', () => {
    const split = { filters: ['tag:keepers'], words: 'dragon OR boat' };
    const q = joinQuery(split.filters, split.words);
    expect(q).toBe('tag:keepers (dragon OR boat)');
    expect(q.slice(wordsStart(split))).toBe('dragon OR boat)');
    expect(isFlat(q)).toBe(true);
    expect(splitQuery(q, outsideBrackets(q, [spanOf(q, 'tag:keepers')]))).toEqual({
      filters: ['tag:keepers'],
      words: '(dragon OR boat)',
    });
    expect(outsideBrackets('(tag:a OR b)', [{ start: 1, end: 6 }])).toEqual([]);
    expect([isFlat('(a'), isFlat('a)('), isFlat('-(a b)')]).toEqual([false, false, false]);
  });

  test('the caret stays between the same words', () => {
    expect(caretAfterCut('tag:a paper dragon', [{ start: 0, end: 5 }], 11)).toBe(5);
    expect(caretAfterCut('tag:a ', [{ start: 0, end: 5 }], 6)).toBe(0);
  });
});

describe('suggestions', () => {
  test('replace the word; a space follows, except after a field that needs a value', () => {
    expect(replaceSpan('paper ta', { start: 6, end: 8 }, 'tag:')).toEqual({ text: 'paper tag:', caret: 10 });
    expect(replaceSpan('paper ke dragon', { start: 6, end: 8 }, 'tag:keepers')).toEqual({
      text: 'paper tag:keepers dragon',
      caret: 18,
    });
    expect(replaceSpan('ke', { start: 0, end: 2 }, 'tag:keepers')).toEqual({ text: 'tag:keepers ', caret: 12 });
  });
});
