/** Names and folders of imported files: found, shown, followed when they change, and never a path that is followed. */
import { cp, mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import type { Library } from '../../src-main/app/library/library.ts';
import { shownTitle } from '../../src-main/contract/items/shown-title.ts';
import { mp4 } from '../fixtures/media.ts';
import { tempFolder } from '../fixtures/temp.ts';
import { zip } from '../fixtures/zip.ts';
import { testLibrary } from './library.ts';

async function put(folder: string, name: string, mark = name): Promise<void> {
  const path = join(folder, name);
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, await mp4(mark));
}

const found = async ({ reads }: Library, q: string): Promise<number> => (await reads.rowids(q)).length;
const titles = async ({ reads }: Library, q: string): Promise<readonly (string | null)[]> => {
  const { items } = await reads.cards({ q, sort: 'newest', seed: 0, limit: 100, offset: 0 });
  return items.map(({ text }) => text).toSorted();
};
const tree = async ({ reads }: Library, under: string | null): Promise<readonly (readonly [string, number])[]> => {
  const { folders } = await reads.folders({ q: '', under, offset: 0, limit: 100 });
  return folders.map(({ name, total }) => [name, total] as const);
};

test('files are found by their names and folders, in folders and zips, and are called by their names', async () => {
  const folder = join(await tempFolder(), 'clips');
  await put(folder, 'Venice Trip/PaperDragon_final.mp4');
  await put(folder, '3f2504e0-4f89-11d3-9a0c-0305e82c3301.mp4');
  const packed = [{ name: 'night/lantern-boat.mp4', content: await mp4('lantern') }];
  await writeFile(join(folder, 'part-1.zip'), zip(packed));
  const { library, import: bring } = await testLibrary();
  await bring(folder);
  expect(await titles(library, 'venice ')).toEqual(['PaperDragon final']);
  expect(await titles(library, '"paper dragon"')).toEqual(['PaperDragon final']);
  expect(await titles(library, 'path:part/night/lantern ')).toEqual(['lantern boat']);
  expect(await titles(library, 'folder:part-1.zip')).toEqual(['lantern boat']);
  expect(await titles(library, '-has:folder')).toEqual(['3f2504e0-4f89-11d3-9a0c-0305e82c3301']);
  expect(await tree(library, folder)).toEqual([
    ['part-1.zip', 1],
    ['Venice Trip', 1],
  ]);
  expect(await tree(library, join(folder, 'part-1.zip'))).toEqual([['night', 1]]);
  const [rowid] = await library.reads.rowids('lantern ');
  const detail = await library.reads.showRow(rowid as number);
  expect(detail?.places[0]?.folders.map(({ name }) => name)).toEqual(['clips', 'part-1.zip', 'night']);
  expect(detail && shownTitle(detail)).toBe('lantern boat');
  expect(
    (await library.reads.cards({ q: 'boat ', sort: 'newest', seed: 0, limit: 1, offset: 0 })).items[0]?.place,
  ).toBe('part-1.zip/night/lantern-boat.mp4');
});

test('copies of one item are found in each of their folders, and count once', async () => {
  const folder = join(await tempFolder(), 'clips');
  await put(folder, 'keep/red.mp4', 'same');
  await put(folder, 'spare/blue.mp4', 'same');
  const { library, import: bring } = await testLibrary();
  await bring(folder);
  expect(await library.reads.total()).toBe(1);
  for (const q of ['folder:keep', 'folder:spare', 'red ', 'file:blue ', 'path:spare/blue '])
    expect(await found(library, q)).toBe(1);
  expect(await tree(library, null)).toEqual([['clips', 1]]);
  const card = async (q: string) =>
    (await library.reads.cards({ q, sort: 'newest', seed: 0, limit: 1, offset: 0 })).items[0]?.place;
  expect([await card('red '), await card('blue ')]).toEqual(['keep/red.mp4', 'spare/blue.mp4']);
});

test('renamed and moved files follow at the next import, a second import changes nothing', async () => {
  const folder = join(await tempFolder(), 'clips');
  await put(folder, 'one/dragon.mp4');
  const { library, import: bring } = await testLibrary();
  await bring(folder);
  expect((await bring(folder)).generations.updated).toBe(0);
  await mkdir(join(folder, 'two'));
  await rename(join(folder, 'one/dragon.mp4'), join(folder, 'two/lantern.mp4'));
  await bring(folder);
  expect(await titles(library, '')).toEqual(['lantern']);
  expect([await found(library, 'lantern '), await found(library, 'folder:two')]).toEqual([1, 1]);
  expect([await found(library, 'dragon '), await found(library, 'folder:one')]).toEqual([0, 0]);
  expect(await tree(library, folder)).toEqual([['two', 1]]);
});

