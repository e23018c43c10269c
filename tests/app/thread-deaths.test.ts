/**
 * Any thread may die at any moment: nothing waits for ever, nothing that was answered as saved is lost, and closing
 * ends.
 */
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { expect, onTestFinished, test, vi } from 'vitest';
import type { Library } from '../../src-main/app/library/library.ts';
import { openLibrary } from '../../src-main/app/library/open-library.ts';
import type { AppEvent, Job } from '../../src-main/contract/library/job.ts';
import type { Edit } from '../../src-main/contract/organising/edit.ts';
import { exportRecord, generationsJson } from '../fixtures/sora-export.ts';
import { tempFolder, writeFiles } from '../fixtures/temp.ts';
import { makeArchive } from './archive.ts';
import { kill, running, started } from './workers.ts';

vi.setConfig({ testTimeout: 120_000 });

const MANY = 6_000;

async function archiveOf(count: number, first = 0): Promise<string> {
  const folder = await tempFolder();
  await writeFiles(folder, {
    'generations.json': generationsJson(Array.from({ length: count }, (_, at) => exportRecord(first + at))),
  });
  return folder;
}

async function open(directory: string | null = null, backgroundPreviews = false): Promise<Library> {
  const library = await openLibrary({
    directory: directory ?? join(await tempFolder(), 'library'),
    backgroundPreviews,
  });
  onTestFinished(() => library.close());
  return library;
}

/** Resolves when an import has written something. */
async function underWay(library: Library, job: Job): Promise<void> {
  await vi.waitUntil(() => (library.jobs.get(job.id)?.progress?.done ?? 0) > 0, { timeout: 30_000, interval: 2 });
}

/** Fails when the promise does not settle in time; what it settles to is given on. */
async function within<T>(ms: number, promise: Promise<T>): Promise<T> {
  const late = Symbol('late');
  const outcome = await Promise.race([promise, wait(ms, late)]);
  if (outcome === late) throw new Error(`Nothing came within ${ms} ms.`);
  return outcome as T;
}

async function timed(run: () => Promise<unknown>): Promise<number> {
  const begun = performance.now();
  await run();
  return performance.now() - begun;
}

const favourite = (rowid: number): Edit => ({
  selection: { type: 'rowids', rowids: [rowid] },
  change: { set: 'favorite', favorite: true },
});

async function imported(library: Library, paths: readonly string[]): Promise<Job> {
  const { id } = await library.jobs.import(paths);
  return library.jobs.finished(id);
}

test('the writer dies during an import: the job fails with a sentence, and the next import goes on', async () => {
  const folder = await archiveOf(MANY);
  const library = await open();
  const job = await library.jobs.import([folder]);
  await underWay(library, job);
  expect(await kill('writer-worker')).toBe(1);
  const ended = await within(1_000, library.jobs.finished(job.id));
  expect(ended).toMatchObject({ state: 'failed', errorCode: 'work-interrupted' });
  expect(ended.error).toMatch(/start this again/);
  expect((await library.reads.imports())[0]?.outcome).toBe('interrupted');
  expect(await within(60_000, imported(library, [folder]))).toMatchObject({ state: 'done' });
  expect(await library.reads.total()).toBe(MANY);
});

test('the import thread dies: the job fails with a sentence, the catalog says "interrupted", and the next import goes on', async () => {
  const folder = await archiveOf(MANY);
  const library = await open();
  const job = await library.jobs.import([folder]);
  await underWay(library, job);
  expect(await kill('import-worker')).toBe(1);
  expect(await within(1_000, library.jobs.finished(job.id))).toMatchObject({
    state: 'failed',
    errorCode: 'work-interrupted',
  });
  expect((await library.reads.imports())[0]?.outcome).toBe('interrupted');
  expect(await within(60_000, imported(library, [folder]))).toMatchObject({ state: 'done' });
  expect(await library.reads.total()).toBe(MANY);
});

