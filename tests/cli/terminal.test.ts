/** Text for terminals: widths, cuts and figures. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { closest } from '../../src-main/cli/command-line/closest.ts';
import { bytes, clean, columnsOf, duration, pad, shorten, wrap } from '../../src-main/cli/output/terminal.ts';

const text = fc.string({ unit: 'grapheme', maxLength: 80 });

test('a shortened text never exceeds the given number of columns', () => {
  fc.assert(
    fc.property(
      text,
      fc.integer({ min: 2, max: 40 }),
      (value, columns) => columnsOf(shorten(value, columns)) <= columns,
    ),
  );
});

test('wrapped lines fit into the width and lose only spaces', () => {
  fc.assert(
    fc.property(text, fc.integer({ min: 4, max: 40 }), (value, columns) => {
      const lines = wrap(value, columns);
      const letters = (from: string): string => from.replace(/\s+/gu, '');
      return lines.every((line) => columnsOf(line) <= columns) && letters(lines.join('')) === letters(value);
    }),
  );
});

test('control characters are removed', () => {
  fc.assert(fc.property(fc.string({ unit: 'binary' }), (value) => !/[\p{Cc}\u202a-\u202e]/u.test(clean(value))));
  expect(clean('\u001b[31mred\u0007\n\u202eevil')).toBe('[31mred evil');
});

test('wide characters count as two columns, combining marks as none', () => {
  expect(columnsOf('夜市')).toBe(4);
  expect(columnsOf('e\u0301')).toBe(1);
  expect(pad('夜', 4)).toBe('夜  ');
  expect(shorten('夜の市場', 5)).toBe('夜の…');
});

test('numbers, sizes and durations are formatted for reading', () => {
  expect([0, 999, 1_000, 1_234_567, 2.5e9].map(bytes)).toEqual(['0 bytes', '999 bytes', '1.0 kB', '1.2 MB', '2.5 GB']);
  expect([0, 9.6, 61, 3_723].map(duration)).toEqual(['0:00', '0:10', '1:01', '1:02:03']);
});

test('a mistyped word gets a suggestion, an unrelated word gets none', () => {
  const names = ['import', 'search', 'show', 'tag', 'verify'];
  expect(['serach', 'improt', 'tga', 'verfy'].map((word) => closest(word, names))).toEqual([
    'search',
    'import',
    'tag',
    'verify',
  ]);
  expect(closest('xylophone', names)).toBeNull();
});
