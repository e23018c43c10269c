/** Several windows on one library, and second starts that use them. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { rename } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { type ElectronApplication, expect, type Locator, type Page, test } from 'playwright/test';
import { type Archive, makeArchive } from '../app/archive.ts';
import { personAt } from '../e2e/person.ts';
import { commandOf, launchWindow } from './launch-window.ts';

test.describe.configure({ mode: 'serial' });

let archive: Archive;
let library: string;
let application: ElectronApplication;

test.beforeAll(async () => {
  archive = await makeArchive();
  library = join(archive.root, 'library');
  application = await launchWindow({ library, paths: [archive.folder] });
});
test.afterAll(async () => {
  await application?.close();
  await archive?.remove();
});

async function opensAnotherWindow(): Promise<Page> {
  const opened = application.waitForEvent('window');
  await application.evaluate(({ Menu }) => Menu.getApplicationMenu()?.getMenuItemById('new-window')?.click());
  return opened;
}

/** Starts the program again, as a person does in a terminal in this folder. */
async function startsAgain(paths: readonly string[], switches: readonly string[] = []): Promise<void> {
  const { program, args } = commandOf({ library, paths, switches });
  const child: ChildProcess = spawn(program, args, { cwd: archive.root, stdio: 'ignore' });
  const [code] = (await once(child, 'exit')) as [number | null];
  expect(code).toBe(0);
}

/** The cards whose names say that they are favourites. */
const favourites = (page: Page): Locator => page.getByRole('gridcell', { name: /favourite/ });
const windowCount = (): Promise<number> =>
  application.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length);
const total = (page: Page): Promise<number> =>
  page.evaluate(async () => ((await (await fetch('/api/library')).json()) as { total: number }).total);

test('a change in one window appears in the other, and each window keeps its own view', async () => {
  const first = await application.firstWindow();
  const person = personAt(first);
  await person.seesCount('2 generations');
  await person.searchesFor('dragon');
  await person.seesCount('1 of 2');

  const second = await opensAnotherWindow();
  const other = personAt(second);
  // A new window shows the whole library, not the search of the first one.
  await other.seesCount('2 generations');
  expect(new URL(first.url()).search).toContain('q=dragon');
  await expect(first).toHaveTitle('dragon — Afterimage');
  await expect(second).toHaveTitle('Afterimage');

  await other.card('dragon').click();
  await second.keyboard.press('f');
  await expect(favourites(first)).toBeVisible();
  await first.evaluate(async () => fetch('/api/undo', { method: 'POST' }));
  await expect(favourites(second)).toBeHidden();
  await person.seesCount('1 of 2');
});

test('a new window opens a step beside the last one', async () => {
  const places = await application.evaluate(({ BrowserWindow }) =>
    BrowserWindow.getAllWindows().map((window) => window.getNormalBounds()),
  );
  const [one, two] = places;
  expect(places).toHaveLength(2);
  expect([one?.x, one?.y]).not.toEqual([two?.x, two?.y]);
});

test('the view of the window that was in front last is stored, not the view that changed last', async () => {
  const [first, second] = application.windows();
  if (!first || !second) throw new Error('There are not two windows.');
  await personAt(second).searchesFor('lost');
  await personAt(second).seesCount('1 of 2');
  await personAt(second).isRemembered();
  await second.close();
  await expect.poll(windowCount).toBe(1);
  // With Playwright, every page believes that it has the focus: the test sends the system's focus events itself.
  await first.locator('body').dispatchEvent('focus');
  await personAt(first).isRemembered();
  await application.close();
  application = await launchWindow({ library });
  const page = await application.firstWindow();
  await personAt(page).seesCount('1 of 2');
  expect(new URL(page.url()).search).toContain('q=dragon');
});

test('a second start without paths brings the window to the front', async () => {
  await application.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.minimize());
  await startsAgain([]);
  await expect
    .poll(() =>
      application.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().map((window) => window.isMinimized())),
    )
    .toEqual([false]);
});

test('a second start resolves a relative path in its own folder, and the zip stays unchanged', async () => {
  const page = await application.firstWindow();
  await startsAgain([basename(archive.zip)]);
  await expect.poll(() => total(page), { timeout: 30_000 }).toBe(4);
  expect(await windowCount()).toBe(1);
  // The zip is neither moved nor locked.
  await rename(archive.zip, `${archive.zip}.away`);
  await rename(`${archive.zip}.away`, archive.zip);
});

test('a second start with --new-window opens another window', async () => {
  const opened = application.waitForEvent('window');
  await startsAgain([], ['--new-window']);
  await personAt(await opened).seesCount('4 generations');
  expect(await windowCount()).toBe(2);
});

test('a window outside all screens is moved back when the screens change', async () => {
  const reachable = await application.evaluate(async ({ BrowserWindow, screen }) => {
    const [window] = BrowserWindow.getAllWindows();
    if (!window) return null;
    const area = screen.getPrimaryDisplay().workArea;
    // The place of a window whose screen was removed. A window manager does not let a person move a window there.
    const moves: Electron.Rectangle[] = [];
    window.getBounds = () => ({ x: area.x + area.width + 500, y: 100, width: 900, height: 700 });
    window.setBounds = (bounds) => void moves.push(bounds as Electron.Rectangle);
    screen.emit('display-removed', {}, screen.getPrimaryDisplay());
    await new Promise((resolve) => setTimeout(resolve, 600));
    const [back] = moves;
    return back ? back.x >= area.x && back.x + back.width <= area.x + area.width : null;
  });
  expect(reachable).toBe(true);
});

test('closing the last window ends the program', async () => {
  const ended = application.waitForEvent('close');
  for (const window of application.windows()) await window.close();
  await ended;
});
