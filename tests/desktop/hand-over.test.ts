/** Paths that one start sends to another: complete lists, checked names, valid contents. */
import { mkdtempSync, readdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { textsFor } from '../../src-main/desktop/menu/texts.ts';
import {
  isTooLong,
  removeAbandoned,
  takeHandedOver,
  takeList,
  writeList,
} from '../../src-main/desktop/starting/hand-over.ts';
import { openImports } from '../../src-main/desktop/starting/importing.ts';

let profile: string;
beforeEach(() => {
  profile = mkdtempSync(join(tmpdir(), 'afterimage-hand-over-'));
});
afterEach(() => rmSync(profile, { recursive: true }));

const given = {
  paths: Array.from({ length: 2_000 }, (_, index) => resolve(`/home/ada/part ${index} 海.zip`)),
  refused: ['file://x/y'],
};

test('a list arrives complete and can be read once', () => {
  const list = writeList(profile, given);
  expect(takeHandedOver(profile, { list, newWindow: false })).toEqual(given);
  expect(takeList(profile, list).paths).toEqual([]);
  expect(writeList(profile, { paths: [], refused: [] })).toBeNull();
});

test.each([['../../secret'], ['/etc/passwd'], [''], [null], ['00000000-0000-4000-8000-000000000000']])(
  'the name %j reads no list',
  (name) => {
    writeFileSync(join(profile, 'secret.json'), '{"paths": ["/a"], "refused": []}');
    expect(takeList(profile, name).paths).toEqual([]);
    expect(readdirSync(profile)).toContain('secret.json');
  },
);

test.each([[undefined], [{ list: 7 }], ['text'], [{ paths: ['/a'] }]])(
  'a second start that sends %j opens no paths',
  (data) => {
    expect(takeHandedOver(profile, data).paths).toEqual([]);
  },
);

test('a damaged list counts as empty and is deleted', () => {
  const list = writeList(profile, given);
  const path = join(profile, 'handed-over', `${list}.json`);
  writeFileSync(path, '{"paths": ["relative"], "refused": []}');
  expect(takeList(profile, list).paths).toEqual([]);
  expect(readdirSync(join(profile, 'handed-over'))).toEqual([]);
});

test('lists of processes that died are deleted, new lists stay', () => {
  const old = join(profile, 'handed-over', `${writeList(profile, given)}.json`);
  const fresh = writeList(profile, given);
  utimesSync(old, 1, 1);
  removeAbandoned(profile);
  expect(readdirSync(join(profile, 'handed-over'))).toEqual([`${fresh}.json`]);
});

test('a command line counts as too long before Chromium cuts it', () => {
  expect(isTooLong(['electron', '.', ...given.paths.slice(0, 20)])).toBe(false);
  expect(isTooLong(['electron', '.', ...given.paths])).toBe(true);
});

test('missing paths are reported in one message with the first of them, and the others are imported', async () => {
  const told: string[] = [];
  const imported: (readonly string[])[] = [];
  const library = { jobs: { import: async (paths: readonly string[]) => void imported.push(paths) } };
  const imports = openImports(
    () => textsFor(['en']),
    (_title, detail) => told.push(detail),
    String,
  );
  const gone = Array.from({ length: 8 }, (_, index) => join(profile, `gone ${index}`));
  await imports.add([...gone, profile, profile]);
  expect(imported).toEqual([]);
  await imports.open(library as never);
  expect(imported).toEqual([[profile]]);
  expect(told).toHaveLength(1);
  expect(told[0]).toContain('gone 4\nand 3 more');
});