test('the writer dies during edits: each is answered, no lost edit counts as saved, and pages reload', async () => {
  const library = await open();
  await imported(library, [await archiveOf(40)]);
  const events: AppEvent[] = [];
  library.subscribe((event) => events.push(event));
  const rowids = [...(await library.reads.rowids(''))];
  const edits = rowids.map((rowid) => library.edits.edit(favourite(rowid)));
  const settled = Promise.allSettled(edits);
  await edits[5];
  await kill('writer-worker');
  const outcomes = await within(10_000, settled);
  const favourites = new Set(await library.reads.rowids('is:favorite'));
  outcomes.forEach((outcome, at) => {
    if (outcome.status === 'fulfilled') expect(favourites).toContain(rowids[at]);
    else expect(outcome.reason).toMatchObject({ code: 'edit-unconfirmed' });
  });
  expect(outcomes.filter(({ status }) => status === 'rejected').length).toBeLessThanOrEqual(1);
  await vi.waitUntil(() => events.some(({ type }) => type === 'catalog'), { timeout: 5_000 });
  expect(await within(5_000, library.edits.undo())).toMatchObject({ changed: 1 });
});

test('a writer that dies too often is not restarted; the library can still be read and closed', async () => {
  const library = await open();
  await imported(library, [await archiveOf(20)]);
  for (let deaths = 0; deaths < 3; deaths++) {
    await started('writer-worker');
    await kill('writer-worker');
  }
  const [rowid = 0] = await library.reads.rowids('');
  await expect(within(1_000, library.edits.edit(favourite(rowid)))).rejects.toMatchObject({
    code: 'library-unwritable',
  });
  const job = await library.jobs.import([await archiveOf(5, 100)]);
  expect(await within(1_000, library.jobs.finished(job.id))).toMatchObject({
    state: 'failed',
    errorCode: 'library-unwritable',
  });
  expect(await library.reads.total()).toBe(20);
  expect(await within(1_000, library.settings())).toMatchObject({ theme: 'system' });
  expect(await timed(() => library.close())).toBeLessThan(5_000);
});

test('a reader dies: its questions are asked again', async () => {
  const library = await open();
  await imported(library, [await archiveOf(MANY)]);
  await library.reads.total();
  const answers = Array.from({ length: 12 }, (_, at) => library.reads.sidebar(`(a* OR o*) -zz${at}`));
  expect(await kill('reader-worker')).toBeGreaterThan(0);
  const counts = await within(20_000, Promise.all(answers));
  expect(counts.length).toBe(12);
  expect(await library.reads.total()).toBe(MANY);
});

test('the preview thread dies: requested previews are still made, and its one-way calls do no harm', async () => {
  const archive = await makeArchive();
  onTestFinished(() => archive.remove());
  const library = await open();
  await imported(library, [archive.folder, archive.zip]);
  const rowids = [...(await library.reads.rowids('has:file'))];
  const asked = rowids.map((rowid) => library.previews.get(rowid, 'poster', 0));
  const given = new AbortController();
  const abandoned = library.previews.get(rowids[0] ?? 0, 'proxy', 0, given.signal);
  await started('preview-worker');
  await wait(150);
  await kill('preview-worker');
  given.abort();
  library.previews.pause(true);
  library.previews.pause(false);
  await library.saveSettings({ previewLimit: 3 * 1024 ** 3 });
  expect(running('preview-worker')).toBeLessThanOrEqual(1);
  const made = await within(20_000, Promise.all(asked));
  expect(made.every((one) => one?.type === 'memory')).toBe(true);
  await within(20_000, abandoned);
});

test('a job whose threads died is not running any more: the sample threads die', async () => {
  const library = await open();
  const job = await library.jobs.sample();
  await started('sample-thread');
  await wait(300);
  await kill('sample-thread');
  expect(await within(5_000, library.jobs.finished(job.id))).toMatchObject({
    state: 'failed',
    errorCode: 'thread-ended',
  });
});
