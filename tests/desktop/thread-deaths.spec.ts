/** Threads die under an open window: the page says what happened, goes on, and the window closes. */
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { type ElectronApplication, expect, type Page, test } from 'playwright/test';
import { makeClips } from '../app/many-clips.ts';
import { randomFrom } from '../catalog/seed.ts';
import { importFrom } from '../e2e/served.ts';
import { exportRecord, generationsJson } from '../fixtures/sora-export.ts';
import { launchWindow } from './launch-window.ts';

const CLIPS = 12;
const RECORDS = 12_000;
/** Of each kind of thread that may die as often as it likes. */
const KILLS = 20;
let root: string;
let application: ElectronApplication;
let page: Page;

test.beforeAll(async () => {
  test.setTimeout(180_000);
  root = await mkdtemp(join(tmpdir(), 'afterimage-deaths-'));
  await mkdir(join(root, 'clips'));
  await makeClips(join(root, 'clips'), CLIPS, 1);
  await importFrom(join(root, 'library'), join(root, 'clips'));
  application = await launchWindow({ library: join(root, 'library') });
  await application.evaluate(() => {
    const { Worker } = process.getBuiltinModule('node:worker_threads');
    const threads = new Map<string, InstanceType<typeof Worker>>();
    const { postMessage } = Worker.prototype;
    Worker.prototype.postMessage = function (message: { readonly name?: string }, ...rest) {
      threads.set(message.name ?? '', this);
      return postMessage.call(this, message, ...rest);
    };
    Object.assign(globalThis, { endThread: async (call: string) => threads.get(call)?.terminate() });
  });
  page = await application.firstWindow();
  await page.reload();
  await expect(page.getByRole('button', { name: `All, ${CLIPS} generations` })).toBeVisible();
});
test.afterAll(() => rm(root, { recursive: true, force: true }));

/**
 * Ends the thread that was called by this name last, as a fault would: a thread has no process of its own to be killed.
 */
const kill = (call: string): Promise<void> =>
  application.evaluate(async (_electron, name) => {
    const { endThread } = globalThis as unknown as { endThread(call: string): Promise<number | undefined> };
    if ((await endThread(name)) === undefined) throw new Error(`No thread was called by the name ${name}.`);
  }, call);

test('what writes dies: the next edit is saved', async () => {
  const cell = page.getByRole('gridcell').first();
  await expect(cell).toBeVisible();
  await kill('settings');
  await cell.click();
  await page.keyboard.press('f');
  await expect(page.getByRole('button', { name: 'Favourites, 1 generation' })).toBeVisible();
  const favourites = await page.evaluate(
    async () =>
      (await (await fetch('/api/cards?q=is:favorite&sort=newest&seed=0&limit=10')).json()) as { items: unknown[] },
  );
  expect(favourites.items.length).toBe(1);
});

test('what answers searches and what makes posters dies: the gallery goes on', async () => {
  await kill('beside');
  await kill('get');
  await page.getByRole('searchbox').or(page.getByRole('combobox')).first().fill('is:favorite');
  await expect(page.getByRole('gridcell')).toHaveCount(1);
  await page.getByRole('searchbox').or(page.getByRole('combobox')).first().fill('');
  await expect(page.getByRole('gridcell')).toHaveCount(CLIPS);
  await expect(page.locator('[role=gridcell] img[data-state]')).toHaveCount(CLIPS);
});

test('what imports dies: the page says so in a sentence, and importing again goes on', async () => {
  const folder = join(root, 'records');
  await mkdir(folder);
  await writeFile(
    join(folder, 'generations.json'),
    generationsJson(Array.from({ length: RECORDS }, (_, at) => exportRecord(at))),
  );
  const begin = (): Promise<unknown> =>
    page.evaluate(
      (path) =>
        fetch('/api/import', {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify({ paths: [path] }),
        }),
      folder,
    );
  await begin();
  await expect(page.getByText('Adding to the library').first()).toBeAttached();
  await kill('import');
  await expect(page.getByText(/A part of Afterimage stopped unexpectedly/)).toBeVisible();
  await begin();
  await expect
    .poll(
      async () => page.evaluate(async () => ((await (await fetch('/api/library')).json()) as { total: number }).total),
      {
        timeout: 60_000,
      },
    )
    .toBe(CLIPS + RECORDS);
});

test('threads die at random moments under a busy page: nothing hangs, and every edit that was answered is there', async () => {
  test.setTimeout(240_000);
  const random = randomFrom(5);
  // A third death of the writer within a minute ends its service, and two other tests here end it once; the others have
  // no limit.
  const victims = ['edit', ...Array.from({ length: KILLS }, () => ['beside', 'get', 'readWords']).flat()];
  const busy = page.evaluate(tagsAndSearches);
  for (const victim of victims) {
    await setTimeout(random() * 150);
    // Until the thread that was started anew is called, the one of that name is dead already.
    await expect(() => kill(victim)).toPass({ intervals: [20], timeout: 20_000 });
  }
  await page.evaluate(() => Object.assign(globalThis, { isOver: true }));
  const { tags, slowestMs } = await busy;
  expect(tags.length).toBeGreaterThan(20);
  expect(slowestMs).toBeLessThan(15_000);
  const words = await page.evaluate(async () => (await fetch('/api/words?as=json')).text());
  expect(tags.filter((tag) => !words.includes(`"${tag}"`))).toEqual([]);
});

/**
 * In the page: tags, searches, brings words and asks for posters until `isOver` is set. Returns the tags that were
 * answered as saved.
 */
async function tagsAndSearches(): Promise<{ readonly tags: readonly string[]; readonly slowestMs: number }> {
  const post = (path: string, body: string): Promise<Response> =>
    fetch(path, { method: 'POST', headers: { 'content-type': 'application/json' }, body });
  const { items } = (await (await fetch('/api/cards?q=has:file&sort=newest&seed=0&limit=10')).json()) as {
    items: { rowid: number }[];
  };
  const rowids = items.map(({ rowid }) => rowid);
  const tags: string[] = [];
  let slowestMs = 0;
  for (let n = 0; !(globalThis as unknown as { isOver?: boolean }).isOver; n++) {
    const begun = performance.now();
    const tag = `death-${n}`;
    const rowid = rowids[n % rowids.length] ?? 0;
    const edit = { selection: { type: 'rowids', rowids: [rowid] }, change: { set: 'tag-add', tag } };
    const [edited] = await Promise.all([
      post('/api/edits', JSON.stringify(edit)),
      fetch(`/api/beside?counts=${n % 2 ? 'has:file' : ''}`),
      fetch(`/media/poster/${rowid}?again=${n}`),
      post('/api/words?name=none.json', '{}'),
    ]);
    if (edited.ok) tags.push(tag);
    slowestMs = Math.max(slowestMs, performance.now() - begun);
  }
  return { tags, slowestMs };
}

test('the window closes with a dead thread and an import under way', async () => {
  await page.evaluate(() => fetch('/api/library'));
  await page.evaluate(() =>
    fetch('/api/sources/rescan', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{"ids":null}',
    }),
  );
  await kill('settings');
  const gone = new Promise((resolve) => application.process().once('exit', resolve));
  const begun = Date.now();
  await application.close();
  await gone;
  expect(Date.now() - begun).toBeLessThan(8_000);
});
