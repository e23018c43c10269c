/**
 * Previews that the page no longer needs are not made. Electron does not tell the application that a request was
 * aborted, so the page does.
 */
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type ElectronApplication, expect, type Page, test } from 'playwright/test';
import { makeClips } from '../app/many-clips.ts';
import { ffmpegsOf } from '../app/processes.ts';
import { importFrom } from '../e2e/served.ts';
import { launchWindow } from './launch-window.ts';

test.skip(process.platform !== 'linux', 'Running programs are counted in /proc.');

const POSTERS = 400;
const FILMS = 12;
let root: string;
let application: ElectronApplication;
let page: Page;
let pid: number;

test.beforeAll(async () => {
  test.setTimeout(180_000);
  root = await mkdtemp(join(tmpdir(), 'afterimage-given-up-'));
  const originals = join(root, 'originals');
  await mkdir(join(originals, 'films'), { recursive: true });
  await makeClips(join(originals, 'films'), FILMS, 20, 'hevc');
  await mkdir(join(originals, 'clips'));
  await makeClips(join(originals, 'clips'), POSTERS, 1);
  await importFrom(join(root, 'library'), originals);
  application = await launchWindow({ library: join(root, 'library') });
  pid = application.process().pid ?? 0;
  page = await application.firstWindow();
});
test.afterAll(async () => {
  await application?.close();
  await rm(root, { recursive: true, force: true });
});

const idle = (timeout: number, word = ''): Promise<void> =>
  expect.poll(() => ffmpegsOf(pid, word), { timeout, intervals: [20] }).toBe(0);
/** An argument of the ffmpeg runs that make proxies; the background run makes posters only. */
const COPY = 'libx264';

/** The rowids of the results of a query. */
const found = (q: string): Promise<readonly number[]> =>
  page.evaluate(async (query) => {
    const answer = await fetch(`/api/cards?q=${encodeURIComponent(query)}&sort=oldest&seed=0&limit=500`);
    return ((await answer.json()) as { items: { rowid: number }[] }).items.map(({ rowid }) => rowid);
  }, q);

test('of 50 cancelled posters most are not made, and the next request is answered', async () => {
  // The background run would make all of them meanwhile. It pauses while a video plays.
  await page.evaluate(() =>
    fetch('/api/playing', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{"playing":true}',
    }),
  );
  await idle(60_000);
  const rowids = (await found('')).slice(-120);
  const seen = await page.evaluate(async (all) => {
    const address = (rowid: number): string => `/media/poster/${rowid}?v=spec&page=spec`;
    const requests = all.slice(0, 50).map(address);
    // The page does not abort these requests, so the test can see each answer.
    const answers = requests.map((path) => fetch(path));
    await new Promise((resolve) => setTimeout(resolve, 100));
    await fetch('/api/given-up', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ requests }),
    });
    const begun = performance.now();
    const next = (await fetch(address(all[60] ?? 0))).status;
    const took = performance.now() - begun;
    const statuses = (await Promise.all(answers)).map(({ status }) => status);
    return { next, took, givenUp: statuses.filter((status) => status === 503).length };
  }, rowids);
  console.log(`The next poster took ${Math.round(seen.took)} ms; ${seen.givenUp} of 50 were not made.`);
  expect(seen.next).toBe(200);
  expect(seen.givenUp).toBeGreaterThan(25);
});

test('the proxies of skipped films are aborted', async () => {
  await page.goto('app://afterimage/?q=duration:%3E15');
  await expect(page.getByRole('gridcell')).toHaveCount(FILMS);
  await page.getByRole('gridcell').first().dblclick();
  for (let passed = 1; passed < FILMS; passed++) {
    await page.waitForTimeout(250);
    await page.keyboard.press('ArrowRight');
  }
  await expect.poll(() => ffmpegsOf(pid, COPY), { timeout: 20_000, intervals: [20] }).toBeGreaterThan(0);
  const begun = Date.now();
  await page.keyboard.press('Escape');
  // A proxy that is made completely takes longer.
  await idle(4_000, COPY);
  console.log(`Nothing was made any more after ${Date.now() - begun} ms.`);
});
