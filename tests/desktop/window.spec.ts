/** The window: it loads the page, restricts it, and shows the library. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type ElectronApplication, expect, type Page, test } from 'playwright/test';
import { launchWindow } from './launch-window.ts';

let library: string;
let application: ElectronApplication;
let page: Page;

test.beforeAll(async () => {
  library = await mkdtemp(join(tmpdir(), 'afterimage-window-'));
  application = await launchWindow({ library });
  page = await application.firstWindow();
});
test.afterAll(async () => {
  await application?.close();
  await rm(library, { recursive: true, force: true });
});

test('the page has its own scheme and only the bridge', async () => {
  expect(page.url()).toBe('app://afterimage/');
  const seen = await page.evaluate(() => ({
    bridge: Object.keys((globalThis as unknown as { afterimage: object }).afterimage).sort(),
    node: ['require', 'process', 'module', 'Buffer'].filter((name) => name in globalThis),
  }));
  expect(seen).toEqual({
    bridge: [
      'chooseBackup',
      'chooseFolder',
      'chooseSources',
      'newWindow',
      'onCommand',
      'onShowReport',
      'pathsOf',
      'revealExport',
      'revealFile',
      'revealLog',
      'startDrag',
    ],
    node: [],
  });
});

test('requests of the page reach the library', async () => {
  const info = await page.evaluate(async () => (await fetch('/api/library')).json());
  expect(info).toMatchObject({ door: 'desktop', path: library, total: 0 });
});

test('the page cannot reach other origins', async () => {
  const reached = await page.evaluate(async () =>
    Promise.all(
      ['https://example.com/', 'http://127.0.0.1:1/', 'file:///etc/hosts'].map((url) =>
        fetch(url).then(
          () => url,
          () => null,
        ),
      ),
    ),
  );
  expect(reached).toEqual([null, null, null]);
  const opened = await page.evaluate(() =>
    (globalThis as unknown as { open(url: string): unknown }).open('https://example.com/'),
  );
  expect(opened).toBeNull();
  await page.evaluate(() => {
    (globalThis as unknown as { location: { href: string } }).location.href = 'https://example.com/';
  });
  await page.waitForTimeout(300);
  expect(page.url()).toBe('app://afterimage/');
});

test('events arrive through the scheme', async () => {
  const opened = page.evaluate(async () => {
    const reader = (await fetch('/api/events')).body?.getReader();
    const first = await reader?.read();
    await reader?.cancel();
    return new TextDecoder().decode(first?.value);
  });
  expect(await opened).toContain(': welcome');
});
