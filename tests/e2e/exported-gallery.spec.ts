/** An exported gallery as a person opens it: from disk, in a real Chromium without a network. */
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type BrowserContext, expect, type Page, test } from 'playwright/test';
import { openGallery } from '../../src-main/app/export/site/gallery-client.js';
import { PAGE, STYLES, TEXTS } from '../../src-main/app/export/site/page.ts';
import { DRAGON, TRAM } from '../app/archive.ts';
import { runExport } from '../app/export/exported.ts';
import { type Opened, openWithArchive } from '../app/opened.ts';

const HOSTILE = '<img src=x onerror="document.title=\'owned\'"> </script><script>document.title="owned"</script>';

let opened: Opened;
let site: string;

test.beforeAll(async () => {
  opened = await openWithArchive();
  const rowid = async (id: string): Promise<number> => (await opened.library.reads.show(id))?.rowid ?? 0;
  const { edit } = opened.library.edits;
  await edit({ selection: { type: 'rowids', rowids: [await rowid(DRAGON)] }, change: { set: 'note', note: HOSTILE } });
  await edit({
    selection: { type: 'rowids', rowids: [await rowid(DRAGON)] },
    change: { set: 'tag-add', tag: 'keepers/最高' },
  });
  await edit({
    selection: { type: 'rowids', rowids: [await rowid(TRAM)] },
    change: { set: 'tag-add', tag: HOSTILE.slice(0, 40) },
  });
  site = join(opened.archive.root, 'a gallery # 100% ?');
  const job = await runExport(opened.library, { directory: site, as: 'site', name: '{title} #1 100%' });
  expect(job).toMatchObject({ state: 'done', exported: { generations: 4, files: 3, problems: [] } });
});
test.afterAll(() => opened?.close());

/** Opens the page from disk; every request other than for a file beside it is a fault. */
async function openSite(
  context: BrowserContext,
  folder: string,
): Promise<{ readonly page: Page; readonly faults: readonly string[] }> {
  await context.setOffline(true);
  const page = await context.newPage();
  const faults: string[] = [];
  page.on('request', (request) => request.url().startsWith('file:') || faults.push(request.url()));
  page.on('requestfailed', (request) => faults.push(`failed: ${request.url()}`));
  page.on('pageerror', (error) => faults.push(error.message));
  page.on('console', (message) => message.type() === 'error' && faults.push(message.text()));
  await page.goto(pathToFileURL(join(folder, 'index.html')).href);
  return { page, faults };
}

test('opens from disk, searches in every language, plays, and shows every text as plain text', async ({ context }) => {
  const { page, faults } = await openSite(context, site);
  const cells = page.locator('.cell');
  await expect(cells).toHaveCount(4);
  await expect(page.getByRole('status')).toHaveText('4 items');
  await expect(page.getByRole('heading', { level: 2 })).toHaveText(['November 2025', 'April 2025']);
  await expect(cells.locator('img')).toHaveCount(3);
  expect(
    await cells
      .locator('img')
      .evaluateAll((all) => all.every((one) => (one as unknown as { naturalWidth: number }).naturalWidth > 0)),
  ).toBe(true);

  const search = page.getByRole('searchbox');
  for (const [words, found] of [
    ['PAPER', 2],
    ['paper -boats', 1],
    ['夜の市', 1],
    ['最高', 1],
    ['nothing like it', 0],
    ['', 4],
  ] as const) {
    await search.fill(words);
    await expect(cells).toHaveCount(found);
  }
  await page.getByRole('button', { name: 'keepers/最高 1' }).click();
  await expect(cells).toHaveCount(1);
  await cells.first().click();
  const video = page.locator('dialog video');
  await expect.poll(() => video.evaluate((one) => (one as unknown as { videoWidth: number }).videoWidth)).toBe(176);
  await expect(page.getByText(HOSTILE)).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(cells.first()).toBeFocused();
  await page.getByRole('button', { name: 'keepers/最高 1' }).click();
  await cells.first().click();
  await page.getByRole('button', { name: 'Next' }).click();
  await page.getByRole('button', { name: 'Close' }).click();
  expect(await page.title()).toBe('Gallery');
  expect(faults).toEqual([]);
});

test('is in the language of the browser, or in the chosen one', async ({ browser }) => {
  for (const locale of ['zh-CN', 'ja'] as const) {
    const context = await browser.newContext({ locale, colorScheme: 'dark' });
    const { page, faults } = await openSite(context, site);
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(TEXTS[locale].title);
    await page.getByRole('combobox').selectOption('en');
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('Gallery');
    expect(faults).toEqual([]);
    await context.close();
  }
});

test('shows ten thousand items, drawing only those in view', async ({ context }) => {
  const folder = await mkdtemp(join(tmpdir(), 'afterimage-gallery-'));
  try {
    await mkdir(join(folder, 'gallery'));
    const items = Array.from({ length: 10_000 }, (_, at) => ({
      id: `gen_${at}`,
      kind: null,
      title: null,
      prompt: `${at % 2 ? 'a paper dragon' : '紙の龍'} number ${at}`,
      shots: [],
      date: null,
      model: null,
      author: null,
      note: '',
      rating: 0,
      favorite: false,
      tags: [`t${at % 7}`],
      collections: [],
      seconds: null,
      width: at % 3 ? 704 : 1280,
      height: at % 3 ? 1280 : 704,
      poster: null,
      media: [],
    }));
    await writeFile(join(folder, 'index.html'), PAGE);
    await writeFile(join(folder, 'gallery', 'gallery.css'), STYLES);
    await writeFile(join(folder, 'gallery', 'gallery.js'), `const openGallery = ${openGallery.toString()};`);
    await writeFile(join(folder, 'gallery', 'data.js'), `openGallery(${JSON.stringify({ texts: TEXTS, items })});`);
    const { page, faults } = await openSite(context, folder);
    await expect(page.getByRole('status')).toHaveText('10,000 items');
    expect(await page.locator('.cell').count()).toBeLessThan(150);
    await page.evaluate('window.scrollTo(0, document.documentElement.scrollHeight)');
    await expect(page.locator('.cell[data-index="9999"]')).toBeVisible();
    expect(await page.locator('.cell').count()).toBeLessThan(150);
    await page.getByRole('searchbox').fill('紙の龍 number 9998');
    await expect(page.getByRole('status')).toHaveText('1 item');
    expect(faults).toEqual([]);
  } finally {
    await rm(folder, { recursive: true });
  }
});
