/** Queries nobody would write, for tests. */
import fc from 'fast-check';

const words = [
  'a',
  '"',
  '(',
  ')',
  '-',
  ':',
  ' ',
  'OR',
  'NOT',
  'tag:',
  'date:',
  '2025',
  '..',
  '>=',
  ',',
  '*',
  '@',
  '紙',
  '🐉',
  '\ud800',
  '\0',
  '“',
  '|',
  '\\',
  "'",
  ';',
  'rating',
  'title:',
];
/** Any text, and texts made of the query language's own signs. */
export const anyQuery: fc.Arbitrary<string> = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 40 }),
  fc.array(fc.constantFrom(...words), { maxLength: 20 }).map((parts) => parts.join('')),
);
