/**
 * The bundle: each worker that is started by name has an entry of that name, and the bridge imports only its own
 * modules.
 */
import { readdir, readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { expect, test } from 'vitest';
import config from '../../electron.vite.config.ts';

const SOURCES = join(import.meta.dirname, '../../src-main');

test('every worker is an entry of the bundle, under its own name', async () => {
  const names = (await readdir(SOURCES, { recursive: true })).filter((name) => name.endsWith('.ts'));
  const sources = await Promise.all(names.map((name) => readFile(join(SOURCES, name), 'utf8')));
  const opened = sources.flatMap((text) =>
    [...text.matchAll(/\b(?:openThread|lazyThread)(?:<[^(]*>)?\(\s*(?:import\.meta\.url,\s*)?'([a-z-]+)'/g)].map(
      ([, name]) => name ?? '',
    ),
  );
  expect(opened.length).toBeGreaterThan(3);
  const { input, output } = (
    config as unknown as {
      main: { build: { rolldownOptions: { input: Record<string, string>; output: Record<string, string> } } };
    }
  ).main.build.rolldownOptions;
  // The command line and `npm start` of a checkout run from the bundle, too.
  const programs = ['cli', 'main', 'program', 'serve-library'];
  expect(Object.keys(input).sort()).toEqual([...programs, ...new Set(opened)].sort());
  for (const [name, path] of Object.entries(input)) expect(basename(path)).toBe(`${name}.ts`);
  expect(output).toMatchObject({ entryFileNames: '[name].js', chunkFileNames: '[name]-[hash].js' });
});

test('only the desktop folder imports Electron', async () => {
  const names = (await readdir(SOURCES, { recursive: true })).filter((name) => name.endsWith('.ts'));
  const speakers = await Promise.all(
    names.map(async (name) =>
      /from 'electron'/.test(await readFile(join(SOURCES, name), 'utf8')) ? name.replaceAll('\\', '/') : null,
    ),
  );
  expect(speakers.filter((name) => name !== null && !name.startsWith('desktop/')).sort()).toEqual([
    'main.ts',
    'preload.ts',
  ]);
});
