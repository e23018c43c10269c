/**
 * Measures the window beside the plain page in Chromium and prints the times: `node
 * tests/bench/felt/window-measured.ts FOLDER TRIES`. A process of its own: an ordinary user runs it.
 */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Browser, chromium, type ElectronApplication, type Page } from 'playwright';
import { launchWindow } from '../../desktop/launch-window.ts';
import { findChromium } from '../../e2e/chromium.ts';
import { treeMemory } from '../tree-memory.ts';
import type { Both } from './figures.ts';
import { type Memory, memoryOf } from './memory.ts';
import type { Stroke } from './queries.ts';
import { SIDES, type Subject, VIEWPORT, watchScript, withLoaded } from './sides.ts';
import { timeStart } from './starting.ts';
import { type StrokeTimes, timeStroke } from './typing.ts';

export interface WindowMeasures {
  readonly starts: Both<number>;
  readonly typed: Both<StrokeTimes>;
  readonly memory: Both<Pick<Memory, 'rss'> & { readonly all: number }>;
}

interface Opened {
  readonly application: ElectronApplication;
  readonly page: Page;
  readonly shownAt: number;
}

const SETTLED_MS = 4000;

if (import.meta.main) {
  const [folder = '', tries = '5'] = process.argv.slice(2);
  const subject = { library: join(folder, 'library'), records: join(folder, 'records.json') };
  const strokes = JSON.parse(await readFile(join(folder, 'strokes.json'), 'utf8')) as readonly Stroke[];
  const browser = await chromium.launch({ executablePath: findChromium() ?? '' });
  try {
    const starts = await measureStarts(browser, subject, Number(tries));
    process.stdout.write(JSON.stringify({ starts, ...(await measureLoaded(browser, subject, strokes)) }));
  } finally {
    await browser.close();
  }
}

async function openWindow(library: string): Promise<Opened> {
  const script = await watchScript();
  const application = await launchWindow({ library });
  await application.context().addInitScript({ content: script });
  const page = await application.firstWindow();
  page.setDefaultTimeout(120_000);
  // The window may have loaded its page before the script was added.
  await page.evaluate(script);
  const { shown } = (await page.evaluate('felt.start()')) as { shown: number };
  return { application, page, shownAt: shown };
}

async function measureStarts(browser: Browser, subject: Subject, tries: number): Promise<Both<number>> {
  const starts = { ours: [] as number[], plain: [] as number[] };
  // The first one is not counted.
  for (let at = 0; at <= tries; at++) {
    const begun = Date.now();
    const { application, shownAt } = await openWindow(subject.library);
    await application.close();
    const plain = await timeStart(browser, 'plain', subject);
    if (at === 0) continue;
    starts.ours.push(shownAt - begun);
    starts.plain.push(plain.shown);
  }
  return starts;
}

async function measureLoaded(
  browser: Browser,
  subject: Subject,
  strokes: readonly Stroke[],
): Promise<Pick<WindowMeasures, 'typed' | 'memory'>> {
  const { application, page } = await openWindow(subject.library);
  try {
    return await withLoaded(browser, 'plain', subject, async (plain, { pid }) => {
      await application.evaluate(({ BrowserWindow }, { width, height }) => {
        for (const window of BrowserWindow.getAllWindows()) window.setContentSize(width, height);
      }, VIEWPORT);
      await page.waitForTimeout(SETTLED_MS);
      const main = application.process().pid ?? 0;
      const memory = {
        ours: [{ rss: (await memoryOf(main)).rss, all: await treeMemory(main) }],
        plain: [{ rss: (await memoryOf(pid)).rss, all: Number.NaN }],
      };
      const pages = { ours: page, plain };
      const typed = { ours: [] as StrokeTimes[], plain: [] as StrokeTimes[] };
      for (const stroke of strokes)
        for (const side of SIDES) typed[side].push(await timeStroke(pages[side], stroke, stroke[side]));
      return { typed, memory };
    });
  } finally {
    await application.close();
  }
}
