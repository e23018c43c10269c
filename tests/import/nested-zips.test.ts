/** Zips that are compressed inside a zip: read like any other, unpacked only while they are read. */
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { createApp } from '../../src-main/app/http/routes.ts';
import type { Library } from '../../src-main/app/library/library.ts';
import { openLibrary } from '../../src-main/app/library/open-library.ts';
import { staticPage } from '../../src-main/app/static-page.ts';
import { exportRecord, exportZip } from '../fixtures/sora-export.ts';
import { tempFolder } from '../fixtures/temp.ts';
import { zip } from '../fixtures/zip.ts';
import { dumpOf } from './library.ts';

async function opened(directory: string): Promise<Library> {
  const library = await openLibrary({ directory, backgroundPreviews: false });
  onTestFinished(() => library.close());
  return library;
}

async function bring(library: Library, path: string) {
  const { id } = await library.jobs.import([path]);
  const { report } = await library.jobs.finished(id);
  if (!report) throw new Error('no report');
  return report;
}

const [first, second] = [exportRecord(1), exportRecord(2)];

/** Two parts in one zip, as people zip the folder of their downloads. */
async function outer(path: string, deflate: boolean): Promise<void> {
  const parts = [
    { name: 'Sora/sora-data-files-export-1.zip', content: await exportZip([first]), deflate },
    { name: 'Sora/sora-data-files-export-2.zip', content: await exportZip([second]), deflate },
  ];
  await writeFile(path, zip(parts));
}

/** What is unpacked now, by every process. */
const unpacked = async (directory: string): Promise<readonly string[]> =>
  (await readdir(join(directory, 'unpacked'), { recursive: true })).filter((name) => /\.(?:zip|part)$/.test(name));

test('zips compressed inside a zip are read like stored ones, and nothing unpacked remains', async () => {
  const folder = await tempFolder();
  const path = join(folder, 'backup.zip');
  const dumps: unknown[] = [];
  for (const deflate of [false, true]) {
    await outer(path, deflate);
    const before = await readFile(path);
    const directory = join(folder, `library ${deflate}`);
    const library = await opened(directory);
    const report = await bring(library, path);
    expect(report.problems).toEqual([]);
    expect(report).toMatchObject({ walked: 4, generations: { added: 2 }, files: { added: 2, skipped: 0 } });
    expect(await unpacked(directory).catch(() => [])).toEqual([]);
    expect(await library.verification.now({ sourceId: null, resume: false }, () => {})).toMatchObject({
      intact: 2,
      changed: [],
      missing: [],
      new: [],
    });
    expect(await readFile(path)).toEqual(before);
    dumps.push(dumpOf(directory));
  }
  expect(dumps[1]).toEqual(dumps[0]);
});

test('a clip in a compressed zip has a poster and plays, and no unpacked file stays when the library closes', async () => {
  const folder = await tempFolder();
  const path = join(folder, 'backup.zip');
  await outer(path, true);
  const directory = join(folder, 'library');
  const library = await openLibrary({ directory, backgroundPreviews: false });
  await bring(library, path);
  const item = await library.reads.show(second.id);
  expect(await library.previews.get(item?.rowid ?? 0, 'poster', 0)).toMatchObject({ mime: 'image/webp' });
  const file = item?.files[0];
  const answer = await createApp({ library, door: 'browser', page: staticPage(folder) }).fetch(
    new Request(`http://127.0.0.1/media/file/${file?.fileId}`, { headers: { range: 'bytes=4-7' } }),
  );
  expect([answer.status, await answer.text()]).toEqual([206, 'ftyp']);
  await library.close();
  expect(await unpacked(directory)).toEqual([]);
});

test('a rescan without changes unpacks nothing and deletes what a crash left', async () => {
  const folder = await tempFolder();
  const path = join(folder, 'backup.zip');
  await outer(path, true);
  const directory = join(folder, 'library');
  const library = await openLibrary({ directory, backgroundPreviews: false });
  await bring(library, path);
  await library.close();
  const dead = join(directory, 'unpacked', '999999999');
  await mkdir(dead);
  await writeFile(join(dead, 'left.zip'), 'x');
  const again = await opened(directory);
  expect(await unpacked(directory)).toEqual([]);
  const report = await bring(again, path);
  expect(report).toMatchObject({
    problems: [],
    walked: 4,
    generations: { added: 0, updated: 0 },
    files: { unchanged: 2 },
  });
  // A process makes its folder when it unpacks for the first time.
  expect(await readdir(join(directory, 'unpacked'))).toEqual(['lists']);
});

test('a zip bomb is reported, and the rest is read', async () => {
  const folder = await tempFolder();
  const path = join(folder, 'backup.zip');
  const parts = [
    { name: 'bomb.zip', content: 'x', deflate: true, statedSize: 3_000_000_000 },
    { name: 'huge.zip', content: 'y', deflate: true, statedSize: 2 ** 32 - 2 },
    { name: 'lie.zip', content: await exportZip([first]), deflate: true, statedSize: 100 },
    { name: 'sound.zip', content: await exportZip([second]), deflate: true },
  ];
  await writeFile(path, zip(parts));
  const directory = join(folder, 'library');
  const report = await bring(await opened(directory), path);
  expect(report.problems.map((problem) => [problem.path.slice(path.length + 1), problem.code])).toEqual([
    ['bomb.zip', 'zip-bomb'],
    ['huge.zip', 'zip-bomb'],
    ['lie.zip', 'zip-damaged'],
  ]);
  expect(report).toMatchObject({ generations: { added: 1 }, walked: 5 });
  expect(await unpacked(directory)).toEqual([]);
});
