/**
 * Every layout at once, overlapping: each file accounted for once, the same catalog in any order, and nothing entered
 * is lost.
 */
import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import fc from 'fast-check';
import { beforeAll, describe, expect, test, vi } from 'vitest';
import type { Fate, FileOutcome } from '../../src-main/contract/archive/file-outcome.ts';
import { FormatName } from '../../src-main/contract/items/generation.ts';
import { openSource } from '../../src-main/formats/source-files/open-source.ts';
import { everyLayout, type Files } from '../fixtures/every-layout.ts';
import { savedPost } from '../fixtures/save-sora.ts';
import { exportRecord } from '../fixtures/sora-export.ts';
import { tempFolder, writeFiles } from '../fixtures/temp.ts';
import { dumpOf, type TestLibrary, testLibrary } from './library.ts';

vi.setConfig({ testTimeout: 240_000, hookTimeout: 120_000 });

let layouts: Readonly<Record<string, Files>>;
beforeAll(async () => {
  layouts = await everyLayout();
});

async function archive(): Promise<{ readonly root: string; readonly paths: readonly string[] }> {
  const root = await tempFolder();
  for (const [name, files] of Object.entries(layouts)) await writeFiles(join(root, name), files);
  return { root, paths: Object.keys(layouts).map((name) => join(root, name)) };
}

async function accountsOf({ library }: TestLibrary): Promise<readonly FileOutcome[]> {
  const [last] = await library.reads.imports();
  const { total, items } = await library.reads.fileOutcomes(
    last?.id ?? 0,
    { fate: null, reason: null, text: null },
    0,
    1_000,
  );
  expect(items).toHaveLength(total);
  return items;
}

const placeOf = ({ path, entry }: FileOutcome): string => (entry === null ? path : `${path}/${entry}`);

/** What lies in a folder, counted by the system and by the zips' own lists: a system's folder as one. */
async function countFiles(root: string): Promise<number> {
  const found = await readdir(root, { recursive: true, withFileTypes: true });
  const plain = found.filter(
    (item) => item.isFile() && !item.name.endsWith('.zip') && !item.parentPath.includes('__MACOSX'),
  ).length;
  const junk = found.filter((item) => item.isDirectory() && item.name === '__MACOSX').length;
  let inZips = 0;
  for (const zip of found.filter(({ name }) => name.endsWith('.zip'))) {
    const source = await openSource(join(zip.parentPath, zip.name));
    inZips += source.entries.length + source.passedOver.length;
  }
  return plain + junk + inZips;
}

describe('the account', () => {
  test('lists every file exactly once, and its counts equal those of the report', async () => {
    const { root, paths } = await archive();
    const tested = await testLibrary();
    const report = await tested.import(...paths);
    const accounts = await accountsOf(tested);
    expect(new Set(accounts.map(placeOf)).size).toBe(accounts.length);
    expect(accounts).toHaveLength(await countFiles(root));
    expect(report.walked).toBe(accounts.length);
    const counted = (fate: Fate): number => accounts.filter((account) => account.fate === fate).length;
    expect(report.fates.reduce((sum, { count }) => sum + count, 0)).toBe(accounts.length);
    expect(report.files).toMatchObject({ added: counted('new'), duplicates: counted('duplicate'), missing: 0 });
    expect(new Set(report.sources.map(({ format }) => format))).toEqual(
      new Set(FormatName.options.filter((format) => format !== 'loose')),
    );
    const of = (place: string): Partial<FileOutcome> | undefined =>
      accounts.find((account) => placeOf(account) === join(root, place));
    expect(of('loose/holiday.txt')).toMatchObject({
      fate: 'sidecar',
      format: 'sidecar',
      of: join(root, 'loose/holiday.mp4'),
    });
    expect(of('loose/holiday.mp4')).toMatchObject({
      fate: 'duplicate',
      of: join(root, 'loose/copy/holiday again.mp4'),
    });
    expect(of('loose/empty.mp4')).toMatchObject({ fate: 'unreadable', reason: 'file-empty' });
    expect(of('loose/renamed.mp4')).toMatchObject({ fate: 'skipped', reason: 'not-media' });
    expect(of('loose/__MACOSX')).toMatchObject({ fate: 'skipped', reason: 'system' });
    expect(of('loose/broken.zip')).toMatchObject({ fate: 'unreadable' });
    expect(of('loose/cut/generations.json')).toMatchObject({ fate: 'document', format: 'sora-export' });
  });

  test('is complete again for unchanged sources, and states which files are missing', async () => {
    const { root, paths } = await archive();
    const tested = await testLibrary();
    const first = await tested.import(...paths);
    const before = await accountsOf(tested);
    const again = await tested.import(...paths);
    expect(again.files).toEqual({ ...first.files, added: 0, unchanged: first.files.added });
    const after = await accountsOf(tested);
    const unchanged = (accounts: readonly FileOutcome[]): unknown =>
      accounts
        .map(
          (each) =>
            `${placeOf(each)} ${each.fate.replace('new', 'unchanged')} ${each.reason} ${each.format} ${each.of}`,
        )
        .sort();
    expect(unchanged(after)).toEqual(unchanged(before));
    await rm(join(root, 'api', Object.keys(layouts.api ?? {}).find((name) => name.endsWith('.mp4')) ?? ''));
    const less = await tested.import(...paths);
    expect(less.walked).toBe(first.walked - 1);
    expect(less.files.missing).toBe(1);
    expect((await accountsOf(tested)).filter(({ fate }) => fate === 'missing')).toHaveLength(1);
  });

  test('states which parts are absent, until they are imported', async () => {
    const { root, paths } = await archive();
    const { import: bring } = await testLibrary();
    const { findings } = await bring(...paths);
    expect(findings).toContainEqual(
      expect.objectContaining({ code: 'media-absent', count: 2, path: join(root, 'downloaders') }),
    );
    expect(findings.filter(({ code }) => code === 'part-absent')).toMatchObject([
      { absent: [2], total: null },
      { absent: [2], total: 2 },
    ]);
    await writeFiles(join(root, 'export-in-parts'), { 'sora-data-files-export-2/generations.json': '[]' });
    expect((await bring(join(root, 'export-in-parts'))).findings).toEqual([]);
  });
});

