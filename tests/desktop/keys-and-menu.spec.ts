/** Real keys and the real menu, with the focus in a text field and outside of it. */
import { type ElectronApplication, expect, type Page, test } from 'playwright/test';
import { MARK } from '../../src-main/desktop/running/mark.ts';
import { type SmallLibrary, smallLibrary } from '../e2e/small-archive.ts';
import { launchWindow } from './launch-window.ts';
import { classOf, hasScreen, iconPixelOf, newWindow, presses } from './on-screen.ts';

test.skip(!hasScreen, 'Keys of the system can be pressed only under X11.');

let library: SmallLibrary;
let application: ElectronApplication;
let page: Page;
let window: string;

test.beforeAll(async () => {
  test.setTimeout(300_000);
  library = await smallLibrary();
  application = await launchWindow({ library: library.library });
  page = await application.firstWindow();
  window = await newWindow([]);
  await page.goto('app://afterimage/?q=');
  await expect(page.getByRole('gridcell').first()).toBeVisible();
});
test.afterAll(async () => {
  await application?.close();
  await library?.remove();
});

const search = () =>
  page
    .getByRole('searchbox')
    .or(page.getByRole('combobox', { name: /search/i }))
    .first();
const selected = (): Promise<string> =>
  search().evaluate((field) => {
    const { value, selectionStart, selectionEnd } = field as unknown as {
      value: string;
      selectionStart: number | null;
      selectionEnd: number | null;
    };
    return value.slice(selectionStart ?? 0, selectionEnd ?? 0);
  });
const zoom = (): Promise<number> =>
  application.evaluate(
    ({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.webContents.getZoomLevel() ?? Number.NaN,
  );
const journal = (): Promise<unknown> =>
  page.evaluate(async () => (await (await fetch('/api/journal')).json()) as unknown);

test('Ctrl+F focuses the search field', async () => {
  await page.getByRole('gridcell').first().focus();
  await presses('ctrl+f');
  await expect(search()).toBeFocused();
});

test('the zoom keys are those of other programs', async () => {
  const keys = { 'ctrl+equal': 1, 'ctrl+minus': -1, 'ctrl+plus': 1, 'ctrl+KP_Add': 1, 'ctrl+KP_Subtract': -1 };
  for (const [key, step] of Object.entries(keys)) {
    const before = await zoom();
    await presses(key);
    await expect.poll(async () => Math.sign((await zoom()) - before), key).toBe(step);
  }
  for (const key of ['ctrl+0', 'ctrl+KP_0']) {
    await presses('ctrl+equal', key);
    await expect.poll(zoom, key).toBe(0);
  }
});

test('in a text field, Undo and Select all of the menu change the text and not the library', async () => {
  const before = await journal();
  await search().focus();
  await presses('ctrl+a', 'BackSpace', 'd', 'r', 'a');
  await expect(search()).toHaveValue('dra');
  // Edit > Select all, Undo, Redo: each is opened by its access keys.
  await presses('alt+e', 'a');
  await expect.poll(selected).toBe('dra');
  await presses('alt+e', 'u');
  await expect(search()).not.toHaveValue('dra');
  await presses('alt+e', 'r');
  await expect(search()).toHaveValue('dra');
  expect(await journal()).toEqual(before);
  await presses('ctrl+a', 'BackSpace');
});

test('outside of a text field, Undo and Select all of the menu act on the library', async () => {
  await page.goto('app://afterimage/?q=');
  await page.getByRole('gridcell').first().click();
  await presses('3');
  await expect.poll(async () => JSON.stringify(await journal())).toContain('rating');
  const rated = JSON.stringify(await journal());
  await presses('alt+e', 'u');
  await expect.poll(async () => JSON.stringify(await journal())).not.toBe(rated);
  await presses('alt+e', 'a');
  await expect(page.getByRole('gridcell', { selected: true })).not.toHaveCount(0);
});

test('the window has the icon and the class of its launcher', async () => {
  expect(classOf(window)).toContain('"afterimage", "afterimage"');
  // Electron has an icon of its own; the pixel in the middle tells them apart.
  const middle = await application.evaluate(({ nativeImage }, mark) => {
    const bitmap = nativeImage.createFromDataURL(mark).toBitmap();
    return bitmap.readUInt32LE((128 * 256 + 128) * 4);
  }, MARK);
  expect(iconPixelOf(window, 128, 128)).toBe(middle);
});
