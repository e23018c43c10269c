/** Tests excerpts: the hit is visible, words and characters stay whole, and the length limit holds. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { excerpt } from '../../src-main/contract/items/excerpt.ts';
import { hitRanges } from '../../src-main/contract/items/hits.ts';

const dragon = [{ text: 'dragon', prefix: false }];
const filler = 'a slow walk through the market at night ';

test('a short text stays unchanged, and a long one without a hit is cut at its end', () => {
  expect(excerpt('a dragon', dragon, 20, 5)).toBe('a dragon');
  expect(excerpt(filler.repeat(3), [], 24, 5)).toBe('a slow walk through the…');
});

test('the first hit is visible, with some text before it', () => {
  const cut = excerpt(`${filler.repeat(9)}then a dragon rises ${filler.repeat(9)}`, dragon, 80, 20);
  expect(cut).toMatch(/^…\S.*then a dragon rises a slow.*\S…$/);
  expect(cut.length).toBeLessThanOrEqual(80);
});

test('any text is within the length, shows its hit, and has no cut character', () => {
  const word = fc.constantFrom('dragon', '龍', '🐉🐉🐉', 'paper', 'x'.repeat(70), 'é', ' ', '\n');
  fc.assert(
    fc.property(
      fc.array(word, { maxLength: 60 }),
      fc.integer({ min: 60, max: 200 }),
      fc.integer({ min: 0, max: 30 }),
      (words, length, lead) => {
        const text = words.join(' ');
        const cut = excerpt(text, dragon, length, lead);
        expect(cut.length).toBeLessThanOrEqual(length);
        expect(cut.isWellFormed()).toBe(true);
        expect(hitRanges(cut, dragon).length > 0).toBe(hitRanges(text, dragon).length > 0);
      },
    ),
    { numRuns: 2000 },
  );
});
