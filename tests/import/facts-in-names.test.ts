/** Tests that the facts in a file's name fill what no record and no text inside the file says, and never more. */
import { expect, test, vi } from 'vitest';
import { PARAMETERS, pngWith } from '../fixtures/embedded.ts';
import { png } from '../fixtures/media.ts';
import { tempFolder, writeFiles } from '../fixtures/temp.ts';
import { testLibrary } from './library.ts';

vi.setConfig({ testTimeout: 60_000 });

const JOB = '1b9d6bcd-bbfd-4b2d-9b5d-ab8dfbbd4bed';

test('a name gives the facts of an item without a record, and each says that it comes from the name', async () => {
  const root = await tempFolder();
  await writeFiles(root, {
    [`ada_a_quiet_harbour_${JOB}_2.png`]: png('harbour'),
    'DALL·E 2024-03-09 14.22.10 - An ice lighthouse.png': png('ice'),
  });
  const { library, import: bring } = await testLibrary();
  await bring(root);
  const find = async (q: string) =>
    (await library.reads.search({ q, sort: 'newest', seed: 0, limit: 5, offsetId: null })).items;
  const [harbour] = await find('harbour');
  expect(harbour).toMatchObject({
    state: 'media-only',
    prompt: 'a quiet harbour',
    author: 'ada',
    taskId: JOB,
    dateSource: 'file-time',
  });
  expect((await library.reads.show(harbour?.id ?? ''))?.provenance).toMatchObject({
    prompt: 'name',
    author: 'name',
    taskId: 'name',
    createdAt: 'file',
  });
  const [ice] = await find('lighthouse');
  expect(ice).toMatchObject({
    prompt: 'An ice lighthouse',
    createdAt: new Date(2024, 2, 9, 14, 22, 10).toISOString(),
    dateSource: 'filename',
    model: null,
  });
  expect((await library.reads.show(ice?.id ?? ''))?.provenance).toMatchObject({ prompt: 'name', createdAt: 'name' });
});

test('a note and a text inside the file are above the name, however short they are', async () => {
  const root = await tempFolder();
  await writeFiles(root, {
    'Default_a_very_long_line_of_words_about_owls_0.png': png('owl'),
    'Default_a_very_long_line_of_words_about_owls_0.txt': 'an owl',
    '00012-1111111111.png': pngWith({ parameters: PARAMETERS }),
  });
  const { library, import: bring } = await testLibrary();
  await bring(root);
  const { items } = await library.reads.search({ q: '', sort: 'newest', seed: 0, limit: 5, offsetId: null });
  expect(items.map(({ prompt }) => prompt).sort()).toContain('an owl');
  const inside = items.find(({ formats }) => formats.includes('embedded'));
  expect(inside?.seed).toBe(1_234_567_890);
  expect((await library.reads.show(inside?.id ?? ''))?.provenance).toMatchObject({ seed: 'embedded' });
});
