/** Tests folders and single files as sources: links, odd names, unreadable files. */
import { execFileSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { mkdir, rm, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test, vi } from 'vitest';
import { InputError } from '../../src-main/formats/source.ts';
import { openSource } from '../../src-main/formats/source-files/open-source.ts';
import { tempFolder, writeFiles } from '../fixtures/temp.ts';
import { zip } from '../fixtures/zip.ts';
import { textOf } from './collect.ts';

// Slow only when many processes run at the same time.
vi.setConfig({ testTimeout: 60_000 });

const namesOf = (source: { entries: readonly { name: string }[] }): string[] => source.entries.map(({ name }) => name);

test('a folder lists its files at every depth, without system files', async () => {
  const folder = await tempFolder();
  await writeFiles(folder, {
    'a/b/c.mp4': 'c',
    'd.json': '{}',
    '._d.json': 'x',
    '.DS_Store': 'x',
    'a/Thumbs.db': 'x',
    'a/desktop.ini': 'x',
    '__MACOSX/a/._c.mp4': 'x',
    'a/@eaDir/c.mp4': 'x',
  });
  const source = await openSource(folder);
  expect(namesOf(source)).toEqual(['a/b/c.mp4', 'd.json']);
  expect(source).toMatchObject({ kind: 'folder', path: folder, complete: true, problems: [] });
  expect(source.entries[0]).toMatchObject({ path: join(folder, 'a/b/c.mp4'), entry: null, size: 1 });
});

test('an absent or removed path gives a sentence', async () => {
  const folder = await tempFolder();
  const failure = await openSource(join(folder, 'nothing')).catch((cause) => cause);
  expect(failure).toBeInstanceOf(InputError);
  expect(failure.problem.code).toBe('not-found');
  await writeFile(join(folder, 'a.mp4'), 'a');
  const { entries } = await openSource(folder);
  await rm(join(folder, 'a.mp4'));
  await expect(entries[0]?.open()).rejects.toMatchObject({ problem: { code: 'file-missing' } });
});

test('a single file is a source of one entry; a zip is also recognised by its bytes', async () => {
  const folder = await tempFolder();
  await writeFiles(folder, { 'one.mp4': 'one', 'export.download': zip([{ name: 'a.txt', content: 'hello' }]) });
  expect(await openSource(join(folder, 'one.mp4'))).toMatchObject({
    kind: 'file',
    entries: [{ name: 'one.mp4', size: 3 }],
  });
  const source = await openSource(join(folder, 'export.download'));
  expect(source.kind).toBe('zip');
  expect(namesOf(source)).toEqual(['export.download/a.txt']);
});

describe('links', () => {
  test('links inside the folder are not counted twice, links out of it are reported, loops end', async () => {
    const outside = await tempFolder();
    const folder = await tempFolder();
    await writeFiles(outside, { 'secret.mp4': 's' });
    await writeFiles(folder, { 'real/a.mp4': 'a' });
    await symlink(join(folder, 'real'), join(folder, 'again'));
    await symlink(join(folder, 'real/a.mp4'), join(folder, 'same.mp4'));
    await symlink('..', join(folder, 'real/loop'));
    await symlink(join(outside, 'secret.mp4'), join(folder, 'out.mp4'));
    await symlink(outside, join(folder, 'outside'));
    await symlink('nowhere', join(folder, 'broken'));
    await symlink('self', join(folder, 'self'));
    const source = await openSource(folder);
    expect(namesOf(source)).toEqual(['real/a.mp4']);
    expect(source.problems.map(({ code }) => code).sort()).toEqual([
      'link-broken',
      'link-broken',
      'link-outside',
      'link-outside',
    ]);
    const links = source.passedOver.map(({ name, reason }) => `${name}: ${reason}`).sort();
    expect(links).toEqual(
      ['again', 'broken', 'out.mp4', 'outside', 'real/loop', 'same.mp4', 'self'].map((name) => `${name}: link`),
    );
    expect(source.complete).toBe(true);
  });

  test('the chosen folder can itself be a link', async () => {
    const folder = await tempFolder();
    await writeFiles(folder, { 'real/a.mp4': 'a' });
    await symlink(join(folder, 'real'), join(folder, 'chosen'));
    expect(namesOf(await openSource(join(folder, 'chosen')))).toEqual(['a.mp4']);
  });
});

describe('odd names', () => {
  test('names with line breaks, the longest names, and two spellings of one letter are listed', async () => {
    const folder = await tempFolder();
    const names = [
      'two\nlines.mp4',
      `${'x'.repeat(251)}.mp4`,
      'caf\u00e9.mp4',
      'cafe\u0301.mp4',
      'back\\slash.mp4',
      '%2e%2e.mp4',
      ' .mp4',
    ];
    for (const name of names) await writeFile(join(folder, name), name);
    const source = await openSource(folder);
    expect(namesOf(source).sort()).toEqual([...names].sort());
    for (const entry of source.entries) expect(await textOf(entry.open())).toBe(entry.name);
  });

  test.skipIf(process.platform !== 'linux')(
    'a name that is not valid text is reported, and the walk goes on',
    async () => {
      const folder = await tempFolder();
      await writeFile(join(folder, 'good.mp4'), 'x');
      await writeFile(
        Buffer.concat([Buffer.from(`${folder}/bad-`), Buffer.from([0xff, 0xfe]), Buffer.from('.mp4')]),
        'x',
      );
      const source = await openSource(folder);
      expect(namesOf(source)).toEqual(['good.mp4']);
      expect(source.problems.map(({ code }) => code)).toEqual(['name-undecodable']);
      expect(source.passedOver.map(({ reason }) => reason)).toEqual(['unreadable']);
    },
  );

  test.skipIf(process.platform === 'win32')('pipes and sockets are not listed', async () => {
    const folder = await tempFolder();
    execFileSync('mkfifo', [join(folder, 'pipe.mp4')]);
    expect(namesOf(await openSource(folder))).toEqual([]);
  });
});

describe('unreadable files and folders', () => {
  test.skipIf(process.getuid?.() === 0 || process.platform === 'win32')(
    'a forbidden folder is a problem, and the source is not complete',
    async () => {
      const folder = await tempFolder();
      await writeFiles(folder, { 'a.mp4': 'a' });
      await mkdir(join(folder, 'forbidden'), { mode: 0o000 });
      const source = await openSource(folder);
      expect(namesOf(source)).toEqual(['a.mp4']);
      expect(source.problems.map(({ code }) => code)).toEqual(['folder-unreadable']);
      expect(source.complete).toBe(false);
    },
  );

  test('a folder that disappears during the walk is a problem, and the source is not complete', async () => {
    const folder = await tempFolder();
    await writeFiles(
      folder,
      Object.fromEntries(Array.from({ length: 30 }, (_, i) => [`${String(i).padStart(2, '0')}/a.mp4`, 'a'])),
    );
    let taken = false;
    const source = await openSource(folder, {
      onProgress: () => {
        // Called between groups of folders: all folders that are not listed yet are removed at once.
        if (!taken) for (const name of readdirSync(folder)) execFileSync('rm', ['-rf', join(folder, name)]);
        taken = true;
      },
    });
    expect(source.complete).toBe(false);
    expect(source.entries.length).toBeLessThan(30);
    expect(new Set(source.problems.map(({ code }) => code))).toEqual(new Set(['folder-unreadable']));
  });

  test('an aborted walk ends with the signal’s reason', async () => {
    const folder = await tempFolder();
    await writeFiles(folder, { 'a/b/c.mp4': 'c' });
    const controller = new AbortController();
    await expect(
      openSource(folder, { signal: controller.signal, onProgress: () => controller.abort(new Error('enough')) }),
    ).rejects.toThrow('enough');
  });

  test('excluded folders are not part of the source', async () => {
    const folder = await tempFolder();
    await writeFiles(folder, { 'a.mp4': 'a', 'library/poster.webp': 'p' });
    expect(namesOf(await openSource(folder, { exclude: [join(folder, 'library')] }))).toEqual(['a.mp4']);
  });
});

test('zips anywhere in a folder appear as folders', async () => {
  const folder = await tempFolder();
  const part = zip([{ name: 'generations.json', content: '[]' }]);
  await writeFiles(folder, { 'deep/er/Part.ZIP': part, 'part.zip': part, 'part/generations.json': '[]' });
  const source = await openSource(folder);
  expect(namesOf(source).sort()).toEqual([
    'deep/er/Part.ZIP/generations.json',
    'part.zip/generations.json',
    'part/generations.json',
  ]);
  expect(source.entries.find(({ name }) => name.startsWith('deep'))).toMatchObject({
    path: join(folder, 'deep/er/Part.ZIP'),
    entry: 'generations.json',
  });
});

test('ranges of a file give the requested bytes, and an unread stream opens nothing', async () => {
  const folder = await tempFolder();
  await writeFile(join(folder, 'a.mp4'), '0123456789');
  const [entry] = (await openSource(folder)).entries;
  expect(await textOf(entry?.open({ start: 2, end: 5 }) as never)).toBe('234');
  expect(await textOf(entry?.open({ start: 8, end: 99 }) as never)).toBe('89');
  expect(await textOf(entry?.open({ start: 10, end: 10 }) as never)).toBe('');
  if (process.platform !== 'linux') return;
  const before = readdirSync('/proc/self/fd').length;
  for (let i = 0; i < 50; i++) await entry?.open();
  expect(readdirSync('/proc/self/fd').length).toBeLessThan(before + 10);
});
