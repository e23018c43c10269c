/** What the window's page gave up is made for nobody, although Electron passes no abort signal. */
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { type App, createApp } from '../../src-main/app/http/routes.ts';
import type { Library } from '../../src-main/app/library/library.ts';
import { openLibrary } from '../../src-main/app/library/open-library.ts';
import { staticPage } from '../../src-main/app/static-page.ts';
import { makeClips } from './many-clips.ts';
import { post } from './opened.ts';
import { ffmpegsOf } from './processes.ts';

vi.setConfig({ testTimeout: 90_000, hookTimeout: 90_000 });

const CLIPS = 80;
let root: string;
let library: Library;
let app: App;
let unseen: number[];

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'afterimage-given-up-'));
  const folder = join(root, 'clips');
  await mkdir(folder);
  await makeClips(folder, CLIPS, 8);
  library = await openLibrary({ directory: join(root, 'library'), backgroundPreviews: false });
  await library.jobs.finished((await library.jobs.import([folder])).id);
  app = createApp({ library, door: 'desktop', page: staticPage(join(root, 'no-page')) });
  unseen = [...(await library.reads.rowids(''))];
  expect(unseen.length).toBe(CLIPS);
  // The preview thread is there and ffmpeg has been asked what it can do.
  expect((await ask(`/media/poster/${unseen.pop()}`)).status).toBe(200);
});
afterAll(async () => {
  await library?.close();
  await rm(root, { recursive: true, force: true });
});

/** A request as Electron hands it over: without a signal of its page. */
const ask = (path: string, init?: RequestInit): Promise<Response> =>
  app.fetch(new Request(`app://afterimage${path}`, init));
const cancel = async (requests: readonly string[]): Promise<void> => {
  expect((await ask('/api/given-up', post({ requests }))).status).toBe(204);
};
const taken = (count: number): number[] => unseen.splice(0, count);

test('of 50 cancelled posters, most are never made, and the next request is answered', async () => {
  const paths = taken(50).map((rowid) => `/media/poster/${rowid}?v=1&page=a`);
  const abandoned = paths.map((path) => ask(path));
  await wait(50);
  await cancel(paths);
  expect((await ask(`/media/poster/${taken(1)[0]}?v=1&page=a`)).status).toBe(200);
  const statuses = await Promise.all(abandoned.map(async (answer) => (await answer).status));
  expect(statuses.filter((status) => status === 503).length).toBeGreaterThan(30);
});

test('the latest request is made first, also without aborts', async () => {
  const order: number[] = [];
  const rowids = taken(8);
  const answers = rowids.map((rowid) => ask(`/media/poster/${rowid}`).then(() => order.push(rowid)));
  await Promise.all(answers);
  // As many as there are cores have begun by the time the last one is asked.
  expect(order.indexOf(rowids.at(-1) ?? 0)).toBeLessThan(order.indexOf(rowids[4] ?? 0));
});

test('an aborted proxy is never finished', async () => {
  const paths = taken(6).map((rowid) => `/media/proxy/${rowid}?page=a`);
  const abandoned = paths.map((path) => ask(path));
  await vi.waitUntil(() => ffmpegsOf(process.pid) > 0, { timeout: 10_000, interval: 10 });
  await cancel(paths);
  await vi.waitUntil(() => ffmpegsOf(process.pid) === 0, { timeout: 4_000, interval: 10 });
  expect((await Promise.all(abandoned)).map(({ status }) => status)).toEqual(paths.map(() => 503));
});

test('a preview that another page waits for is made', async () => {
  const [rowid = 0] = taken(1);
  const mine = ask(`/media/proxy/${rowid}?page=mine`);
  const others = ask(`/media/proxy/${rowid}?page=others`);
  await vi.waitUntil(() => ffmpegsOf(process.pid) > 0, { timeout: 10_000, interval: 10 });
  await cancel([`/media/proxy/${rowid}?page=mine`]);
  expect((await mine).status).toBe(503);
  expect((await others).status).toBe(200);
});

test('a request after the abort message is not aborted by it', async () => {
  const [rowid = 0] = taken(1);
  const path = `/media/poster/${rowid}?v=1&page=a`;
  const [news, again] = [cancel([path]), ask(path)];
  await news;
  expect((await again).status).toBe(200);
});

test('a question is aborted by its name', async () => {
  const slow = (at: number) =>
    ask(`/api/beside?counts=${encodeURIComponent(`(a* OR c* OR ${at}x) -zz${at}`)}`, {
      headers: { 'x-request': `a-${at}` },
    });
  const answers = Array.from({ length: 40 }, (_, at) => slow(at));
  await cancel(Array.from({ length: 40 }, (_, at) => `a-${at}`));
  const statuses = (await Promise.all(answers)).map(({ status }) => status);
  expect(statuses).toContain(503);
});

test('unknown names and invalid messages are ignored', async () => {
  await cancel(['/media/poster/1', 'nothing']);
  expect((await ask('/api/given-up', post({ requests: 'all' }))).status).toBe(400);
});
