/**
 * Starts the window and the browser door in turn on one library and prints their times. A process of its own: an
 * ordinary user runs it.
 */
import { chromium } from 'playwright';
import { launchWindow } from '../desktop/launch-window.ts';
import { findChromium } from '../e2e/chromium.ts';
import { serve } from '../e2e/served.ts';
import { treeMemory } from './tree-memory.ts';

export interface DoorTimes {
  /** From the start of the process to the first cells, in ms. */
  readonly shown: number;
  /** From the wish to quit to the end of the process, in ms. */
  readonly closed: number;
  /** What its processes have in memory of their own, shared parts counted in shares, in MB. */
  readonly memory: number;
}

const STARTS = 7;

if (import.meta.main) {
  const [library = ''] = process.argv.slice(2);
  const window: DoorTimes[] = [];
  const browser: DoorTimes[] = [];
  const own = await chromium.launch({ executablePath: findChromium() ?? '' });
  for (let i = 0; i < STARTS; i++) {
    window.push(await timeWindow(library));
    browser.push(await timeBrowser(library, own));
  }
  await own.close();
  process.stdout.write(JSON.stringify({ window, browser }));
}

async function timeWindow(library: string): Promise<DoorTimes> {
  const begun = performance.now();
  const application = await launchWindow({ library });
  const page = await application.firstWindow();
  await page.getByRole('gridcell').first().waitFor();
  const shown = performance.now() - begun;
  const memory = await treeMemory(application.process().pid ?? 0);
  const wished = performance.now();
  await application.close();
  return { shown, closed: performance.now() - wished, memory };
}

async function timeBrowser(library: string, browser: Awaited<ReturnType<typeof chromium.launch>>): Promise<DoorTimes> {
  const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
  const begun = performance.now();
  const served = await serve(library);
  await page.goto(served.url);
  await page.getByRole('gridcell').first().waitFor();
  const shown = performance.now() - begun;
  const memory = await treeMemory(served.pid);
  await page.close();
  const wished = performance.now();
  await served.stop();
  return { shown, closed: performance.now() - wished, memory };
}
