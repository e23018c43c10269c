/** Names of exported files: legal and unique on every system. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { folded, legalStem, openNameBook, stemOf } from '../../../src-main/app/export/file-names.ts';
import type { Generation } from '../../../src-main/contract/items/generation.ts';

const ENDING = '.no-watermark.mp4.json';

function expectLegal(name: string): void {
  expect(Buffer.byteLength(name)).toBeLessThanOrEqual(255);
  expect(name).not.toMatch(/[<>:"/\\|?*\p{Cc}]/u);
  expect(name).not.toMatch(/^[\s.]|[\s.]$/);
  expect(name).not.toMatch(/^(?:con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³]|conin\$|conout\$)(?:\.|$| )/i);
  expect(name.isWellFormed()).toBe(true);
  expect(name.normalize('NFC')).toBe(name);
}

test('file names are legal on every system for any title', () => {
  const unit = fc.constantFrom(
    ...'aZ ./\\:*?"<>|%.-',
    '\u0000',
    '\n',
    '\u202e',
    '\ufeff',
    '👩‍👩‍👧‍👦',
    '雨',
    'é',
    'e\u0301',
    '\ud800',
    '한',
  );
  fc.assert(
    fc.property(
      fc.oneof(fc.string({ unit, maxLength: 300 }), fc.string({ unit: 'binary', maxLength: 300 })),
      (text) => {
        expectLegal(legalStem(text, 'item') + ENDING);
        expectLegal(legalStem(text, 'item'));
      },
    ),
    { numRuns: 500 },
  );
});

test.each([
  ['CON', '_CON'],
  ['nul.txt', '_nul.txt'],
  ['com1', '_com1'],
  ['LPT¹ notes', '_LPT¹ notes'],
  ['console', 'console'],
  ['a fox. . .', 'a fox'],
  ['...hidden', 'hidden'],
  ['what? a "fox": yes/no', 'what_ a _fox__ yes_no'],
  ['two\nlines\tand  blanks', 'two lines and blanks'],
  ['exe\u202egpj.4pm', 'exegpj.4pm'],
  ['', 'item'],
  [' .. ', 'item'],
  ['👩‍👩‍👧‍👦 family', '👩‍👩‍👧‍👦 family'],
])('%j becomes %j', (text, name) => {
  expect(legalStem(text, 'item')).toBe(name);
});

test('a long name is cut between characters, never inside one', () => {
  const family = '👩‍👩‍👧‍👦';
  expect(legalStem(family.repeat(40), 'item')).toBe(family.repeat(8));
  expect(legalStem('雨'.repeat(400), 'item')).toMatch(/^雨{70,85}$/);
});

test('names that are equal on some system get a number', () => {
  const book = openNameBook(['Fox.mp4', 'fox.mp4.json']);
  expect(book.take('fox', ['.mp4', '.mp4.json'])).toBe('fox (2)');
  expect(book.take('FOX', ['.mp4'])).toBe('FOX (3)');
  expect(book.take('fox', ['.png'])).toBe('fox (4)');
  expect(book.take('é', ['.mp4'])).toBe('é');
  expect(book.take('e\u0301', ['.mp4'])).toBe('e\u0301 (2)');
  expect(book.take('Straße', [''])).toBe('Straße');
  expect(book.take('STRASSE', [''])).toBe('STRASSE (2)');
});

test('many equal names all become different on every system', () => {
  const names = fc.array(fc.constantFrom('a', 'A', 'a (2)', 'é', 'e\u0301', 'É', 'a.mp4'), { maxLength: 60 });
  fc.assert(
    fc.property(names, (wanted) => {
      const book = openNameBook([]);
      const endings = ['.mp4', '.mp4.json'];
      const all = wanted.flatMap((stem) => {
        const taken = book.take(stem, endings);
        return endings.map((ending) => folded(taken + ending));
      });
      expect(new Set(all).size).toBe(all.length);
    }),
  );
});

test('a pattern can contain date, title, prompt, id, number and the old name', () => {
  const item = {
    id: 'gen_1',
    title: null,
    prompt: `${'a paper dragon walks '.repeat(8)}home`,
    createdAt: '2025-11-03T10:20:30.123Z',
    shots: [],
    files: [{ path: '/x/Old Name.mp4', entry: null, role: 'original' }],
  } as unknown as Generation;
  expect(stemOf('{date} {title}', item, 7, 120).text).toBe(
    '2025-11-03 a paper dragon walks a paper dragon walks a paper dragon',
  );
  expect(stemOf('{n}-{id}', item, 7, 120).text).toBe('007-gen_1');
  expect(stemOf('{name}', item, 7, 120).text).toBe('Old Name');
  expect(stemOf('{date}', { ...item, createdAt: null }, 7, 120).text).toBe('undated');
  expect(stemOf('{prompt}', { ...item, prompt: '{id}' }, 7, 120).text).toBe('{id}');
});
