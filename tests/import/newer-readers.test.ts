/** A source that older readers read last is read again at its next import, also the texts inside unchanged media. */
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { expect, test, vi } from 'vitest';
import { PARAMETERS, pngWith } from '../fixtures/embedded.ts';
import { png } from '../fixtures/media.ts';
import { tempFolder, writeFiles } from '../fixtures/temp.ts';
import { testLibrary } from './library.ts';

vi.setConfig({ testTimeout: 60_000 });

test('newer readers find what older ones did not know in the same files, once', async () => {
  const root = await tempFolder();
  await writeFiles(root, {
    '00012-1234567890.png': pngWith({ parameters: PARAMETERS }),
    'DALL·E 2024-03-09 14.22.10 - An ice lighthouse.png': png('ice'),
  });
  const { library, import: bring } = await testLibrary();
  await bring(root);
  const prompts = async (): Promise<readonly (string | null)[]> =>
    (await library.reads.search({ q: '', sort: 'newest', seed: 0, limit: 5, offsetId: null })).items
      .map(({ prompt }) => prompt)
      .sort();
  const known = await prompts();
  expect(known).toContain('An ice lighthouse');

  // As an older version left it: it read no text in the picture, and nothing in the name.
  const db = new Database(join(library.path, 'catalog.sqlite'));
  const forget = (reading: number): void => {
    db.prepare('UPDATE source SET reading = ?, fingerprint = NULL').run(reading);
    db.prepare(`UPDATE record SET hash = x'00', claims = json_set(claims, '$.prompt', 'unread')`).run();
    db.prepare(`UPDATE generation SET hash = x'00', prompt = 'unread'`).run();
  };
  forget(db.prepare<[], number>('SELECT reading FROM source').pluck().get() as number);
  await bring(root);
  expect(await prompts()).toEqual(['unread', 'unread']);

  forget(0);
  const report = await bring(root);
  expect(report.generations.updated).toBe(2);
  expect(await prompts()).toEqual(known);
  expect((await bring(root)).generations.updated).toBe(0);
  db.close();
});
