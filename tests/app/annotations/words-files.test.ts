/** Files of words as text: tables and sidecars that say back what was entered, and files of strangers. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readWordsAt } from '../../../src-main/app/annotations/read-words.ts';
import { CSV_HEADER, itemAsCsv, listsAsCsv } from '../../../src-main/app/annotations/words-csv.ts';
import type { WordsRead } from '../../../src-main/app/annotations/words-reader.ts';
import { xmpOf } from '../../../src-main/app/annotations/xmp.ts';
import type { WordsItem } from '../../../src-main/contract/organising/annotations-file.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'afterimage-test-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** A file of this text, read. */
async function read(name: string, content: string): Promise<WordsRead> {
  const path = join(folder, 'words');
  await writeFile(path, content);
  return readWordsAt(name, path);
}

test('a broken or foreign file gives one sentence and changes nothing', async () => {
  for (const [text, code] of [
    ['{"afterimage":"words","items":[', 'words-unreadable'],
    ['', 'not-words'],
    ['a,b\n1,2\n', 'not-words'],
    ['[1]', 'not-words'],
    ['{"afterimage":"words","version":2}', 'words-newer'],
    [`${'['.repeat(100_000)}`, 'not-words'],
    ['{"afterimage":"words","items":[{"ids":["a"]},{bad}]}', 'words-unreadable'],
    ['{"afterimage":"words"} and more', 'words-unreadable'],
    [`{"afterimage":"words","x":${'['.repeat(100_000)}`, 'words-unreadable'],
  ] as const)
    await expect(read('x', text), text.slice(0, 30)).rejects.toMatchObject({ code });
});

test('valid entries are imported, invalid ones are reported', async () => {
  const items = [
    {
      ids: ['s_1', 7],
      tags: ['fine', 'bad\u0000', '', { toString: 1 }],
      rating: 99,
      favorite: 'yes',
      note: 'kept',
      collections: 'x',
    },
    'nothing',
    { ids: ['S_2 '], sha256: ['zz'], rating: 3 },
  ];
  const { file, problems } = await read(
    'x.json',
    JSON.stringify({ afterimage: 'words', items, tags: [{ name: '' }], searches: 4 }),
  );
  expect(file.items).toEqual([
    {
      ids: ['s_1'],
      sha256: [],
      tags: ['fine'],
      rating: 0,
      favorite: false,
      note: 'kept',
      collections: [],
      stack: null,
    },
    { ids: ['s_2'], sha256: [], tags: [], rating: 3, favorite: false, note: '', collections: [], stack: null },
  ]);
  expect(problems.map(({ message }) => message.split(/[:“]/)[0]?.trim())).toEqual(
    expect.arrayContaining(['Tag 1,', 'Item 1,', 'Item 2 is not an entry and was left out.']),
  );
});

const text = fc.string({ unit: 'grapheme', maxLength: 12 });
const name = fc
  .string({
    unit: fc.constantFrom('a', 'Z', '=', '+', '-', '@', "'", '"', ',', ';', '雨', '7', ' ', '.'),
    minLength: 1,
    maxLength: 8,
  })
  .map((one) => one.replace(/ +/g, ' ').trim() || 'x');
const id = fc.stringMatching(/^[a-z0-9_:]{1,20}$/);
const item: fc.Arbitrary<WordsItem> = fc.record({
  ids: fc.array(id, { minLength: 1, maxLength: 3 }),
  sha256: fc.array(fc.stringMatching(/^[0-9a-f]{64}$/), { maxLength: 2 }),
  tags: fc.array(name, { maxLength: 3 }),
  rating: fc.integer({ min: 0, max: 5 }),
  favorite: fc.boolean(),
  note: fc.oneof(
    text,
    fc.string({ unit: fc.constantFrom('=', "'", '"', '\n', '\r', ',', '-', 'a', '\t', ' '), maxLength: 8 }),
  ),
  collections: fc.array(
    fc.record({
      name,
      position: fc.oneof(fc.integer({ min: -9, max: 99 }), fc.double({ noNaN: true, noDefaultInfinity: true })),
    }),
    { maxLength: 2 },
  ),
  stack: fc.option(
    fc.uniqueArray(id, { minLength: 2, maxLength: 4 }).map((members) => ({ cover: members[0] as string, members })),
  ),
});

test('annotations written as CSV and read again are equal', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(item, { maxLength: 4 }), async (items) => {
      const table =
        CSV_HEADER + listsAsCsv({ tags: [], collections: [], searches: [] }) + items.map(itemAsCsv).join('');
      const { file, problems } = await read('x.csv', table);
      expect(problems).toEqual([]);
      expect(file.items).toEqual(
        items.map((one) => ({
          ...one,
          collections: one.collections.map((place) => ({ ...place, position: place.position + 0 })),
        })),
      );
    }),
    { numRuns: 300 },
  );
});

test('any bytes give annotations or a sentence, never a crash', async () => {
  const valid =
    CSV_HEADER +
    itemAsCsv({
      ids: ['a'],
      sha256: [],
      tags: ['t'],
      rating: 1,
      favorite: true,
      note: 'n',
      collections: [],
      stack: null,
    });
  const json = JSON.stringify({ afterimage: 'words', version: 1, items: [{ ids: ['a'], tags: ['t'] }] });
  const mutated = fc
    .tuple(fc.constantFrom(valid, json), fc.nat(200), fc.string({ unit: 'binary', maxLength: 6 }))
    .map(([base, at, bit]) => base.slice(0, at) + bit + base.slice(at + 2));
  const anyJson = fc
    .json()
    .map((value) => `{"afterimage":"words","items":${value},"tags":${value},"collections":[${value}]}`);
  await fc.assert(
    fc.asyncProperty(fc.oneof(fc.string({ unit: 'binary' }), mutated, anyJson), async (file) => {
      try {
        await read('x', file);
      } catch (cause) {
        expect((cause as { code?: string }).code).toMatch(/^(not-words|words-unreadable|words-newer)$/);
      }
    }),
    { numRuns: 500 },
  );
});

test('every text gives a valid sidecar', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (said) => {
      const xmp = xmpOf({
        id: 'x',
        prompt: said,
        title: null,
        createdAt: null,
        tags: [said.slice(0, 5)],
        rating: 0,
        favorite: false,
        note: said,
      });
      const inside = xmp.slice(xmp.indexOf('<dc:'));
      expect(
        inside.replace(/<\/?[a-zA-Z]+:[a-zA-Z]+( rdf:about=""| xml:lang="x-default")?>|<\?xpacket end="w"\?>/g, ''),
      ).not.toMatch(/[<>]|&(?!amp;|lt;|gt;|quot;|#13;)/);
      expect(xmp).not.toMatch(/(?![\t\n\r])\p{Cc}|[\ufffe\uffff]/u);
    }),
  );
});
