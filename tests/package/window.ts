/**
 * The window of a package. Playwright's Electron driver needs Node's inspector, which a package has switched off. The
 * test drives the page through Chromium's remote debugging instead, which a command line can switch on.
 */
import { strictEqual } from 'node:assert/strict';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { chromium, expect, type Page } from 'playwright/test';
import type { Installed } from './installed.ts';

const START_MS = 60_000;

export async function tryWindow(
  installed: Installed,
  archive: string,
  total: number,
  display: string | null,
  screenshot: string | null,
): Promise<void> {
  const env = display === null ? {} : { DISPLAY: display };
  const library = ['--library', join(installed.work, 'library of the window')];
  const program = installed.spawn(installed.program, [...library, '--remote-debugging-port=0', '--lang=en-US'], env, [
    'ignore',
    'inherit',
    'pipe',
  ]);
  const exit = once(program, 'exit');
  try {
    const browser = await chromium.connectOverCDP(await debuggerOf(program));
    const page = await firstPage(() => browser.contexts().flatMap((context) => context.pages()));
    await expect(page.getByRole('heading', { name: 'Bring what you made' })).toBeVisible({ timeout: START_MS });

    const second = installed.spawn(installed.program, [...library, '--', archive], env, 'inherit');
    strictEqual((await once(second, 'exit'))[0], 0, 'a second start hands its paths over and ends');
    const cards = page.getByRole('main').getByRole('gridcell');
    await expect(cards).toHaveCount(total, { timeout: START_MS });
    const loaded = `[...document.querySelectorAll('main [role=gridcell] img')].filter((image) => image.naturalWidth > 0).length`;
    await expect.poll(() => page.evaluate(loaded), { timeout: START_MS }).toBe(total);
    if (screenshot) await page.screenshot({ path: screenshot });

    await page.evaluate('window.close()').catch(() => {});
    const [code] = await exit;
    strictEqual(code, 0, 'the program ends when its window is closed');
  } finally {
    program.kill('SIGKILL');
  }
}

/** Chromium prints the address on standard error; its other output there is passed on. */
async function debuggerOf(program: ChildProcess): Promise<string> {
  const lines = createInterface({ input: program.stderr as NodeJS.ReadableStream });
  return new Promise((resolve, reject) => {
    const timeout = setTimeout(() => reject(new Error('The program did not open its debugger.')), START_MS);
    lines.on('line', (line) => {
      const address = /^DevTools listening on (ws:\S+)/.exec(line)?.[1];
      if (address === undefined) return void process.stderr.write(`${line}\n`);
      clearTimeout(timeout);
      resolve(address);
    });
    lines.on('close', () => reject(new Error('The program ended before it opened its window.')));
  });
}

async function firstPage(pages: () => readonly Page[]): Promise<Page> {
  await expect.poll(() => pages().length, { timeout: START_MS }).toBeGreaterThan(0);
  const [page] = pages();
  if (!page) throw new Error('There is no page in the window.');
  return page;
}