test('a moved source takes its folders along', async () => {
  const base = await tempFolder();
  await put(join(base, 'old'), 'sub/dragon.mp4');
  const { library, import: bring } = await testLibrary();
  await bring(join(base, 'old'));
  await cp(join(base, 'old'), join(base, 'new'), { recursive: true });
  await rm(join(base, 'old'), { recursive: true });
  const [source] = await library.reads.sources();
  const { id } = await library.sources.move(source?.id as number, join(base, 'new'));
  await library.jobs.finished(id);
  expect(await tree(library, null)).toEqual([['new', 1]]);
  expect(await found(library, `folder:"${join(base, 'new', 'sub')}"`)).toBe(1);
  expect(await found(library, 'path:sub/dragon ')).toBe(1);
});

test('when the folder around a source is imported, the name of the source becomes a folder', async () => {
  const base = join(await tempFolder(), 'outer');
  await put(base, 'Lanterns/deep/boat.mp4');
  await put(base, 'other.mp4');
  const { library, import: bring } = await testLibrary();
  await bring(join(base, 'Lanterns'));
  expect(await found(library, 'path:lanterns ')).toBe(0);
  await bring(base);
  expect(await found(library, 'path:lanterns ')).toBe(1);
  expect(await tree(library, null)).toEqual([['outer', 2]]);
  expect(await tree(library, base)).toEqual([['Lanterns', 1]]);
  const [inner] = (await library.reads.sources()).filter(({ path }) => path === base);
  const { id } = await library.sources.remove(inner?.id as number);
  await library.jobs.finished(id);
  expect(await tree(library, null)).toEqual([['Lanterns', 1]]);
  expect(await found(library, 'path:lanterns ')).toBe(0);
});

test('a source that is one file has a name and no folder', async () => {
  const folder = await tempFolder();
  await put(folder, 'Single Take.mp4');
  const { library, import: bring } = await testLibrary();
  await bring(join(folder, 'Single Take.mp4'));
  expect(await titles(library, 'file:single ')).toEqual(['Single Take']);
  expect([await found(library, 'has:folder'), await found(library, 'folder:none')]).toEqual([0, 1]);
  expect(await tree(library, null)).toEqual([['Single Take.mp4', 1]]);
});

test('odd names are found, shown, and never followed', async () => {
  const folder = join(await tempFolder(), 'odd');
  const long = `${'é'.repeat(125)}.mp4`;
  const deep = `${Array.from({ length: 40 }, (_, at) => `level${at}`).join('/')}/bottom.mp4`;
  for (const name of [
    long,
    'two\nlines.mp4',
    '12345.mp4',
    'right\u202egnp.mp4',
    deep,
    'Caf\u00e9.mp4',
    'Cafe\u0301.mp4',
    'CAF\u00c9.mp4',
  ])
    await put(folder, name);
  const packed = [
    { name: '../../up.mp4', content: await mp4('up') },
    { name: 'C:\\Windows\\drive.mp4', content: await mp4('drive') },
  ];
  await writeFile(join(folder, 'odd.zip'), zip(packed));
  const { library, import: bring } = await testLibrary();
  await bring(folder);
  for (const q of [
    'file:12345 ',
    '"two lines"',
    'right ',
    'level39 ',
    'folder:level0',
    'folder:level38/level39',
    'up ',
    'drive ',
  ])
    expect([q, await found(library, q)]).toEqual([q, 1]);
  expect(await found(library, 'cafe ')).toBe(3);
  expect(await found(library, `file:${'é'.repeat(125)}`)).toBe(1);
  expect(await titles(library, 'file:two*')).toEqual(['two lines']);
  const all = async (under: string | null): Promise<readonly string[]> => {
    const { folders } = await library.reads.folders({ q: '', under, offset: 0, limit: 1000 });
    return (await Promise.all(folders.map(async (one) => [one.path, ...(await all(one.path))]))).flat();
  };
  const paths = await all(null);
  expect(paths.filter((path) => path.includes('level'))).toHaveLength(40);
  expect(paths.every((path) => path.startsWith(folder))).toBe(true);
});
