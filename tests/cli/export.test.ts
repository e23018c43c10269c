/** `export` as a process: its document, its codes, its refusals. */
import { readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { ExportReport } from '../../src-main/contract/items/export.ts';
import { type Archive, DRAGON, makeArchive } from '../app/archive.ts';
import { type Ran, run } from './run.ts';

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

let archive: Archive;
let library: string;
const inLibrary = (...args: readonly string[]): Promise<Ran> => run('--library', library, ...args);

beforeAll(async () => {
  archive = await makeArchive();
  library = join(archive.root, 'library');
  await inLibrary('import', archive.folder, archive.zip);
});
afterAll(() => archive?.remove());

function expectRefusal({ code, out, err }: Ran, sentence: RegExp): void {
  expect(code).toBe(2);
  expect(out).toBe('');
  expect(err.trim().split('\n')).toHaveLength(1);
  expect(err).toMatch(sentence);
}

test('copies what a query finds and reports as one document', async () => {
  const directory = join(archive.root, 'out');
  const trial = await inLibrary('export', directory, '--query', 'paper', '--as', 'folder', '--dry-run', '--json');
  expect(ExportReport.parse(JSON.parse(trial.out)).names).toHaveLength(2);
  expect(await stat(directory).catch(() => null)).toBe(null);
  const { code, out, err } = await inLibrary('export', directory, '--query', 'paper', '--as', 'folder', '--json');
  expect({ code, err }).toEqual({ code: 0, err: '' });
  const report = ExportReport.parse(JSON.parse(out));
  expect(report).toMatchObject({ directory, as: 'folder', generations: 2, files: 2, problems: [] });
  expect((await readdir(directory)).filter((name) => name.endsWith('.mp4')).toSorted()).toEqual(
    JSON.parse(trial.out).names.toSorted(),
  );
  const people = await inLibrary('export', join(archive.root, 'for people'), '--id', DRAGON);
  expect(people.out).toMatch(/^1 item with 1 original written to .*for people$/m);
});

test('a missing original is reported and gives exit code 1', async () => {
  await rm(join(archive.folder, `${DRAGON}.mp4`));
  const { code, out } = await inLibrary('export', join(archive.root, 'partly'), '--as', 'bag', '--json');
  expect(code).toBe(1);
  expect(ExportReport.parse(JSON.parse(out))).toMatchObject({ files: 2, problems: [{ code: 'file-missing' }] });
});

test('impossible targets are refused in one sentence', async () => {
  expectRefusal(await inLibrary('export'), /Say where to/);
  expectRefusal(await inLibrary('export', 'x', '--as', 'tar'), /--as takes folder, site, bag, json or csv/);
  expectRefusal(await inLibrary('export', 'x', '--name', '{nothing}'), /name pattern can contain/);
  expectRefusal(await inLibrary('export', 'x', '--name', 'a/b'), /cannot make folders/);
  expectRefusal(await inLibrary('export', 'x', '--as', 'csv', '--dry-run'), /lists the names of copies/);
  expectRefusal(await inLibrary('export', join(archive.folder, 'x')), /inside a source or the library/);
  expectRefusal(await inLibrary('export', join(archive.zip, 'x')), /inside a source|can be written/);
});
