/** Recent archives in the menu, progress on the taskbar, and a notification at the end of long work. */

import { rename } from 'node:fs/promises';
import { join } from 'node:path';
import { type ElectronApplication, expect, type Page, test } from 'playwright/test';
import { type Archive, makeArchive } from '../app/archive.ts';
import { changeSettings } from '../e2e/settings.ts';
import { launchWindow } from './launch-window.ts';
import { importsInPage, writePrompts } from './prompts.ts';

test.describe.configure({ mode: 'serial' });

let archive: Archive;
let library: string;
let application: ElectronApplication;
let page: Page;

test.beforeAll(async () => {
  archive = await makeArchive();
  library = join(archive.root, 'library');
  application = await launchWindow({ library, paths: [archive.folder] });
  page = await application.firstWindow();
});
test.afterAll(async () => {
  await application?.close();
  await archive?.remove();
});

interface Shown {
  readonly label: string;
  readonly enabled: boolean;
}

/** The lines of File > Open recent, without separators. */
const recents = (): Promise<readonly Shown[]> =>
  application.evaluate(({ Menu }) =>
    (Menu.getApplicationMenu()?.getMenuItemById('open-recent')?.submenu?.items ?? [])
      .filter(({ type }) => type !== 'separator')
      .map(({ label, enabled }) => ({ label: label.replace(/\(&.\)|&/, ''), enabled })),
  );
const names = async (): Promise<readonly string[]> => (await recents()).map(({ label }) => label.split(' — ')[0] ?? '');

async function chooses(label: string): Promise<void> {
  await application.evaluate(({ Menu }, wanted) => {
    const items = Menu.getApplicationMenu()?.getMenuItemById('open-recent')?.submenu?.items ?? [];
    items.find((item) => item.label.replace('&', '').startsWith(wanted))?.click();
  }, label);
}

const imports = (paths: readonly string[]): Promise<string> => importsInPage(page, paths);
const importCount = (): Promise<number> =>
  page.evaluate(async () => ((await (await fetch('/api/imports')).json()) as unknown[]).length);

test('archives are listed newest first, and choosing one imports it again', async () => {
  await expect.poll(names).toEqual(['sora-data-files-export-1', 'Clear list']);
  expect(await imports([archive.zip])).toBe('done');
  await expect.poll(names).toEqual(['sora-data-files-export-2.zip', 'sora-data-files-export-1', 'Clear list']);
  const before = await importCount();
  await chooses('sora-data-files-export-1');
  await expect.poll(importCount).toBe(before + 1);
  await expect.poll(names).toEqual(['sora-data-files-export-1', 'sora-data-files-export-2.zip', 'Clear list']);
});

test('a missing archive is grey after the window gets the focus', async () => {
  await rename(archive.zip, `${archive.zip}.away`);
  await application.evaluate(({ app }) => app.emit('browser-window-focus'));
  await expect.poll(async () => (await recents()).map(({ enabled }) => enabled)).toEqual([true, false, true]);
  await rename(`${archive.zip}.away`, archive.zip);
});

test('the list is in the language of the page', async () => {
  await changeSettings(page, { language: 'zh-CN' });
  await expect.poll(async () => (await names()).at(-1)).toBe('清除列表');
  await changeSettings(page, { language: 'en' });
  await expect.poll(async () => (await names()).at(-1)).toBe('Clear list');
});

test('a cleared list stays empty after a restart', async () => {
  await chooses('Clear list');
  await expect.poll(names).toEqual(['No archives yet']);
  await application.close();
  application = await launchWindow({ library });
  page = await application.firstWindow();
  await expect(page.getByRole('banner')).toBeVisible();
  expect(await names()).toEqual(['No archives yet']);
  expect(await imports([archive.zip])).toBe('done');
  await expect.poll(names).toEqual(['sora-data-files-export-2.zip', 'Clear list']);
});

type Bars = readonly (readonly [value: number, mode: string])[];

test('an import shows a bar on the taskbar until it ends', async () => {
  await application.evaluate(({ BrowserWindow }) => {
    const bars: [number, string][] = [];
    Object.assign(globalThis, { bars });
    for (const window of BrowserWindow.getAllWindows()) {
      const draw = window.setProgressBar.bind(window);
      window.setProgressBar = (value, options) => {
        bars.push([value, options?.mode ?? '']);
        draw(value, options);
      };
    }
  });
  expect(await imports([await writePrompts(archive.root, 'aaaa', 30_000)])).toBe('done');
  const bars = await application.evaluate(() => (globalThis as unknown as { bars: Bars }).bars);
  expect(bars.length).toBeGreaterThan(1);
  expect(bars.length).toBeLessThan(200);
  for (const [value, mode] of bars.slice(0, -1)) {
    expect(['normal', 'indeterminate']).toContain(mode);
    expect(value).toBeGreaterThanOrEqual(0);
  }
  expect(bars.at(-1)).toEqual([-1, 'none']);
});

test('long work that ends while no window is in front shows a notification; a click opens the report', async () => {
  await application.evaluate(({ BrowserWindow, Notification }) => {
    const shown: Electron.Notification[] = [];
    Object.assign(globalThis, { shown });
    // Test machines have no service that shows notifications.
    Notification.isSupported = () => true;
    Notification.prototype.show = function show(this: Electron.Notification) {
      shown.push(this);
    };
    for (const window of BrowserWindow.getAllWindows()) window.minimize();
  });
  await expect
    .poll(() => application.evaluate(({ BrowserWindow }) => BrowserWindow.getFocusedWindow() === null))
    .toBe(true);
  const told = (): Promise<readonly { title: string; body: string }[]> =>
    application.evaluate(() =>
      (globalThis as unknown as { shown: Electron.Notification[] }).shown.map(({ title, body }) => ({ title, body })),
    );
  // Short work shows no notification.
  expect(await imports([archive.folder])).toBe('done');
  expect(await told()).toEqual([]);

  await application.evaluate(() => {
    const now = Date.now;
    Date.now = () => now() + 60_000;
  });
  expect(await imports([await writePrompts(archive.root, 'bbbb', 50)])).toBe('done');
  await expect.poll(told).toEqual([{ title: 'Import finished', body: '50 generations added. 1 thing needs a look.' }]);

  await application.evaluate(() =>
    (globalThis as unknown as { shown: Electron.Notification[] }).shown[0]?.emit('click'),
  );
  await expect.poll(() => page.url()).toContain('screen=report');
  await expect(page.getByRole('main')).toContainText('50');
  expect(await application.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.isMinimized())).toBe(
    false,
  );
});
