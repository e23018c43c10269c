/** Measures how soon an exported gallery of 10,000 items can be used, opened from disk in Chromium. */
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Page } from 'playwright';
import { expect } from 'playwright/test';
import { openLibrary } from '../../src-main/app/library/open-library.ts';
import { runExport } from '../app/export/exported.ts';
import { launchChromium } from '../e2e/chromium.ts';
import { exportPart, exportRecord, generationsJson } from '../fixtures/sora-export.ts';
import { writeFiles } from '../fixtures/temp.ts';
import { quantile, type Section } from './figure.ts';

const ITEMS = 10_000;
/** More than one screen shows; all have a poster. */
const WITH_MEDIA = 300;
const LOADS = 9;

export async function benchSite(folder: string): Promise<Section> {
  const source = join(folder, 'site-source');
  const records = Array.from({ length: ITEMS }, (_, at) => exportRecord(ITEMS - at));
  await writeFiles(join(source, 'part-1'), await exportPart(records.slice(0, WITH_MEDIA)));
  await writeFiles(join(source, 'list'), { 'generations.json': generationsJson(records.slice(WITH_MEDIA)) });
  const site = join(folder, 'site');
  await exportSite(join(folder, 'site-library'), source, site);
  const browser = await launchChromium();
  try {
    const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, offline: true });
    const address = pathToFileURL(join(site, 'index.html')).href;
    const opened: number[] = [];
    const searched: number[] = [];
    for (let load = 0; load < LOADS; load++) {
      const page = await context.newPage();
      opened.push(await open(page, address));
      searched.push(await search(page, 'market 432'));
      await page.close();
    }
    return {
      title: `An exported gallery of ${ITEMS.toLocaleString('en')} items`,
      how: `A gallery (export as site) opened from disk in headless Chromium at 1440 × 900 without a network, ${LOADS} times, each in a new page. Opened: until the first cells and their posters are painted. Searched: from the last key to the next painted frame with another number of items.`,
      figures: [
        { what: 'opened, median', value: quantile(opened, 0.5), unit: 'ms', baseline: null },
        { what: 'opened, slowest', value: Math.max(...opened), unit: 'ms', baseline: null },
        { what: 'searched, median', value: quantile(searched, 0.5), unit: 'ms', baseline: null },
      ],
    };
  } finally {
    await browser.close();
    await rm(site, { recursive: true, force: true });
  }
}

async function exportSite(directory: string, source: string, site: string): Promise<void> {
  const library = await openLibrary({ directory, backgroundPreviews: false });
  try {
    await library.jobs.finished((await library.jobs.import([source])).id);
    await library.makePreviews(() => {});
    const { state, error } = await runExport(library, { directory: site, as: 'site', name: '{id}' });
    if (state !== 'done') throw new Error(error ?? state);
  } finally {
    await library.close();
  }
}

/** Milliseconds from the navigation until the first cells are painted with their posters. */
async function open(page: Page, address: string): Promise<number> {
  await page.goto(address, { waitUntil: 'commit' });
  await page.locator('.cell img').first().waitFor();
  // The page's own policy forbids `waitForFunction` to evaluate texts again and again.
  const arePainted = `[...document.querySelectorAll('.cell img')]
    .filter((image) => image.getBoundingClientRect().top < innerHeight)
    .every((image) => image.complete && image.naturalWidth > 0)`;
  await expect.poll(() => page.evaluate(arePainted), { intervals: [5], timeout: 30_000 }).toBe(true);
  return (await page.evaluate('new Promise((done) => requestAnimationFrame(() => done(performance.now())))')) as number;
}

/** Milliseconds from the last key until the count has changed and a frame was painted. */
async function search(page: Page, text: string): Promise<number> {
  const before = await page.getByRole('status').textContent();
  await page.getByRole('searchbox').fill(text.slice(0, -1));
  await expect(page.getByRole('status')).not.toHaveText(before ?? '');
  return (await page.evaluate(`(async () => {
    const count = document.querySelector('[role=status]');
    const field = document.querySelector('[type=search]');
    const before = count.textContent;
    const began = performance.now();
    field.value = ${JSON.stringify(text)};
    field.dispatchEvent(new InputEvent('input', { bubbles: true }));
    do await new Promise((painted) => requestAnimationFrame(painted));
    while (count.textContent === before && performance.now() - began < 5000);
    return performance.now() - began;
  })()`)) as number;
}
