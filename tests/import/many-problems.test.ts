/** A report lists a thousand problems of a kind; those that it only counts are problems all the same. */
import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import { exportRecord, generationsJson } from '../fixtures/sora-export.ts';
import { tempFolder, writeFiles } from '../fixtures/temp.ts';
import { testLibrary } from './library.ts';

vi.setConfig({ testTimeout: 120_000 });

test('a problem beyond the listed ones is reported again at the next import', async () => {
  const root = await tempFolder();
  const [many, one] = [join(root, 'a-many'), join(root, 'b-one')];
  const damaged = (count: number): Record<string, string> =>
    Object.fromEntries(Array.from({ length: count }, (_, at) => [`capture-${at}.mp4`, `no video ${at}`]));
  await writeFiles(many, damaged(1_001));
  await writeFiles(one, { ...damaged(1), 'generations.json': generationsJson([exportRecord(1)]) });
  const { import: run } = await testLibrary();
  const alone = await (await testLibrary()).import(one);
  expect(alone.problems).not.toEqual([]);
  const together = await run(many, one);
  expect(together.problems.some(({ path }) => path.startsWith(one))).toBe(false);
  expect((await run(one)).problems).toEqual(alone.problems);
});
