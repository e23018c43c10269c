/** Afterimage writes no files beside originals. */
import { mkdir, readdir, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { ErrorBody } from '../../src-main/contract/library/library.ts';
import { run } from '../cli/run.ts';
import { type Opened, openWithArchive, post } from './opened.ts';

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

let opened: Opened;
let before: readonly string[];

beforeAll(async () => {
  opened = await openWithArchive();
  before = await readdir(opened.archive.folder);
  await symlink(opened.archive.folder, join(opened.archive.root, 'link'));
});
afterAll(() => opened?.close());

const standsAsItWas = async (): Promise<void> => expect(await readdir(opened.archive.folder)).toEqual(before);

test('annotations and sidecars are never written into a source, directly or through a link', async () => {
  const { folder, root } = opened.archive;
  for (const directory of [folder, join(folder, 'below', 'new'), join(root, 'link'), join(root, 'link', 'below')]) {
    const answer = await opened.ask('/api/words/sidecars', post({ directory, q: '' }));
    expect(answer.status).toBe(403);
    expect(ErrorBody.parse(await answer.json()).error.code).toBe('beside-originals');
  }
  for (const args of [[folder, '--as', 'xmp'], [join(folder, 'words.json')], [join(root, 'link', 'words.csv')]]) {
    const { code, out, err } = await run('--library', opened.library.path, 'words', 'export', ...args);
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toMatch(/^This folder belongs to a source of the library, and nothing is written beside originals\./);
  }
  await standsAsItWas();
  const outside = join(root, 'outside');
  expect((await opened.ask('/api/words/sidecars', post({ directory: outside, q: '' }))).status).toBe(200);
});

test('a library is not created in a folder with originals', async () => {
  const { folder, root } = opened.archive;
  for (const library of [folder, join(root, 'link'), root]) {
    const { code, out, err } = await run('--library', library, '--json', 'search');
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toMatch(/^The library would lie among originals/);
  }
  await standsAsItWas();
});

test('a folder with the library inside is not imported', async () => {
  const { folder, root } = opened.archive;
  const library = join(root, 'sources', 'mine', 'library');
  await mkdir(library, { recursive: true });
  await symlink(join(root, 'sources'), join(root, 'link-to-sources'));
  for (const path of [join(root, 'sources'), join(root, 'sources', 'mine'), library, join(root, 'link-to-sources')]) {
    const { code, out, err } = await run('--library', library, '--json', 'import', path);
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toMatch(/^The library would lie among originals/);
  }
  expect((await run('--library', library, '--json', 'import', folder)).code).toBe(0);
});
