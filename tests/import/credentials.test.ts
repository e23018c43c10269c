/** Content Credentials on their way into the catalog, and those that an earlier version only noticed. */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { expect, test } from 'vitest';
import { CATALOG_FILE } from '../../src-main/catalog/connection.ts';
import type { FileInfo } from '../../src-main/contract/items/generation.ts';
import { intoMp4, intoPng, manifest, soraStore, store } from '../fixtures/c2pa.ts';
import { mp4, png } from '../fixtures/media.ts';
import { tempFolder, writeFiles } from '../fixtures/temp.ts';
import { type TestLibrary, testLibrary } from './library.ts';

async function filesIn({ library }: TestLibrary, q = ''): Promise<ReadonlyMap<string, FileInfo>> {
  const { items } = await library.reads.search({ q, sort: 'newest', seed: 0, limit: 50, offsetId: null });
  return new Map(items.flatMap(({ files }) => files).map((file) => [file.path.replace(/^.*\//, ''), file]));
}

async function archive(): Promise<string> {
  const root = await tempFolder();
  await writeFiles(root, {
    'clip.mp4': intoMp4(await mp4('a'), soraStore()),
    'damaged.png': intoPng(png('b'), Buffer.from('jumb of nothing')),
    'linked.png': intoPng(
      png('c'),
      store(manifest({ claim: { claim_generator: 'App https://example.com/x?sig=secret' } })),
    ),
    'plain.png': png('d'),
  });
  return root;
}

test('Content Credentials are stored, damaged ones are reported, other files have none', async () => {
  const opened = await testLibrary();
  const report = await opened.import(await archive());
  expect(report.problems).toEqual([]);
  const files = await filesIn(opened);
  expect(files.get('clip.mp4')?.c2pa).toMatchObject({
    validated: false,
    problem: null,
    manifests: [{ generator: 'Sora', claimVersion: 2 }],
  });
  expect(files.get('damaged.png')?.c2pa).toEqual({
    validated: false,
    problem: 'damaged',
    manifestCount: 0,
    manifests: [],
  });
  expect(files.get('linked.png')?.c2pa?.manifests[0]?.generator).toBe('App https://example.com/x');
  expect(files.get('plain.png')?.c2pa).toBeNull();
  expect([...(await filesIn(opened, 'has:c2pa')).keys()].toSorted()).toEqual(['clip.mp4', 'damaged.png', 'linked.png']);
});

test('files of an earlier version are read again, those without credentials are not', async () => {
  const root = await archive();
  const opened = await testLibrary();
  await opened.import(root);
  const db = new Database(join(opened.directory, CATALOG_FILE));
  db.exec(`UPDATE file SET c2pa = NULL; UPDATE source SET fingerprint = NULL`);
  db.close();
  expect((await filesIn(opened)).get('clip.mp4')?.c2pa).toMatchObject({ problem: 'not-read' });

  const again = await opened.import(root);
  expect(again.files).toMatchObject({ updated: 3, unchanged: 1, added: 0 });
  expect((await filesIn(opened)).get('clip.mp4')?.c2pa).toMatchObject({
    problem: null,
    manifests: [{ generator: 'Sora' }],
  });
  expect((await opened.import(root)).files).toMatchObject({ updated: 0, unchanged: 4 });
});

test('a file that was replaced loses its credentials in the catalog when the new one is accepted', async () => {
  const root = await archive();
  const opened = await testLibrary();
  await opened.import(root);
  await writeFile(join(root, 'clip.mp4'), await mp4('other'));
  await opened.import(root);
  const changed = (await filesIn(opened)).get('clip.mp4');
  expect(changed?.c2pa).not.toBeNull();
  await opened.library.verification.decide({ set: 'accept', fileIds: [changed?.fileId ?? 0] });
  expect((await filesIn(opened)).get('clip.mp4')?.c2pa).toBeNull();
});
