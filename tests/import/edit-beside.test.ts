/** An edit beside an import is answered between two of its batches, not when everything was read. */
import { expect, test, vi } from 'vitest';
import { exportRecord, generationsJson } from '../fixtures/sora-export.ts';
import { tempFolder, writeFiles } from '../fixtures/temp.ts';
import { testLibrary } from './library.ts';

const RECORDS = 12_000;

test('an edit during a long import is answered soon', async () => {
  const archive = await tempFolder();
  await writeFiles(archive, {
    'generations.json': generationsJson(Array.from({ length: RECORDS }, (_, at) => exportRecord(at))),
  });
  const { library } = await testLibrary();
  const { id } = await library.jobs.import([archive]);
  await vi.waitUntil(async () => (await library.reads.total()) > 0, { timeout: 30_000, interval: 5 });
  const [first] = await library.reads.rowids('');
  await library.edits.edit({
    selection: { type: 'rowids', rowids: [first as number] },
    change: { set: 'favorite', favorite: true },
  });
  expect(await library.reads.total()).toBeLessThan(RECORDS);
  await library.jobs.finished(id);
}, 120_000);
