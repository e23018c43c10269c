/** Second copies through the routes, and their automatic runs. */
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, onTestFinished, test, vi } from 'vitest';
import { openLibrary } from '../../../src-main/app/library/open-library.ts';
import type { Job } from '../../../src-main/contract/library/job.ts';
import { MirrorInfo } from '../../../src-main/contract/library/mirror.ts';
import { mp4 } from '../../fixtures/media.ts';
import { tempFolder, writeFiles } from '../../fixtures/temp.ts';
import { openWithArchive, post } from '../opened.ts';
import { hashOf } from './world.ts';

vi.setConfig({ testTimeout: 120_000 });

test('mirrors are listed, added, run, checked and forgotten', async () => {
  const opened = await openWithArchive();
  onTestFinished(() => opened.close());
  const { ask, json, archive, library } = opened;
  const directory = join(archive.root, 'copy');
  const ended = async (job: Job): Promise<Job> => library.jobs.finished(job.id);
  expect(await json('/api/mirrors')).toEqual([]);
  const mirror = MirrorInfo.parse(await json('/api/mirrors', post({ directory, sources: [1, 2] })));
  expect(mirror).toMatchObject({ path: directory, state: 'behind' });
  const done = await ended(await json<Job>(`/api/mirrors/${mirror.id}/run`, post({})));
  expect(done).toMatchObject({ state: 'done', kind: 'mirror', mirrorId: mirror.id, mirrored: { problems: [] } });
  expect(MirrorInfo.array().parse(await json('/api/mirrors'))).toMatchObject([
    { state: 'current', pending: 0, last: done.mirrored },
  ]);
  const checked = await ended(await json<Job>(`/api/mirrors/${mirror.id}/check`, { method: 'POST' }));
  expect(checked.mirrorChecked).toMatchObject({ intact: done.mirrored?.files, changed: [], missing: [] });
  expect(await json(`/api/mirrors/copies/${hashOf(archive.clip)}`)).not.toEqual([]);
  for (const [path, init, status] of [
    ['/api/mirrors', post({ directory: 'relative', sources: [1] }), 400],
    ['/api/mirrors', post({ directory, sources: ['1'] }), 400],
    ['/api/mirrors', post({ directory: join(archive.folder, 'x'), sources: [1] }), 403],
    ['/api/mirrors', post({ directory: join(archive.root, 'new') }), 409],
    ['/api/mirrors/9/run', post({}), 404],
    ['/api/mirrors/copies/zz', undefined, 400],
  ] as const)
    expect((await ask(path, init)).status).toBe(status);
  expect(await json(`/api/mirrors/${mirror.id}`, { method: 'DELETE' })).toEqual([]);
  expect((await ask(`/api/mirrors/${mirror.id}`, { method: 'DELETE' })).status).toBe(404);
});

test('while a window is open, mirrors run after imports and when their drive is connected again', async () => {
  const root = await tempFolder();
  const source = join(root, 'Sora');
  const target = join(root, 'copy');
  await writeFiles(source, { 'one.mp4': await mp4('one') });
  const library = await openLibrary({ directory: join(root, 'library'), backgroundPreviews: true });
  onTestFinished(() => library.close());
  const imports = async (): Promise<unknown> => library.jobs.finished((await library.jobs.import([source])).id);
  const copy = (name: string): Promise<Buffer | null> => readFile(join(target, 'Sora', name)).catch(() => null);
  await imports();
  await library.mirrors.add({ directory: target, sources: [1], collections: [], query: null });
  await writeFile(join(source, 'two.mp4'), await mp4('two'));
  await imports();
  await vi.waitUntil(async () => (await copy('two.mp4')) !== null, { timeout: 20_000, interval: 50 });
  const idle = (): boolean => library.jobs.list().every(({ kind, state }) => kind !== 'mirror' || state === 'done');
  await vi.waitUntil(idle, { timeout: 20_000 });
  expect(await copy('one.mp4')).toEqual(await mp4('one'));

  await rename(target, join(root, 'drawer'));
  await writeFile(join(source, 'three.mp4'), await mp4('three'));
  await imports();
  await mkdir(target);
  await new Promise((resolve) => setTimeout(resolve, 2_500));
  expect(library.jobs.list().filter(({ state }) => state === 'failed')).toEqual([]);
  expect(await library.mirrors.list()).toMatchObject([{ state: 'away', pending: 1 }]);
  await rm(target, { recursive: true });
  await rename(join(root, 'drawer'), target);
  await vi.waitUntil(async () => (await copy('three.mp4')) !== null, { timeout: 50_000, interval: 100 });
});

test('a lost original is restored from a second copy', async () => {
  const root = await tempFolder();
  const source = join(root, 'Sora');
  await writeFiles(source, { 'one.mp4': await mp4('one') });
  const library = await openLibrary({ directory: join(root, 'library'), backgroundPreviews: false });
  onTestFinished(() => library.close());
  await library.jobs.finished((await library.jobs.import([source])).id);
  const mirror = await library.mirrors.add({
    directory: join(root, 'copy'),
    sources: [1],
    collections: [],
    query: null,
  });
  await library.jobs.finished((await library.mirrors.run(mirror.id, { full: false, setAside: false })).id);
  await rm(join(source, 'one.mp4'));
  const [rowid = 0] = await library.reads.rowids('');
  const fileId = (await library.reads.showRow(rowid))?.files[0]?.fileId ?? 0;
  const { restored, refused } = await library.restoreOriginals({
    fileIds: [fileId],
    folder: join(root, 'found'),
    exactly: false,
  });
  expect(refused).toEqual([]);
  expect(restored).toMatchObject([{ path: join(root, 'found', 'one.mp4') }]);
  expect(await readFile(join(root, 'found', 'one.mp4'))).toEqual(await mp4('one'));
});
