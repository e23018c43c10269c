/** Previews of clips that nothing but their content identifies are files of those clips. */
import { mkdir, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { jpeg, mp4, webp } from '../fixtures/media.ts';
import { exportRecord, generationsJson } from '../fixtures/sora-export.ts';
import { tempFolder, writeFiles } from '../fixtures/temp.ts';
import { dumpOf, type TestLibrary, testLibrary } from './library.ts';

async function filesOf({ library }: TestLibrary): Promise<readonly (readonly string[])[]> {
  const { items } = await library.reads.search({ q: '', sort: 'oldest', seed: 0, limit: 100, offsetId: null });
  return items.map(({ files }) => files.map(({ path, role }) => `${path.split('/').at(-1)} ${role}`).sort());
}

test('a preview beside a clip without an identifier is a file of this clip, with or without a note', async () => {
  const root = await tempFolder();
  await writeFiles(root, {
    'alone/Boats.mp4': await mp4('boats'),
    'alone/Boats_thumbnail.webp': await webp('boats'),
    'noted/Kettle.mp4': await mp4('kettle'),
    'noted/Kettle.jpg': await jpeg('kettle'),
    'noted/Kettle.json': JSON.stringify({ prompt: 'a kettle sings' }),
  });
  const tested = await testLibrary();
  const report = await tested.import(root);
  expect(report.problems).toEqual([]);
  expect([...(await filesOf(tested))].sort()).toEqual([
    ['Boats.mp4 original', 'Boats_thumbnail.webp thumbnail'],
    ['Kettle.jpg thumbnail', 'Kettle.mp4 original'],
  ]);
  expect((await tested.import(root)).files).toMatchObject({ added: 0, updated: 0 });
  await mkdir(join(root, 'moved'));
  for (const name of ['Boats.mp4', 'Boats_thumbnail.webp'])
    await rename(join(root, 'alone', name), join(root, 'moved', name));
  await tested.import(root);
  expect([...(await filesOf(tested))].sort()).toEqual([
    ['Boats.mp4 original', 'Boats_thumbnail.webp thumbnail'],
    ['Kettle.jpg thumbnail', 'Kettle.mp4 original'],
  ]);
});

test('a preview of a copy that is known by its content goes to the generation of that content, in any order', async () => {
  const root = await tempFolder();
  const clip = await mp4('known');
  await writeFiles(root, {
    'export/generations.json': generationsJson([exportRecord(1)]),
    [`export/${exportRecord(1).id}.mp4`]: clip,
    'copy/file-AbCdEfGh12345678.dat': clip,
    'loose/My best.mp4': clip,
    'loose/My best_poster.jpg': await jpeg('best'),
  });
  const dumps: unknown[] = [];
  for (const order of [
    ['export', 'copy', 'loose'],
    ['loose', 'copy', 'export'],
  ]) {
    const tested = await testLibrary();
    for (const folder of order) await tested.import(join(root, folder));
    expect(await filesOf(tested)).toEqual([
      [
        'My best.mp4 original',
        'My best_poster.jpg thumbnail',
        'file-AbCdEfGh12345678.dat original',
        `${exportRecord(1).id}.mp4 original`,
      ].sort(),
    ]);
    dumps.push(dumpOf(tested.directory));
  }
  expect(dumps[1]).toEqual(dumps[0]);
});
