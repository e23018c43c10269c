/** Sources looked after: read again, away and back, moved, removed, one inside another, and told what they are. */
import { cp, mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { describe, expect, test } from 'vitest';
import type { Library } from '../../src-main/app/library/library.ts';
import { openLibrary } from '../../src-main/app/library/open-library.ts';
import { CATALOG_FILE } from '../../src-main/catalog/connection.ts';
import { moveSource } from '../../src-main/catalog/writes/archive/source-rows.ts';
import type { Job } from '../../src-main/contract/library/job.ts';
import type { SourceInfo } from '../../src-main/contract/library/library.ts';
import { mp4 } from '../fixtures/media.ts';
import { exportPart, exportRecord, exportZip, generationsJson } from '../fixtures/sora-export.ts';
import { tempFolder, writeFiles } from '../fixtures/temp.ts';
import { dumpOf, testLibrary } from './library.ts';

const first = [exportRecord(1), exportRecord(2), exportRecord(3)];
const second = [exportRecord(3), exportRecord(4)];

async function ended(library: Library, job: Promise<Job>): Promise<Job> {
  const done = await library.jobs.finished((await job).id);
  if (done.state !== 'done') throw new Error(done.error ?? done.state);
  return done;
}

async function at(library: Library, path: string): Promise<SourceInfo> {
  const found = (await library.reads.sources()).find((source) => source.path === path);
  if (!found) throw new Error(`No source at ${path}.`);
  return found;
}

const tag = (library: Library, q: string, name: string) =>
  library.edits.edit({ selection: { type: 'query', q, except: [] }, change: { set: 'tag-add', tag: name } });

describe('removing', () => {
  test('removing a source deletes what only it contains, and nothing that another source contains', async () => {
    const root = await tempFolder();
    await writeFiles(join(root, 'one'), await exportPart(first));
    await writeFile(join(root, 'two.zip'), await exportZip(second));
    const { directory, library, import: bring } = await testLibrary();
    await bring(join(root, 'one'));
    const alone = dumpOf(directory);
    await bring(join(root, 'two.zip'));
    const job = await ended(library, library.sources.remove((await at(library, join(root, 'two.zip'))).id));
    expect(job.source).toMatchObject({ path: join(root, 'two.zip'), vanished: 1, edited: 0 });
    expect(dumpOf(directory)).toEqual(alone);
    expect(await library.reads.sources()).toHaveLength(1);
    await expect(library.sources.remove(99)).rejects.toMatchObject({ code: 'not-found' });
  });

  test('removing a source and adding it again gives the same catalog with every edit', async () => {
    const root = await tempFolder();
    await writeFiles(join(root, 'one'), { ...(await exportPart(first)), 'holiday.mp4': await mp4('holiday') });
    await writeFiles(join(root, 'two'), { ...(await exportPart(second)), 'copy of holiday.mp4': await mp4('holiday') });
    const { directory, library, import: bring } = await testLibrary();
    await bring(join(root, 'one'), join(root, 'two'));
    await tag(library, '', 'keepers');
    await library.edits.edit({
      selection: { type: 'query', q: 'state:media-only', except: [] },
      change: { set: 'note', note: 'by the sea' },
    });
    const before = dumpOf(directory);
    for (const name of ['one', 'two']) {
      const job = await ended(library, library.sources.remove((await at(library, join(root, name))).id));
      expect(job.source?.edited).toBe(job.source?.vanished);
      await bring(join(root, name));
      expect(dumpOf(directory)).toEqual(before);
    }
  });
});

describe('a source that is away', () => {
  test('is marked missing by a rescan, keeps its items and edits, and is present again when it returns', async () => {
    const root = await tempFolder();
    const drive = join(root, 'drive');
    await writeFiles(drive, await exportPart(first));
    const { directory, library, import: bring } = await testLibrary();
    await bring(drive);
    await tag(library, '', 'keepers');
    const before = dumpOf(directory);
    await rename(drive, join(root, 'elsewhere'));
    const { report } = await ended(library, library.sources.rescan(null));
    expect(report?.problems).toMatchObject([{ code: 'source-missing', path: drive }]);
    expect(report?.files.missing).toBe(3);
    expect(report?.fates).toEqual([{ fate: 'missing', reason: null, count: 3 }]);
    expect(report?.groups).toMatchObject([{ group: 'away', count: 1 }]);
    expect(await at(library, drive)).toMatchObject({ state: 'missing', files: 3, missing: 3 });
    expect(await library.reads.total()).toBe(3);
    await rename(join(root, 'elsewhere'), drive);
    await ended(library, library.sources.rescan([(await at(library, drive)).id]));
    expect(await at(library, drive)).toMatchObject({ state: 'present', missing: 0 });
    expect(dumpOf(directory)).toEqual(before);
  });
});

describe('moving', () => {
  test('moving a source to its new path keeps every row and reports absent files', async () => {
    const root = await tempFolder();
    await writeFiles(join(root, 'old'), { ...(await exportPart(first)), 'holiday.mp4': await mp4('holiday') });
    await writeFile(join(root, 'old', 'two.zip'), await exportZip(second));
    const { directory, library, import: bring } = await testLibrary();
    await bring(join(root, 'old'));
    await tag(library, '', 'keepers');
    const files = (await library.reads.show(exportRecord(1).id))?.files.map(({ fileId }) => fileId);
    await rename(join(root, 'old'), join(root, 'new'));
    await rm(join(root, 'new', 'holiday.mp4'));
    const job = await ended(
      library,
      library.sources.move((await at(library, join(root, 'old'))).id, join(root, 'new')),
    );
    expect(job.source).toMatchObject({
      path: join(root, 'new'),
      found: 5,
      lost: 1,
      absent: [join(root, 'old', 'holiday.mp4')],
    });
    expect(job.report?.generations).toMatchObject({ added: 0 });
    expect(job.report?.files).toMatchObject({ added: 0, missing: 1 });
    expect((await library.reads.show(exportRecord(1).id))?.files).toMatchObject([
      { fileId: files?.[0], missing: false },
    ]);
    await rm(join(root, 'new', 'holiday.mp4'), { force: true });
    await writeFiles(join(root, 'new'), { 'holiday.mp4': await mp4('holiday') });
    await bring(join(root, 'new'));
    const other = await testLibrary();
    await other.import(join(root, 'new'));
    await tag(other.library, '', 'keepers');
    expect(dumpOf(directory)).toEqual(dumpOf(other.directory));
  });

  test('moving to a path of which a part was imported before leaves no source at the old path', async () => {
    const root = await tempFolder();
    await writeFiles(join(root, 'old'), await exportPart(first));
    await writeFile(join(root, 'old', 'two.zip'), await exportZip(second));
    const { directory, library, import: bring } = await testLibrary();
    await bring(join(root, 'old'));
    await bring(join(root, 'old', 'two.zip'));
    await tag(library, '', 'keepers');
    await rename(join(root, 'old'), join(root, 'new'));
    await bring(join(root, 'new', 'two.zip'));
    await ended(library, library.sources.move((await at(library, join(root, 'old'))).id, join(root, 'new')));
    const sources = await library.reads.sources();
    expect(sources.map(({ path }) => path).toSorted()).toEqual([join(root, 'new'), join(root, 'new', 'two.zip')]);
    const other = await testLibrary();
    await other.import(join(root, 'new'));
    await tag(other.library, '', 'keepers');
    expect(dumpOf(directory)).toEqual(dumpOf(other.directory));
  });

  test('moving to a path without any of its files is refused and changes nothing', async () => {
    const root = await tempFolder();
    await writeFiles(join(root, 'old'), await exportPart(first));
    await writeFiles(join(root, 'stranger'), { 'x.mp4': await mp4('x') });
    const { directory, library, import: bring } = await testLibrary();
    await bring(join(root, 'old'));
    const before = dumpOf(directory);
    const { id } = await library.sources.move((await at(library, join(root, 'old'))).id, join(root, 'stranger'));
    expect(await library.jobs.finished(id)).toMatchObject({
      state: 'failed',
      error: expect.stringContaining('Nothing of this source'),
    });
    expect(dumpOf(directory)).toEqual(before);
  });

  test('moving to a path that was imported before joins the two sources', async () => {
    const root = await tempFolder();
    await writeFiles(join(root, 'old'), await exportPart(first));
    await cp(join(root, 'old'), join(root, 'new'), { recursive: true, preserveTimestamps: true });
    const { directory, library, import: bring } = await testLibrary();
    await bring(join(root, 'old'));
    await tag(library, '', 'keepers');
    await bring(join(root, 'new'));
    await rm(join(root, 'old'), { recursive: true });
    await ended(library, library.sources.move((await at(library, join(root, 'old'))).id, join(root, 'new')));
    expect((await library.reads.sources()).map(({ path }) => path)).toEqual([join(root, 'new')]);
    const other = await testLibrary();
    await other.import(join(root, 'new'));
    await tag(other.library, '', 'keepers');
    expect(dumpOf(directory)).toEqual(dumpOf(other.directory));
  });

  describe('a move that was interrupted after its rows were moved', () => {
    /** Two sources say different things about one item; which one counts is decided by their paths. */
    async function cutOff() {
      const root = await tempFolder();
      const said = async (name: string, prompt: string): Promise<void> =>
        writeFiles(join(root, name), await exportPart([{ ...exportRecord(1), prompt }, exportRecord(2)]));
      await said('a', 'a dragon of paper');
      await said('b', 'a dragon of glass');
      const made = await testLibrary();
      await made.import(join(root, 'a'));
      await made.import(join(root, 'b'));
      await tag(made.library, '', 'keepers');
      await rename(join(root, 'a'), join(root, 'c'));
      const { id } = await at(made.library, join(root, 'a'));
      const db = new Database(join(made.directory, CATALOG_FILE));
      moveSource(db, id, join(root, 'a'), join(root, 'c'), null);
      db.close();
      const other = await testLibrary();
      await other.import(join(root, 'c'));
      await other.import(join(root, 'b'));
      await tag(other.library, '', 'keepers');
      const expected = dumpOf(other.directory);
      expect(dumpOf(made.directory)).not.toEqual(expected);
      return { ...made, root, id, expected, to: join(root, 'c') };
    }

    test('is finished when the same move is requested again; the next request is refused', async () => {
      const { library, directory, id, to, expected } = await cutOff();
      expect(await at(library, to)).toMatchObject({ isMoving: true });
      const job = await ended(library, library.sources.move(id, to));
      expect(job.source).toMatchObject({ path: to, found: 2, lost: 0 });
      expect(await at(library, to)).toMatchObject({ isMoving: false });
      expect(dumpOf(directory)).toEqual(expected);
      await expect(library.sources.move(id, to)).rejects.toMatchObject({ code: 'same-place' });
    });

    test('is finished by the next import of another source', async () => {
      const { directory, import: bring, root, expected } = await cutOff();
      await bring(join(root, 'b'));
      expect(dumpOf(directory)).toEqual(expected);
    });

    test('is finished automatically when a window opens', async () => {
      const { library, directory, to, expected } = await cutOff();
      await library.close();
      const window = await openLibrary({ directory, backgroundPreviews: true });
      try {
        await expect.poll(async () => (await at(window, to)).isMoving, { timeout: 20_000 }).toBe(false);
      } finally {
        await window.close();
      }
      expect(dumpOf(directory)).toEqual(expected);
    });
  });
});

describe('a moved file', () => {
  test('is recognised in its source: the row of the old place is deleted, and the report says so', async () => {
    const root = await tempFolder();
    await writeFiles(root, { 'a/holiday.mp4': await mp4('holiday'), 'a/other.mp4': await mp4('other') });
    const { library, import: bring } = await testLibrary();
    await bring(root);
    await tag(library, '', 'beach');
    await mkdir(join(root, 'b'));
    await rename(join(root, 'a', 'holiday.mp4'), join(root, 'b', 'sea.mp4'));
    const report = await bring(root);
    expect(report).toMatchObject({ relinked: 1, files: { added: 0, updated: 1, unchanged: 1, missing: 0 } });
    const items = (await library.reads.search({ q: 'tag:beach', sort: 'newest', seed: 0, limit: 9, offsetId: null }))
      .items;
    expect(items.flatMap(({ files }) => files.map(({ path, missing }) => [path, missing])).sort()).toEqual([
      [join(root, 'a', 'other.mp4'), false],
      [join(root, 'b', 'sea.mp4'), false],
    ]);
    const [last] = await library.reads.imports();
    const told = await library.reads.fileOutcomes(last?.id ?? 0, { fate: 'relinked', reason: null, text: null }, 0, 9);
    expect(told.items).toMatchObject([{ path: join(root, 'b', 'sea.mp4'), of: join(root, 'a', 'holiday.mp4') }]);
  });

  test('is recognised in another source; a copy whose first place still exists is a duplicate', async () => {
    const root = await tempFolder();
    await writeFiles(root, { 'one/a.mp4': await mp4('a'), 'one/b.mp4': await mp4('b'), 'two/c.mp4': await mp4('c') });
    const { library, import: bring } = await testLibrary();
    await bring(join(root, 'one'));
    await rename(join(root, 'one', 'a.mp4'), join(root, 'two', 'a.mp4'));
    await cp(join(root, 'one', 'b.mp4'), join(root, 'two', 'b.mp4'));
    const report = await bring(join(root, 'two'));
    expect(report).toMatchObject({ relinked: 1, files: { added: 1, duplicates: 1 } });
    expect((await at(library, join(root, 'one'))).files).toBe(1);
    expect((await bring(join(root, 'one'))).files).toMatchObject({ missing: 0, unchanged: 1 });
  });

  test('does not count as moved while its source is disconnected or its folder is an empty mount point', async () => {
    const root = await tempFolder();
    await writeFiles(root, { 'drive/a.mp4': await mp4('a'), 'copies/x.mp4': await mp4('x') });
    const { library, import: bring } = await testLibrary();
    await bring(join(root, 'drive'));
    await cp(join(root, 'drive', 'a.mp4'), join(root, 'copies', 'a.mp4'));
    await rename(join(root, 'drive'), join(root, 'unplugged'));
    await mkdir(join(root, 'drive'));
    expect(await bring(join(root, 'copies'))).toMatchObject({ relinked: 0 });
    expect((await at(library, join(root, 'drive'))).files).toBe(1);
    await rm(join(root, 'drive'), { recursive: true });
    await rename(join(root, 'unplugged'), join(root, 'drive'));
    expect((await bring(join(root, 'drive'))).files).toMatchObject({ unchanged: 1, missing: 0 });
  });

  test('a moved file keeps its sidecar, and nothing is reported twice', async () => {
    const root = await tempFolder();
    await writeFiles(root, { 'a/tram.mp4': await mp4('tram'), 'a/tram.txt': 'a tram leaves' });
    const { library, import: bring } = await testLibrary();
    await bring(root);
    await rename(join(root, 'a'), join(root, 'b'));
    expect(await bring(root)).toMatchObject({ relinked: 1, files: { missing: 0 } });
    const [item] = (await library.reads.search({ q: 'tram', sort: 'newest', seed: 0, limit: 9, offsetId: null })).items;
    const detail = await library.reads.show(item?.id ?? '');
    expect(detail?.records.map(({ path }) => path)).toEqual([join(root, 'b', 'tram.txt')]);
  });
});

describe('sources that overlap', () => {
  const archive = async (): Promise<string> => {
    const root = await tempFolder();
    await writeFiles(join(root, 'videos', 'ada', 'sora-data-files-export-1'), await exportPart(first));
    await writeFiles(join(root, 'videos', 'bob', 'sora-data-files-export-1'), await exportPart(second));
    await writeFiles(root, { 'loose.mp4': await mp4('loose') });
    return root;
  };

  test('give the same catalog in any order, with each file once', async () => {
    const root = await archive();
    const inner = join(root, 'videos', 'ada');
    const dumps: unknown[] = [];
    for (const order of [[[root], [inner]], [[inner], [root]], [[inner, root]], [[root], [inner], [root], [inner]]]) {
      const { directory, library, import: bring } = await testLibrary();
      for (const paths of order) await bring(...paths);
      dumps.push(dumpOf(directory));
      const [outer, within] = [await at(library, root), await at(library, inner)];
      expect([outer.files, within.files, within.within]).toEqual([6, 3, outer.id]);
      const { total } = await library.reads.search({
        q: `source:${within.id}`,
        sort: 'newest',
        seed: 0,
        limit: 0,
        offsetId: null,
      });
      expect(total).toBe(3);
    }
    for (const dump of dumps) expect(dump).toEqual(dumps[0]);
  });

  test('importing the inner source reports only the inner source', async () => {
    const root = await archive();
    const inner = join(root, 'videos', 'ada');
    const { import: bring } = await testLibrary();
    await bring(root);
    const report = await bring(inner);
    expect(report).toMatchObject({
      sources: [{ path: inner, format: 'sora-export' }],
      generations: { added: 0, updated: 0, unchanged: 3 },
      files: { added: 0, unchanged: 3, missing: 0 },
      walked: 4,
      problems: [],
    });
  });

  test('removing one of two overlapping sources leaves the catalog of the other alone', async () => {
    const root = await archive();
    const inner = join(root, 'videos', 'ada');
    for (const [gone, kept] of [
      [root, inner],
      [inner, root],
    ] as const) {
      const both = await testLibrary();
      await both.import(inner);
      await both.import(root);
      await ended(both.library, both.library.sources.remove((await at(both.library, gone)).id));
      const single = await testLibrary();
      await single.import(kept);
      expect(dumpOf(both.directory)).toEqual(dumpOf(single.directory));
      expect(await at(both.library, kept)).toMatchObject({ within: null });
    }
  });
});

describe('the format of a source', () => {
  test('the detected format has a reason, and the person can choose another', async () => {
    const root = await tempFolder();
    await writeFiles(root, { 'generations.json': generationsJson(first), 'clip.mp4': await mp4('clip') });
    const { directory, library, import: bring } = await testLibrary();
    const report = await bring(root);
    expect(report.beliefs).toMatchObject([
      {
        path: root,
        format: 'sora-export',
        sign: 'lists-generations',
        why: 'It lists generations with their task and prompt.',
        documents: 1,
        example: join(root, 'generations.json'),
        asked: false,
      },
    ]);
    const asDetected = dumpOf(directory);
    const { id } = await at(library, root);
    expect(await library.sources.change(id, { readAs: 'loose' })).toMatchObject({ readAs: 'loose' });
    for (const job of library.jobs.list()) await library.jobs.finished(job.id);
    expect(await library.reads.total()).toBe(1);
    expect(await at(library, root)).toMatchObject({ formats: ['loose'], beliefs: [{ format: 'loose', asked: true }] });
    await library.sources.change(id, { readAs: null });
    for (const job of library.jobs.list()) await library.jobs.finished(job.id);
    expect(dumpOf(directory)).toEqual(asDetected);
  });
});
