/** The built page: how much of it the first screen loads. */
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { beforeAll, expect, test, vi } from 'vitest';
import { bringUpToDate } from '../../build/page.ts';
import { BUILT_PAGE } from '../../src-main/app/static-page.ts';
import { enLater } from '../../src-renderer/i18n/en/later.ts';

vi.setConfig({ hookTimeout: 180_000 });

/** The most that the first screen may load, gzipped: document, styles, scripts, and the texts of one language. */
const MOST = 200_000;

let html: string;
let names: readonly string[];

beforeAll(async () => {
  expect(await bringUpToDate()).toBe(true);
  html = await readFile(join(BUILT_PAGE, 'index.html'), 'utf8');
  names = await readdir(join(BUILT_PAGE, 'assets'));
});

const textOf = (name: string): Promise<string> => readFile(join(BUILT_PAGE, 'assets', name), 'utf8');
const sizeOf = (text: string): number => gzipSync(text, { level: 9 }).length;

/** The files that these files import before they run, and these files themselves. */
async function withImports(first: readonly string[]): Promise<ReadonlySet<string>> {
  const found = new Set(first);
  for (const name of found)
    if (name.endsWith('.js'))
      for (const [, imported = ''] of (await textOf(name)).matchAll(/(?:\bfrom|\bimport)\s*["'`]\.\/([^"'`]+)["'`]/g))
        found.add(imported);
  return found;
}

const ofDocument = (): readonly string[] =>
  [...html.matchAll(/(?:src|href)="\.\/assets\/([^"]+\.(?:js|css))"/g)].map(([, name = '']) => name);

test.each(['en', 'ja', 'zh-cn'])('the first screen in %s loads at most 200 kB', async (language) => {
  const texts = names.filter((name) => name.startsWith(`${language}-`) && name.endsWith('.js'));
  expect(texts).toHaveLength(1);
  const files = await withImports([...ofDocument(), ...texts]);
  const sizes = await Promise.all([...files].map(async (name) => [name, sizeOf(await textOf(name))] as const));
  const total = sizes.reduce((sum, [, size]) => sum + size, sizeOf(html));
  expect(total, JSON.stringify(Object.fromEntries(sizes))).toBeLessThanOrEqual(MOST);
});

test('the first screen loads no schemas, and no texts before it knows the language', async () => {
  const files = [...(await withImports(ofDocument()))];
  expect(files.filter((name) => /^(?:schemas|en|ja|zh-cn|later)-/.test(name))).toEqual([]);
});

test('the first screen says nothing whose text loads later', async () => {
  const files = [...(await withImports(ofDocument()))].filter((name) => name.endsWith('.js'));
  const code = (await Promise.all(files.map(textOf))).join('\n');
  const named = new Set([...code.matchAll(/[`"']([a-z]+\.[a-z.-]+)[`"']/g)].map(([, key = '']) => key));
  const beginnings = [...code.matchAll(/`([a-z]+\.[a-z.-]*)\$\{/g)].map(([, beginning = '']) => beginning);
  const isNamed = (key: string): boolean => named.has(key) || beginnings.some((beginning) => key.startsWith(beginning));
  // Second copies, exports and verification have codes of their own, which only their parts of the page can cause.
  const later = Object.keys(enLater).filter((key) => !/^(?:error|problem)\./.test(key));
  expect(later.filter(isNamed)).toEqual([]);
});

test('the early script asks for the first screen and stands before the others', async () => {
  const [first = ''] = ofDocument();
  expect(html).toMatch(new RegExp(`<script type="module" async[^>]*${first}`));
  expect(await textOf(first)).toContain('/api/start');
});

test('React Aria speaks only the languages of the page', async () => {
  const texts = await Promise.all(names.filter((name) => name.endsWith('.js')).map(textOf));
  expect(
    texts.filter((text) => /[`"']de-DE[`"']:\{?\w*["'`]?dismiss/.test(text) || text.includes('Schließen')),
  ).toEqual([]);
});
