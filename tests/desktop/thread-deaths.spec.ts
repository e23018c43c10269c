/** Threads die while the window is open: the page reports it and goes on, and the window can be closed. */
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
/** The number of deaths of each kind of thread that may die without limit. */
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
  // A reload during the first load fails in Chromium: “Not attached to an active page”.
  await expect(page.getByRole('gridcell').first()).toBeVisible();
  await page.reload();
  await expect(page.getByRole('button', { name: `All, ${CLIPS} generations` })).toBeVisible();
});
test.afterAll(() => rm(root, { recursive: true, force: true }));

/**
 * Ends the thread that was called last by this name, as a fault would. A thread is no process, so no signal can end it.
 */
const kill = (call: string): Promise<void> =>
  application.evaluate(async (_electron, name) => {
    const { endThread } = globalThis as unknown as { endThread(call: string): Promise<number | undefined> };
    if ((await endThread(name)) === undefined) throw new Error(`No thread was called by the name ${name}.`);
  }, call);

test('after a death of the writer thread, the next edit is saved', async () => {
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

test('after a death of a reader and of the preview thread, the gallery goes on', async () => {
  await kill('beside');
  await kill('get');
  await page.getByRole('searchbox').or(page.getByRole('combobox')).first().fill('is:favorite');
  await expect(page.getByRole('gridcell')).toHaveCount(1);
  await page.getByRole('searchbox').or(page.getByRole('combobox')).first().fill('');
  await expect(page.getByRole('gridcell')).toHaveCount(CLIPS);
  await expect(page.locator('[role=gridcell] img[data-state]')).toHaveCount(CLIPS);
});

test('after a death of the import thread, the page says so in a sentence, and a new import works', async () => {
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

test('after deaths of threads at random moments, nothing hangs and every confirmed edit is saved', async () => {
  test.setTimeout(240_000);
  const random = randomFrom(5);
  // A third death of the writer within a minute ends its service, and two other tests here end it once. Other threads
  // have no limit.
  const victims = ['edit', ...Array.from({ length: KILLS }, () => ['beside', 'get', 'readWords']).flat()];
  const busy = page.evaluate(tagsAndSearches);
  for (const victim of victims) {
    await setTimeout(random() * 150);
    // The new thread of this name is known only after its first call; until then the map holds the dead one.
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
 * In the page: tags, searches, imports words and requests posters until `isOver` is set. Returns the tags whose edits
 * were confirmed.
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

test('the window closes while a thread is dead and an import runs', async () => {
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
