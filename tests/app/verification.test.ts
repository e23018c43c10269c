/** Verification through the routes: stopped and resumed runs, their history, restoring, and read-only libraries. */
import { copyFile, mkdir, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { beforeEach, describe, expect, test } from 'vitest';
import type { Library } from '../../src-main/app/library/library.ts';
import { openLibrary } from '../../src-main/app/library/open-library.ts';
import { mp4 } from '../fixtures/media.ts';
import { exportRecord, generationsJson } from '../fixtures/sora-export.ts';
import { tempFolder } from '../fixtures/temp.ts';
import { zip } from '../fixtures/zip.ts';
import { type TestLibrary, testLibrary } from '../import/library.ts';

const WHOLE = { sourceId: null, resume: false };

let opened: TestLibrary;
let root: string;
const clip = (n: number): string => join(root, `${exportRecord(n).id}.mp4`);

beforeEach(async () => {
  root = join(await tempFolder(), 'export');
  await mkdir(root);
  await writeFile(join(root, 'generations.json'), generationsJson([exportRecord(1), exportRecord(2), exportRecord(3)]));
  for (const n of [1, 2, 3]) await writeFile(clip(n), await mp4(`clip ${n}`));
  opened = await testLibrary();
  await opened.import(root);
});

const runs = async (library: Library = opened.library) => (await library.verification.read()).runs;

describe('runs', () => {
  test('the history stores when a run started, who started it, and its results', async () => {
    await rm(clip(2));
    const { id } = await opened.library.verification.start(WHOLE);
    expect(await opened.library.jobs.finished(id)).toMatchObject({ kind: 'verify', state: 'done' });
    const [run, ...others] = await runs();
    expect(others).toEqual([]);
    expect(run).toMatchObject({
      asked: 'person',
      outcome: 'done',
      sourceId: null,
      done: 3,
      total: 3,
      intact: 2,
      missing: 1,
      changed: 0,
    });
    expect(run?.bytes).toBe((await stat(clip(1))).size + (await stat(clip(3))).size);
    const [source] = (await opened.library.verification.read()).sources;
    expect(source).toMatchObject({ files: 3, intact: 2, missing: 1, unverified: 0 });
  });

  test('a stopped run continues after the last file that it read, and its figures cover the whole run', async () => {
    const stop = new AbortController();
    const first = await opened.library.verification.now(WHOLE, (done) => done > 0 && stop.abort(), stop.signal);
    const [stopped] = await runs();
    expect(stopped?.outcome).toBe('stopped');
    expect(stopped?.done).toBeGreaterThan(0);
    const second = await opened.library.verification.now({ sourceId: null, resume: true }, () => {});
    expect(first.intact + second.intact).toBe(3);
    expect(await runs()).toMatchObject([{ id: stopped?.id, outcome: 'done', done: 3, intact: 3 }]);
  });

  test('a run of one source has its own entry in the history', async () => {
    const other = join(await tempFolder(), 'other');
    await mkdir(other);
    await writeFile(join(other, 'loose.mp4'), await mp4('loose'));
    await opened.import(other);
    const source = (await opened.library.reads.sources()).find(({ path }) => path === other);
    const report = await opened.library.verification.now({ sourceId: source?.id ?? 0, resume: false }, () => {});
    expect(report).toMatchObject({ intact: 1, new: [] });
    expect(await runs()).toMatchObject([{ sourceId: source?.id, total: 1 }]);
    await expect(opened.library.verification.now({ sourceId: 99, resume: false }, () => {})).rejects.toMatchObject({
      code: 'not-found',
    });
  });

  test('a stopped run can be resumed after the library is reopened; a second run at the same time is refused', async () => {
    const started = await opened.library.verification.start(WHOLE);
    await expect(opened.library.verification.start(WHOLE)).rejects.toMatchObject({ code: 'verify-running' });
    await opened.library.jobs.finished(started.id);
    const stop = new AbortController();
    await opened.library.verification.now(WHOLE, () => stop.abort(), stop.signal);
    await opened.library.close();
    const again = await openLibrary({ directory: opened.directory, backgroundPreviews: false });
    try {
      const job = await again.verification.start({ sourceId: null, resume: true });
      await again.jobs.finished(job.id);
      expect((await runs(again)).map(({ outcome, done }) => [outcome, done])).toEqual([
        ['done', 3],
        ['done', 3],
      ]);
    } finally {
      await again.close();
    }
  });

  test('an edit and an import during a run do not wait for it and do not disturb it', async () => {
    const { id } = await opened.library.verification.start(WHOLE);
    const report = await opened.import(root);
    expect(report.files).toMatchObject({ unchanged: 3 });
    expect((await opened.library.jobs.finished(id)).state).toBe('done');
    expect((await runs())[0]).toMatchObject({ intact: 3 });
  });
});

describe('restoring', () => {
  test('a changed file is restored from its copy in a zip, under its own name or the next, and read back', async () => {
    const known = await readFile(clip(1));
    const second = join(await tempFolder(), 'second.zip');
    await writeFile(second, zip([{ name: basename(clip(1)), content: known }]));
    await opened.import(second);
    await writeFile(clip(1), await mp4('changed', 2));
    await opened.import(root);
    const [troubled] = (await opened.library.verification.read()).troubled;
    expect(troubled).toMatchObject({ path: clip(1), elsewhere: 1 });
    const folder = join(await tempFolder(), 'restored');
    for (const name of [basename(clip(1)), `${exportRecord(1).id} (2).mp4`]) {
      const { restored, refused } = await opened.library.restoreOriginals({
        fileIds: [troubled?.fileId ?? 0],
        folder,
        exactly: false,
      });
      expect(refused).toEqual([]);
      expect(restored).toMatchObject([{ path: join(folder, name), from: `${second}/${basename(clip(1))}` }]);
      expect((await readFile(join(folder, name))).equals(known)).toBe(true);
    }
    expect(await readdir(folder)).toHaveLength(2);
    expect((await readFile(clip(1))).equals(known)).toBe(false);
  });

  test('a copy that has changed too is not used, and no files are left behind', async () => {
    const copies = join(await tempFolder(), 'copies');
    await mkdir(copies);
    await copyFile(clip(1), join(copies, 'copy.mp4'));
    await opened.import(copies);
    await rm(clip(1));
    await opened.import(root);
    await writeFile(join(copies, 'copy.mp4'), await mp4('not any more', 2));
    const missing = (await opened.library.verification.read()).troubled.find(({ path }) => path === clip(1));
    const folder = join(await tempFolder(), 'restored');
    const { restored, refused } = await opened.library.restoreOriginals({
      fileIds: [missing?.fileId ?? 0],
      folder,
      exactly: false,
    });
    expect([restored, refused.map(({ code }) => code)]).toEqual([[], ['no-intact-copy']]);
    expect(await readdir(folder)).toEqual([]);
  });

  test('a folder of originals must be confirmed, and a folder inside the library is refused', async () => {
    const copies = join(await tempFolder(), 'copies');
    await mkdir(copies);
    await copyFile(clip(1), join(copies, basename(clip(1))));
    await opened.import(copies);
    await rm(clip(1));
    await opened.import(root);
    const missing = (await opened.library.verification.read()).troubled.find(({ path }) => path === clip(1));
    const restore = (folder: string, exactly: boolean) =>
      opened.library.restoreOriginals({ fileIds: [missing?.fileId ?? 0], folder, exactly });
    await expect(restore(root, false)).rejects.toMatchObject({ code: 'beside-originals' });
    await expect(restore(join(root, 'new folder'), true)).rejects.toMatchObject({ code: 'beside-originals' });
    await expect(restore(join(opened.directory, 'here'), true)).rejects.toMatchObject({ code: 'export-inside' });
    expect(await readdir(root)).toHaveLength(3);
    expect((await restore(root, true)).restored).toMatchObject([{ path: clip(1) }]);
    expect(await opened.library.verification.now(WHOLE, () => {})).toMatchObject({ intact: 4, missing: [] });
  });
});
