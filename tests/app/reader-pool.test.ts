/** Questions nobody waits for any more are never computed: typing does not queue. */
import { mkdtempSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { type App, createApp } from '../../src-main/app/http/routes.ts';
import type { Library } from '../../src-main/app/library/library.ts';
import { openLibrary } from '../../src-main/app/library/open-library.ts';
import { staticPage } from '../../src-main/app/static-page.ts';
import { openCatalog, randomFrom, seed, syntheticSeeds } from '../catalog/seed.ts';

vi.setConfig({ testTimeout: 60_000, hookTimeout: 120_000 });

const ITEMS = 8_000;
const TYPED = 40;
let folder: string;
let library: Library;
let app: App;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'afterimage-pool-'));
  const db = openCatalog(join(folder, 'catalog.sqlite'));
  seed(db, syntheticSeeds(ITEMS, randomFrom(3)));
  db.close();
  library = await openLibrary({ directory: folder, backgroundPreviews: false });
  app = createApp({ library, door: 'browser', page: staticPage(join(folder, 'no-page')) });
  expect(await library.reads.total()).toBe(ITEMS);
});
afterAll(async () => {
  await library?.close();
  await rm(folder, { recursive: true, force: true });
});

/** A question that costs a reader a moment each time: the words, the filters and every count. */
const slow = (i: number): string => `(a* OR o* OR t* OR ${i}x) -zz${i}`;
const ask = (q: string, init: RequestInit = {}): Promise<Response> =>
  app.fetch(new Request(`http://127.0.0.1/api/beside?counts=${encodeURIComponent(q)}`, init));

async function timed<T>(run: () => Promise<T>): Promise<number> {
  const begun = performance.now();
  await run();
  return performance.now() - begun;
}

test('questions aborted in the queue cost nothing: the newest answer takes as long as alone', async () => {
  const all = await timed(() => Promise.all(Array.from({ length: TYPED }, (_, i) => ask(slow(i)))));
  let statuses: number[] = [];
  const dropping = await timed(async () => {
    const stale = Array.from({ length: TYPED }, (_, i) => {
      const typing = new AbortController();
      const answer = ask(slow(1000 + i), { signal: typing.signal });
      return { typing, answer };
    });
    await new Promise((done) => setTimeout(done, 1));
    for (const { typing } of stale) typing.abort();
    expect((await ask(slow(2000))).status).toBe(200);
    statuses = await Promise.all(stale.map(async ({ answer }) => (await answer).status));
  });
  // Two readers may each have begun one; a few more had their turn before the abort came.
  expect(statuses.filter((status) => status === 503).length).toBeGreaterThan(TYPED / 2);
  expect(dropping).toBeLessThan(all * 0.7);
});

test('only the newest question of a lane waits, also without an abort', async () => {
  const lane = { headers: { 'x-lane': 'page-sidebar' } };
  const answers = await Promise.all(Array.from({ length: TYPED }, (_, i) => ask(slow(3000 + i), lane)));
  const statuses = answers.map(({ status }) => status);
  expect(statuses.at(-1)).toBe(200);
  expect(statuses.filter((status) => status === 200).length).toBeLessThanOrEqual(4);
  expect(await answers.find(({ status }) => status === 503)?.json()).toMatchObject({ error: { code: 'dropped' } });
});

test('at ten keys per second the last answer never waits behind a queue', async () => {
  const alone = Math.max(...(await Promise.all([4000, 4001].map((i) => timed(() => ask(slow(i)))))));
  let previous: AbortController | null = null;
  let last = Promise.resolve(0);
  for (let i = 0; i < 12; i += 1) {
    previous?.abort();
    const typing = new AbortController();
    previous = typing;
    const answer = timed(async () => {
      await Promise.all(
        ['result?q', 'cards?q', 'beside?counts', 'beside?correct'].map((path) =>
          app.fetch(
            new Request(`http://127.0.0.1/api/${path}=${encodeURIComponent(slow(5000 + i))}`, {
              signal: typing.signal,
            }),
          ),
        ),
      );
    });
    answer.catch(() => {});
    last = answer;
    await new Promise((done) => setTimeout(done, 100));
  }
  // Four questions on two readers, each at most as long as one alone; the rest is room for a busy machine.
  expect(await last).toBeLessThan(alone * 6 + 250);
});

test('questions without a lane are all answered, in any number', async () => {
  const totals = await Promise.all(Array.from({ length: 30 }, () => library.reads.total()));
  expect(new Set(totals)).toEqual(new Set([ITEMS]));
});

test('a first page is answered before waiting counts', async () => {
  const order: string[] = [];
  const counts = Array.from({ length: 8 }, (_, i) => ask(slow(6000 + i)).then(() => order.push('counts')));
  const page = app
    .fetch(new Request(`http://127.0.0.1/api/result?begin=true&q=${encodeURIComponent(slow(7000))}`))
    .then(() => order.push('page'));
  await Promise.all([...counts, page]);
  // Two readers have begun one each before it was asked; it may be overtaken while it is answered.
  expect(order.indexOf('page')).toBeLessThan(5);
});