describe('order', () => {
  test('any order and any split of the same sources gives the same catalog', async () => {
    const { paths } = await archive();
    const whole = await testLibrary();
    await whole.import(...paths);
    const expected = dumpOf(whole.directory);
    const shuffles = fc.sample(
      fc.tuple(fc.shuffledSubarray([...paths], { minLength: paths.length }), fc.integer({ min: 1, max: 5 })),
      {
        numRuns: 5,
        seed: 7,
      },
    );
    for (const [order, size] of shuffles) {
      const tested = await testLibrary();
      for (let at = 0; at < order.length; at += size) await tested.import(...order.slice(at, at + size));
      expect(dumpOf(tested.directory)).toEqual(expected);
    }
  });

  test('removing any source and adding it again gives the same catalog and the same edits', async () => {
    const { paths } = await archive();
    const { directory, library, import: bring } = await testLibrary();
    await bring(...paths);
    const all = await library.reads.rowids('');
    for (const [at, rowid] of [...all].entries()) {
      const selection = { type: 'rowids' as const, rowids: [rowid] };
      await library.edits.edit({ selection, change: { set: 'tag-add', tag: `mine-${at}` } });
      if (at % 3 === 0) await library.edits.edit({ selection, change: { set: 'note', note: `note ${at}` } });
      if (at % 4 === 0) await library.edits.edit({ selection, change: { set: 'rating', rating: (at % 5) + 1 } });
    }
    const before = dumpOf(directory);
    const removed = fc.sample(fc.shuffledSubarray([...paths], { minLength: 3, maxLength: 6 }), {
      numRuns: 3,
      seed: 11,
    });
    for (const some of [...paths.map((path) => [path]), ...removed]) {
      for (const path of some) {
        const source = (await library.reads.sources()).find((each) => each.path === path);
        const { id } = await library.sources.remove(source?.id ?? -1);
        expect((await library.jobs.finished(id)).state).toBe('done');
      }
      await bring(...some.toReversed());
      expect(dumpOf(directory), some.join()).toEqual(before);
    }
  });
});

test('a generation in several sources is one item with the best value of each field and its provenance', async () => {
  const { paths } = await archive();
  const { library, import: bring } = await testLibrary();
  await bring(...paths);
  const item = await library.reads.show(exportRecord(1).id);
  expect(item?.id).toBe(savedPost(1).gen);
  expect((await library.reads.show(savedPost(1).post))?.id).toBe(item?.id);
  expect(item?.formats).toEqual(expect.arrayContaining(['sora-export', 'save-sora', 'prompt-tree']));
  expect(item?.files.map(({ role }) => role)).toEqual(
    expect.arrayContaining(['original', 'watermark', 'no-watermark']),
  );
  expect(item?.provenance.prompt).toBeTruthy();
  const [twins] = (await library.reads.search({ q: 'twins', sort: 'newest', seed: 0, limit: 1, offsetId: null })).items;
  expect(twins?.files).toHaveLength(2);
});
