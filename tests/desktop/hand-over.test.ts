/** Paths on their way from one start to another: whole lists, and nothing but lists. */
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

test('a list arrives whole, once', () => {
  const list = writeList(profile, given);
  expect(takeHandedOver(profile, { list, newWindow: false })).toEqual(given);
  expect(takeList(profile, list).paths).toEqual([]);
  expect(writeList(profile, { paths: [], refused: [] })).toBeNull();
});

test.each([['../../secret'], ['/etc/passwd'], [''], [null], ['00000000-0000-4000-8000-000000000000']])(
  'the name %j is no list',
  (name) => {
    writeFileSync(join(profile, 'secret.json'), '{"paths": ["/a"], "refused": []}');
    expect(takeList(profile, name).paths).toEqual([]);
    expect(readdirSync(profile)).toContain('secret.json');
  },
);

test.each([[undefined], [{ list: 7 }], ['text'], [{ paths: ['/a'] }]])(
  'a second start that sends %j hands nothing over',
  (data) => {
    expect(takeHandedOver(profile, data).paths).toEqual([]);
  },
);

test('a damaged list holds nothing and is taken away', () => {
  const list = writeList(profile, given);
  const path = join(profile, 'handed-over', `${list}.json`);
  writeFileSync(path, '{"paths": ["relative"], "refused": []}');
  expect(takeList(profile, list).paths).toEqual([]);
  expect(readdirSync(join(profile, 'handed-over'))).toEqual([]);
});

test('lists of processes that died are removed, fresh ones stay', () => {
  const old = join(profile, 'handed-over', `${writeList(profile, given)}.json`);
  const fresh = writeList(profile, given);
  utimesSync(old, 1, 1);
  removeAbandoned(profile);
  expect(readdirSync(join(profile, 'handed-over'))).toEqual([`${fresh}.json`]);
});

test('a command line is too long before Chromium cuts it off', () => {
  expect(isTooLong(['electron', '.', ...given.paths.slice(0, 20)])).toBe(false);
  expect(isTooLong(['electron', '.', ...given.paths])).toBe(true);
});

test('what vanished is told with the first of its paths, and the rest is imported', async () => {
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
