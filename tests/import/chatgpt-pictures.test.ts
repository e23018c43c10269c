/** Tests that pictures of ChatGPT without an id of their generation are whole items, and that a second import changes nothing. */
import { expect, test, vi } from 'vitest';
import { conversation } from '../fixtures/chatgpt-export.ts';
import { png } from '../fixtures/media.ts';
import { tempFolder, writeFiles } from '../fixtures/temp.ts';
import { dumpOf, testLibrary } from './library.ts';

vi.setConfig({ testTimeout: 120_000 });

test('a picture and the upload that it was made from are one item, without any id; the library adds its name', async () => {
  const root = await tempFolder();
  const [picture, upload, named] = ['file_00000001', 'file_00000002', 'file_00000003'];
  const talk = conversation(1, [
    { file: picture as string, native: true, words: 'restyle it', upload: upload as string },
  ]);
  await writeFiles(root, {
    'conversations.json': JSON.stringify([talk]),
    'library_files.json': JSON.stringify([
      {
        file_id: named,
        file_name: 'Brass snail.png',
        mime_type: 'image/png',
        created_at: '2026-08-17T04:36:27.325710+00:00',
        image_gen_generation_id: 's_6514e1c097dc8191a71951dbd5db6502',
        origination_thread_id: 'talk-1',
        origination_message_id: null,
      },
    ]),
    [`${picture}.dat`]: png('picture'),
    [`${upload}.dat`]: png('upload'),
    [`${named}.dat`]: png('named'),
  });
  const { directory, library, import: bring } = await testLibrary();
  const report = await bring(root);
  expect(report.problems).toEqual([]);
  const { items } = await library.reads.search({ q: '', sort: 'oldest', seed: 0, limit: 50, offsetId: null });
  expect(items).toMatchObject([
    { state: 'complete', prompt: 'restyle it', files: [{ role: 'original' }, { role: 'reference' }] },
    {
      state: 'complete',
      prompt: 'restyle it',
      title: 'Brass snail',
      postId: null,
      createdAt: '2026-08-17T04:36:27.325Z',
      dateSource: 'record',
      files: [{ role: 'original' }],
    },
  ]);
  const before = dumpOf(directory);
  const again = await bring(root);
  expect(again.generations).toEqual({ added: 0, updated: 0, unchanged: 2 });
  expect(dumpOf(directory)).toEqual(before);
});
