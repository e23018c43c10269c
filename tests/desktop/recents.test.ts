/** Recent archives: which are listed, in which order, their names in a menu, and "Clear". */
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { SourceInfo } from '../../src-main/contract/library/library.ts';
import { openRecents, recentLabel, recentPaths } from '../../src-main/desktop/menu/recents.ts';
import { openWithArchive } from '../app/opened.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'afterimage-recents-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const at = (path: string, importedAt: string | null, addedAt = '2026-01-01T00:00:00.000Z') => ({
  path,
  importedAt,
  addedAt,
});

test('the source imported last comes first; without a finished import, the time it was added counts', () => {
  const sources = [
    at('/a.zip', '2026-01-02T00:00:00.000Z'),
    at('/b.zip', '2026-01-04T00:00:00.000Z'),
    at('/c.zip', null, '2026-01-03T00:00:00.000Z'),
    at('/d.zip', '2026-01-02T00:00:00.000Z'),
  ];
  expect(recentPaths(sources, [], '/library', null)).toEqual(['/b.zip', '/c.zip', '/d.zip', '/a.zip']);
});

test('an archive imported again comes first even if nothing changed; a removed source is not listed', () => {
  const sources = [
    at('/a.zip', '2026-01-02T00:00:00.000Z'),
    at('/b.zip', '2026-01-04T00:00:00.000Z'),
    at('/c.zip', '2026-01-03T00:00:00.000Z'),
  ];
  const imported = [
    { path: '/removed.zip', startedAt: '2026-01-06T00:00:00.000Z' },
    { path: '/c.zip', startedAt: '2026-01-05T00:00:00.000Z' },
    { path: '/a.zip', startedAt: '2026-01-05T00:00:00.000Z' },
  ];
  expect(recentPaths(sources, imported, '/library', null)).toEqual(['/c.zip', '/a.zip', '/b.zip']);
});

test('the sample archive is not listed, and at most ten archives are', () => {
  const many = Array.from({ length: 14 }, (_, index) => at(`/${index}.zip`, null));
  expect(recentPaths([at('/library/sample', null), ...many], [], '/library', null)).toEqual(
    Array.from({ length: 10 }, (_, index) => `/${13 - index}.zip`),
  );
});

test('archives imported before the list was cleared are not listed', () => {
  const sources = [at('/a.zip', '2026-01-02T00:00:00.000Z'), at('/b.zip', '2026-01-04T00:00:00.000Z')];
  expect(recentPaths(sources, [], '/library', '2026-01-03T00:00:00.000Z')).toEqual(['/b.zip']);
});

test.each([
  ['/home/ada/Downloads/export-1.zip', 'export-1.zip — ~/Downloads'],
  ['/home/ada/export.zip', 'export.zip — ~'],
  ['/home/adamant/export.zip', 'export.zip — /home/adamant'],
  ['/media/Cats & Dogs/a&b.zip', 'a&&b.zip — /media/Cats && Dogs'],
  ['/media/line\nbreak\u202egpj.zip', 'line break gpj.zip — /media'],
  ['/', '/'],
])('%j is listed as %j', (path, label) => {
  expect(recentLabel(path, '/home/ada')).toBe(label);
});

test('a long name is cut in the middle, never inside a character', () => {
  const label = recentLabel(`/media/${'🎬'.repeat(80)}-part-2.zip`, '/home/ada');
  expect([...label].length).toBeLessThan(70);
  expect(label).toContain('…');
  expect(label).toContain('-part-2.zip — /media');
  expect(label.isWellFormed()).toBe(true);
});

test('the list reports each change, marks missing archives, and stays cleared after a restart', async () => {
  const there = join(folder, 'there.zip');
  await writeFile(there, '');
  const gone = join(folder, 'gone.zip');
  const sources = [
    at(gone, '2026-01-02T00:00:00.000Z'),
    at(there, '2026-01-01T00:00:00.000Z'),
  ] as unknown as SourceInfo[];
  let changes = 0;
  const parts = {
    reads: { sources: async () => sources, importedPaths: async () => [] },
    libraryFolder: join(folder, 'library'),
    file: join(folder, 'recents.json'),
    onChange: () => {
      changes += 1;
    },
  };
  const recents = openRecents(parts);
  await recents.refresh();
  await recents.refresh();
  expect(changes).toBe(1);
  expect(recents.list()).toEqual([
    { path: gone, isThere: false },
    { path: there, isThere: true },
  ]);

  await mkdir(gone);
  await recents.look();
  expect(recents.list()[0]).toEqual({ path: gone, isThere: true });

  await recents.clear();
  expect(recents.list()).toEqual([]);
  const again = openRecents(parts);
  await again.refresh();
  expect(again.list()).toEqual([]);
  await writeFile(parts.file, '{"clearedAt": "yesterday"}');
  const damaged = openRecents(parts);
  await damaged.refresh();
  expect(damaged.list()).toHaveLength(2);
});

test('the list follows the imports of a real library, also without changes and after it was cleared', async () => {
  const { archive, library, close } = await openWithArchive('desktop');
  const file = join(folder, 'real.json');
  const recents = openRecents({ reads: library.reads, libraryFolder: library.path, file, onChange: () => {} });
  const listed = async (): Promise<readonly string[]> => {
    await recents.refresh();
    return recents.list().map(({ path }) => path);
  };
  const imports = async (path: string): Promise<void> =>
    void (await library.jobs.finished((await library.jobs.import([path])).id));
  expect(await listed()).toEqual([archive.folder, archive.zip]);
  await imports(archive.zip);
  expect(await listed()).toEqual([archive.zip, archive.folder]);
  await recents.clear();
  expect(await listed()).toEqual([]);
  await imports(archive.folder);
  expect(await listed()).toEqual([archive.folder]);
  await close();
}, 60_000);

test('a closing library leaves the list unchanged', async () => {
  let isOpen = true;
  const recents = openRecents({
    reads: {
      async sources() {
        if (!isOpen) throw new Error('The thread has ended.');
        return [at('/a.zip', null)] as unknown as SourceInfo[];
      },
      importedPaths: async () => [],
    },
    libraryFolder: '/library',
    file: join(folder, 'none.json'),
    onChange: () => {},
  });
  await recents.refresh();
  isOpen = false;
  await recents.refresh();
  expect(recents.list().map(({ path }) => path)).toEqual(['/a.zip']);
});
