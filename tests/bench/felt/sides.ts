/** The two programs that are compared: Afterimage behind its browser door, and the plain page behind a plain server. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright';
import { type Served, serve } from '../../e2e/served.ts';

export const SIDES = ['ours', 'plain'] as const;
export type Side = (typeof SIDES)[number];

/** What both programs show. */
export interface Subject {
  readonly library: string;
  /** The records of the plain page. */
  readonly records: string;
}

export const VIEWPORT = { width: 1440, height: 900 };

/** Starts the server of one side. */
export function start(side: Side, { library, records }: Subject): Promise<Served> {
  return side === 'ours' ? serve(library) : servePlain(library, records);
}

async function servePlain(library: string, records: string): Promise<Served> {
  const child = spawn(process.execPath, ['tests/bench/felt/plain-server.ts', library, records], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [printed] = (await once(child.stdout, 'data')) as [Buffer];
  return {
    url: printed.toString().trim(),
    pid: child.pid ?? 0,
    async stop() {
      const gone = once(child, 'exit');
      child.kill('SIGINT');
      await gone;
    },
  };
}

/** The script that measures inside a page. */
export const watchScript = (): Promise<string> => readFile(join(import.meta.dirname, 'in-page', 'watch.js'), 'utf8');

/** A page that nothing is stored for and that measures itself. */
export async function newPage(browser: Browser): Promise<Page> {
  const context = await browser.newContext({ viewport: VIEWPORT, locale: 'en-US' });
  await context.addInitScript({ content: await watchScript() });
  const page = await context.newPage();
  page.setDefaultTimeout(120_000);
  return page;
}

/** Runs `use` with a started server and its loaded page. */
export async function withLoaded<T>(
  browser: Browser,
  side: Side,
  subject: Subject,
  use: (page: Page, served: Served) => Promise<T>,
): Promise<T> {
  const served = await start(side, subject);
  const page = await newPage(browser);
  try {
    await page.goto(served.url);
    await page.evaluate('felt.start()');
    return await use(page, served);
  } finally {
    await page.context().close();
    await served.stop();
  }
}

/** Calls `run` for both sides in turns, `tries` times. */
export async function inTurns<T>(
  tries: number,
  run: (side: Side, at: number) => Promise<T>,
): Promise<Readonly<Record<Side, readonly T[]>>> {
  const results: Record<Side, T[]> = { ours: [], plain: [] };
  for (let at = 0; at < tries; at++) for (const side of SIDES) results[side].push(await run(side, at));
  return results;
}
