/**
 * A second start on the same library: it sends its paths to the running program and ends, whatever the running program
 * is doing.
 */
import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type ElectronApplication, expect, type Page, test } from 'playwright/test';
import { endPrograms, startElectron } from './electron-program.ts';
import { launchWindow } from './launch-window.ts';
import { hasScreen, newWindow, windowsTitled } from './on-screen.ts';

/** The names alone exceed the 32 KB that Chromium passes between two starts. */
const MANY = 600;

let folder: string;
let library: string;
let application: ElectronApplication;
let page: Page;

test.beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'afterimage-second-'));
  library = join(folder, 'library');
  application = await launchWindow({ library });
  page = await application.firstWindow();
  await expect(page.getByRole('button', { name: 'Open export…' })).toBeVisible();
});
test.afterEach(async () => {
  await application?.close().catch(() => {});
  endPrograms();
  await rm(folder, { recursive: true, force: true });
});

/** Paths of all imports so far. */
const imported = (): Promise<readonly string[]> =>
  page.evaluate(async () => {
    const imports = (await (await fetch('/api/imports')).json()) as { paths: string[] }[];
    return imports.flatMap(({ paths }) => paths);
  });

const secondStart = async (paths: readonly string[]): Promise<number | null> => startElectron({ library, paths }).ended;

async function folders(count: number): Promise<readonly string[]> {
  const made = Array.from({ length: count }, (_, index) =>
    join(folder, 'a-rather-long-name-of-one-of-many-parts', `part ${index} 海`),
  );
  for (const path of made) {
    await mkdir(path, { recursive: true });
    await writeFile(join(path, 'note.txt'), 'nothing of interest');
  }
  return made;
}

test('hundreds of paths arrive complete, and the list is deleted', async () => {
  const paths = await folders(MANY);
  expect(paths.join(' ').length).toBeGreaterThan(32_768);
  expect(await secondStart(paths)).toBe(0);
  await expect.poll(async () => new Set(await imported()).size, { timeout: 60_000 }).toBe(MANY);
  expect(new Set(await imported())).toEqual(new Set(paths));
  expect(await readdir(join(library, 'window', 'handed-over'))).toEqual([]);
});

test('file addresses of a file manager are opened as paths; an address of another computer is refused with a sentence', async () => {
  const [path = ''] = await folders(1);
  await application.evaluate(({ dialog }) => {
    const noted = globalThis as unknown as { told: string[] };
    noted.told = [];
    dialog.showMessageBox = (async (...args: unknown[]) => {
      noted.told.push((args.at(-1) as { detail: string }).detail);
      return { response: 0, checkboxChecked: false };
    }) as unknown as typeof dialog.showMessageBox;
  });
  expect(await secondStart([pathToFileURL(path).href, 'file://server/share/a.zip'])).toBe(0);
  await expect.poll(imported, { timeout: 30_000 }).toEqual([path]);
  expect(await application.evaluate(() => (globalThis as unknown as { told: string[] }).told)).toEqual([
    'This is not the address of a file on this computer.\n\nfile://server/share/a.zip',
  ]);
});

test.describe('while a dialog is open', () => {
  test.skip(!hasScreen, 'Dialogs of the system can be found only under X11.');

  test('the page answers, another start is answered, and SIGTERM ends the program', async () => {
    const [path = ''] = await folders(1);
    const before = windowsTitled('Afterimage');
    expect(await secondStart([join(folder, 'vanished'), path])).toBe(0);
    await newWindow(before);
    expect(await page.evaluate(async () => (await fetch('/api/library')).status)).toBe(200);
    // The existing path is imported although the other is missing.
    await expect.poll(imported, { timeout: 30_000 }).toEqual([path]);
    const startedAt = Date.now();
    expect(await secondStart([])).toBe(0);
    expect(Date.now() - startedAt).toBeLessThan(15_000);
    const ended = new Promise((resolve) => application.process().once('exit', resolve));
    application.process().kill('SIGTERM');
    expect(await ended).toBe(0);
  });
});
