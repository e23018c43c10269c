/** Exports as a folder, JSON and CSV, over a real archive. */
import { spawnSync } from 'node:child_process';
import { appendFile, chmod, mkdir, readdir, readFile, rename, stat, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { nameOf } from '../../../src-main/app/export/plan.ts';
import { openTarget } from '../../../src-main/app/export/target.ts';
import type { ExportPlan } from '../../../src-main/contract/items/export.ts';
import { rowsIn } from '../../../src-main/formats/text/csv.ts';
import { BOATS, DRAGON, TRAM } from '../archive.ts';
import { type Opened, openWithArchive, post } from '../opened.ts';
import { contents, runExport, sha256, wishOf } from './exported.ts';

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

let opened: Opened;
let directory: string;
let number = 0;

beforeAll(async () => {
  opened = await openWithArchive();
  const dragon = (await opened.library.reads.show(DRAGON))?.rowid ?? 0;
  await opened.library.edits.edit({
    selection: { type: 'rowids', rowids: [dragon] },
    change: { set: 'tag-add', tag: 'keepers/best' },
  });
  await opened.library.edits.edit({
    selection: { type: 'rowids', rowids: [dragon] },
    change: { set: 'rating', rating: 5 },
  });
  await opened.library.edits.edit({
    selection: { type: 'rowids', rowids: [dragon] },
    change: { set: 'note', note: '=1+1 "note"' },
  });
});
afterAll(() => opened?.close());
beforeEach(() => {
  directory = join(opened.archive.root, `export ${++number}`);
});

describe('a folder', () => {
  test('contains all originals with their sidecars, from folders and zips', async () => {
    const before = await contents(opened.archive.folder);
    const job = await runExport(opened.library, { directory, as: 'folder' });
    expect(job).toMatchObject({ state: 'done', error: null });
    expect(job.exported).toMatchObject({ directory, as: 'folder', generations: 4, files: 3, problems: [] });
    const files = await contents(directory);
    const clip = sha256(opened.archive.clip);
    expect(files.get('2025-11-03 a tram leaves.mp4')).toBe(clip);
    expect(files.get('2025-04-12 paper boats.mp4')).toBe(
      sha256(Buffer.concat([opened.archive.clip, Buffer.alloc(4096)])),
    );
    const dragon = [...files.keys()].filter((name) => name.includes('dragon'));
    expect(dragon.map((name) => name.slice(name.indexOf('.mp4')))).toEqual([
      '.mp4',
      '.mp4.json',
      '.mp4.txt',
      '.mp4.xmp',
    ]);
    const told = JSON.parse(await readFile(join(directory, dragon[1] as string), 'utf8'));
    expect(told).toMatchObject({
      id: DRAGON,
      rating: 5,
      tags: ['keepers/best'],
      provenance: { prompt: 'sora-export' },
    });
    expect(told.files[0]).toMatchObject({ sha256: clip, copy: dragon[0] });
    expect(told.records[0].raw).toMatchObject({ id: DRAGON });
    expect(await readFile(join(directory, dragon[3] as string), 'utf8')).toContain('<rdf:li>keepers|best</rdf:li>');
    expect([...files.keys()].filter((name) => /\.part$|^\./.test(name))).toEqual([]);
    const written = await Promise.all([...files.keys()].map(async (name) => (await stat(join(directory, name))).size));
    expect(job.exported?.bytes).toBe(written.reduce((a, b) => a + b));
    expect(await contents(opened.archive.folder)).toEqual(before);
  });

  test('contains the items that a query finds, named by the pattern', async () => {
    const job = await runExport(opened.library, { directory, as: 'folder', q: 'paper ', name: '{n} {id}' });
    expect(job.exported).toMatchObject({ generations: 2, files: 2 });
    expect((await readdir(directory)).filter((name) => name.endsWith('.mp4'))).toEqual([
      `1 ${DRAGON}.mp4`,
      `2 ${BOATS}.mp4`,
    ]);
  });

  test('existing files are never overwritten', async () => {
    await mkdir(directory);
    const mine = { '2025-11-03 A TRAM LEAVES.MP4': 'mine', '2025-04-12 paper boats.mp4.json': 'mine too' };
    for (const [name, text] of Object.entries(mine)) await writeFile(join(directory, name), text);
    expect((await runExport(opened.library, { directory, as: 'folder' })).exported).toMatchObject({
      files: 3,
      problems: [],
    });
    const files = await contents(directory);
    for (const [name, text] of Object.entries(mine)) expect(files.get(name)).toBe(sha256(text));
    expect(files.has('2025-11-03 a tram leaves (2).mp4')).toBe(true);
    expect(files.has('2025-04-12 paper boats (2).mp4')).toBe(true);
  });

  test('items with the same name get a number, also items without media', async () => {
    await runExport(opened.library, { directory, as: 'folder', name: 'clip' });
    expect((await readdir(directory)).filter((name) => name.endsWith('.mp4')).sort()).toEqual([
      'clip (2).mp4',
      'clip (4).mp4',
      'clip.mp4',
    ]);
  });

  test('a target inside a source or the library is refused, also through links', async () => {
    const link = join(opened.archive.root, 'way in');
    await symlink(opened.archive.folder, link);
    for (const inside of [
      opened.archive.folder,
      join(opened.archive.folder, 'a', 'b'),
      join(opened.library.path, 'x'),
      join(link, 'x'),
    ]) {
      const job = await runExport(opened.library, { directory: inside, as: 'folder' });
      expect(job).toMatchObject({ state: 'failed', errorCode: 'export-inside' });
    }
    expect(await readdir(opened.archive.folder)).not.toContain('a');
  });

  test('a missing or changed original is a problem, and all others are copied', async () => {
    const clip = join(opened.archive.folder, `${DRAGON}.mp4`);
    await rename(clip, `${clip}.away`);
    const away = await runExport(opened.library, { directory, as: 'folder' });
    expect(away.exported).toMatchObject({ generations: 4, files: 2, problems: [{ code: 'file-missing', path: clip }] });
    await rename(`${clip}.away`, clip);
    await appendFile(clip, 'x');
    const other = `${directory} changed`;
    const changed = await runExport(opened.library, { directory: other, as: 'folder' });
    await writeFile(clip, opened.archive.clip);
    expect(changed.exported).toMatchObject({ files: 2, problems: [{ code: 'file-changed', path: clip }] });
    expect((await readdir(other)).filter((name) => name.endsWith('.mp4'))).toHaveLength(2);
  });

  test('a stopped export leaves no partial file', async () => {
    const { id } = opened.library.exports.start(wishOf({ directory, as: 'folder' }));
    opened.library.jobs.cancel(id);
    expect(await opened.library.jobs.finished(id)).toMatchObject({ state: 'cancelled' });
    expect(await stat(directory).catch(() => null)).toBe(null);
  });
});

describe('a target that cannot be written', () => {
  test.skipIf(process.getuid?.() === 0)(
    'a folder without write permission is reported with a clear error',
    async () => {
      await mkdir(directory);
      await chmod(directory, 0o500);
      const job = await runExport(opened.library, { directory, as: 'folder' });
      expect(job).toMatchObject({ state: 'failed', errorCode: 'folder-unusable' });
    },
  );

  test('a file at the path of the folder is reported with a clear error', async () => {
    await writeFile(directory, 'a file');
    for (const as of ['folder', 'bag', 'json'] as const) {
      const job = await runExport(opened.library, { directory, as });
      expect(job).toMatchObject({ state: 'failed', errorCode: 'folder-unusable' });
      expect(job.error).toMatch(/^Nothing can be written into this folder: .+\.$/);
    }
    expect(await readFile(directory, 'utf8')).toBe('a file');
  });

  test.skipIf(!canMount())(
    'a full disk is one sentence, nothing half-written stays, and with room it goes on',
    async () => {
      await mkdir(directory);
      spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=96k', 'tmpfs', directory]);
      try {
        const target = join(directory, 'export');
        const job = await runExport(opened.library, { directory: target, as: 'folder' });
        expect(job).toMatchObject({ state: 'failed', errorCode: 'disk-full' });
        const whole = [opened.archive.clip, Buffer.concat([opened.archive.clip, Buffer.alloc(4096)])].map(sha256);
        for (const [name, hash] of await contents(target)) {
          expect(name).not.toMatch(/\.part$/);
          if (name.endsWith('.mp4')) expect(whole).toContain(hash);
        }
        spawnSync('mount', ['-o', 'remount,size=4m', directory]);
        // A program that was killed leaves unfinished files.
        await mkdir(join(target, 'afterimage-export'), { recursive: true });
        await writeFile(join(target, '.0123456789abcdef.part'), 'half');
        await writeFile(join(target, 'afterimage-export', '.0123456789abcdee.part'), 'half');
        expect((await runExport(opened.library, { directory: target, as: 'folder' })).exported).toMatchObject({
          files: 3,
          problems: [],
        });
        const complete = `${directory} complete`;
        await runExport(opened.library, { directory: complete, as: 'folder' });
        expect([...(await contents(target)).keys()]).toEqual([...(await contents(complete)).keys()]);
      } finally {
        spawnSync('umount', [directory]);
      }
    },
  );

  test.skipIf(!canMount())('a read-only disk is reported with a clear error', async () => {
    await mkdir(directory);
    spawnSync('mount', ['-t', 'tmpfs', '-o', 'ro', 'tmpfs', directory]);
    try {
      for (const place of [directory, join(directory, 'new')]) {
        const job = await runExport(opened.library, { directory: place, as: 'folder' });
        expect(job).toMatchObject({ state: 'failed', errorCode: 'folder-unusable' });
      }
    } finally {
      spawnSync('umount', [directory]);
    }
  });
});

test('JSON contains all data of all found items', async () => {
  expect((await runExport(opened.library, { directory, as: 'json' })).exported).toMatchObject({
    generations: 4,
    problems: [],
  });
  const told = JSON.parse(await readFile(join(directory, 'generations.json'), 'utf8'));
  expect(told).toMatchObject({ afterimage: 'generations', version: 1, query: '' });
  expect(told.items.map(({ id }: { id: string }) => id).toSorted()).toEqual(
    [BOATS, DRAGON, TRAM, 'gen_01k94kd0mmfhead8x4a1jh69rg'].toSorted(),
  );
  for (const item of told.items) {
    const {
      rowid: _,
      related: __,
      statedSize: ___,
      places: _____,
      files,
      ...detail
    } = (await opened.library.reads.show(item.id)) as NonNullable<
      Awaited<ReturnType<typeof opened.library.reads.show>>
    >;
    expect(item).toMatchObject({ ...detail, files: files.map(({ fileId: ____, ...file }) => file) });
  }
  expect(await runExport(opened.library, { directory, as: 'json' })).toMatchObject({
    state: 'failed',
    errorCode: 'export-exists',
  });
  expect((await runExport(opened.library, { directory, as: 'csv' })).state).toBe('done');
  expect(await readdir(directory)).toEqual(['generations.csv', 'generations.json']);
});

test('CSV has one row per item and no formulas', async () => {
  await runExport(opened.library, { directory, as: 'csv', q: 'rating:5 ' });
  const text = await readFile(join(directory, 'generations.csv'), 'utf8');
  const { rows } = rowsIn(text.replace('\uFEFF', ''));
  expect(rows).toHaveLength(2);
  const row = Object.fromEntries((rows[0] as string[]).map((name, at) => [name, rows[1]?.[at]]));
  expect(row).toMatchObject({
    id: DRAGON,
    rating: '5',
    tags: 'keepers/best',
    note: '\'=1+1 "note"',
    sha256: sha256(opened.archive.clip),
  });
});

test('a page can start an export, wait for its end, and request the names first', async () => {
  const wish = wishOf({ directory, as: 'folder', q: 'tram ' });
  const names = await opened.json<{ names: string[] }>('/api/exports/names', post(wish));
  expect(names).toMatchObject({ names: ['2025-11-03 a tram leaves.mp4'], generations: 1, files: 1 });
  expect(await stat(directory).catch(() => null)).toBe(null);
  const job = await opened.json<{ id: string }>('/api/exports', post(wish));
  expect(await opened.library.jobs.finished(job.id)).toMatchObject({
    kind: 'export',
    state: 'done',
    exported: { files: 1 },
  });
  expect((await opened.ask('/api/exports', post({ ...wish, directory: 'not/whole' }))).status).toBe(400);
  expect((await opened.ask('/api/exports', post({ ...wish, name: '{nothing}' }))).status).toBe(400);
});

describe('a plan', () => {
  const ask = (wish: object): Promise<ExportPlan> => opened.json<ExportPlan>('/api/exports/plan', post(wish));

  test('returns the counts and the first names, and writes nothing', async () => {
    const plan = await ask(wishOf({ directory, as: 'folder', name: 'clip' }));
    expect(plan).toMatchObject({ generations: 4, files: 3, away: 0, looked: 4, cut: 0, numbered: 3, refusal: null });
    expect(plan.bytes).toBe(3 * opened.archive.clip.length + 4096);
    expect(plan.room).toBeGreaterThan(plan.bytes);
    expect(plan.names.map(({ name, numbered }) => [name, numbered])).toContainEqual(['clip (2).mp4', true]);
    expect(await stat(directory).catch(() => null)).toBe(null);
    await runExport(opened.library, { directory, as: 'folder', name: 'clip' });
    const written = (await readdir(directory)).filter((name) => name.endsWith('.mp4'));
    expect(plan.names.map(({ name }) => name).toSorted()).toEqual(written.toSorted());
  });

  test('marks names that are cut, and names that existing files already have', async () => {
    const long = await ask({
      ...wishOf({ directory, as: 'folder', name: `${'x'.repeat(250)} {id}` }),
      directory: null,
    });
    expect(long).toMatchObject({ cut: 4, refusal: null, room: null });
    await mkdir(directory);
    await writeFile(join(directory, '2025-11-03 A TRAM LEAVES.MP4.JSON'), 'mine');
    const { names } = await ask(wishOf({ directory, as: 'folder', q: 'tram ' }));
    expect(names).toEqual([{ name: '2025-11-03 a tram leaves (2).mp4', cut: false, numbered: true }]);
  });

  test('refuses a folder with the same error as the export', async () => {
    await mkdir(directory);
    await writeFile(join(directory, 'generations.json'), 'mine');
    for (const [place, as, code] of [
      [opened.archive.folder, 'folder', 'export-inside'],
      [join(opened.library.path, 'x'), 'csv', 'export-inside'],
      [directory, 'bag', 'export-not-empty'],
      [directory, 'site', 'export-not-empty'],
      [directory, 'json', 'export-exists'],
      [join(directory, 'generations.json'), 'folder', 'folder-unusable'],
      [join(directory, 'generations.json', 'below'), 'folder', 'folder-unusable'],
      ['not/whole', 'folder', 'path-not-whole'],
    ] as const) {
      expect([place, (await ask(wishOf({ directory: place, as }))).refusal?.code]).toEqual([place, code]);
      if (code !== 'path-not-whole')
        expect(await runExport(opened.library, { directory: place, as })).toMatchObject({
          state: 'failed',
          errorCode: code,
        });
    }
    expect((await ask(wishOf({ directory, as: 'csv' }))).refusal).toBe(null);
    expect(await readdir(directory)).toEqual(['generations.json']);
  });

  test('accepts the folder of a stopped export with the same wish', async () => {
    await mkdir(directory);
    const wish = wishOf({ directory, as: 'site' });
    const target = await openTarget({ directory, as: 'site', wish: nameOf(wish), forbidden: [] });
    await writeFile(join(target.directory, 'index.html'), 'half');
    expect((await ask(wish)).refusal).toBe(null);
    expect((await ask({ ...wish, as: 'bag' })).refusal?.code).toBe('export-not-empty');
  });
});

function canMount(): boolean {
  const { status } = spawnSync('unshare', ['-m', 'true']);
  return process.platform === 'linux' && process.getuid?.() === 0 && status === 0;
}
