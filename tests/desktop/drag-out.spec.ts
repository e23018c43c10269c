/** Drags originals out of the window: one and several. */
import { rename } from 'node:fs/promises';
import { join } from 'node:path';
import { type ElectronApplication, expect, type Page, test } from 'playwright/test';
import { type Archive, DRAGON, makeArchive } from '../app/archive.ts';
import { personAt } from '../e2e/person.ts';
import { launchWindow } from './launch-window.ts';
import { importsInPage, writePrompts } from './prompts.ts';

let archive: Archive;
let application: ElectronApplication;
let page: Page;

test.beforeAll(async () => {
  archive = await makeArchive();
  application = await launchWindow({ library: join(archive.root, 'library'), paths: [archive.folder, archive.zip] });
  page = await application.firstWindow();
  // The first window on a machine opens slowly.
  await personAt(page).seesCount('4 generations', 60_000);
  await application.evaluate(({ BrowserWindow }) => {
    const dragged: Electron.Item[] = [];
    Object.assign(globalThis, { dragged });
    for (const { webContents } of BrowserWindow.getAllWindows())
      webContents.startDrag = (item) => void dragged.push(item);
  });
});
test.afterAll(async () => {
  await application?.close();
  await archive?.remove();
});

const drags = (): Promise<readonly (readonly string[])[]> =>
  application.evaluate(() =>
    (globalThis as unknown as { dragged: Electron.Item[] }).dragged.map(({ files = [] }) => files),
  );

/** Drags the selected items over the left edge of the window. */
async function carriesOut(text: string): Promise<void> {
  const box = await personAt(page).card(text).boundingBox();
  if (!box) throw new Error(`There is no card of “${text}”.`);
  const y = box.y + box.height / 2;
  await page.mouse.move(box.x + box.width / 2, y);
  await page.mouse.down();
  await page.mouse.move(box.x, y, { steps: 4 });
  await page.mouse.move(0, y, { steps: 4 });
  await page.mouse.up();
}

test('a selected card is dragged out as its original', async () => {
  await personAt(page).card('dragon').click();
  await carriesOut('dragon');
  await expect.poll(drags).toEqual([[join(archive.folder, `${DRAGON}.mp4`)]]);
});

test('the originals of a selection are dragged, also from zips; items without a file are reported', async () => {
  await page.keyboard.press('ControlOrMeta+a');
  await carriesOut('dragon');
  await expect.poll(async () => (await drags()).length, { timeout: 30_000 }).toBe(2);
  const [, files = []] = await drags();
  expect(files).toHaveLength(3);
  expect(files).toContain(join(archive.folder, `${DRAGON}.mp4`));
  await personAt(page).seesNotice('1 original is not there and was left out.');
});

test('nothing is dragged when no original is there', async () => {
  await rename(archive.folder, `${archive.folder}-away`);
  await personAt(page).card('dragon').click();
  await carriesOut('dragon');
  await personAt(page).seesNotice('The original is not there, so it cannot be dragged out.');
  expect(await drags()).toHaveLength(2);
  await rename(`${archive.folder}-away`, archive.folder);
});

test('too many items for a drag are reported, and nothing is dragged', async () => {
  expect(await importsInPage(page, [await writePrompts(archive.root, 'aaaa', 300)])).toBe('done');
  await personAt(page).seesCount('304 generations');
  await page.keyboard.press('ControlOrMeta+a');
  await carriesOut('lantern');
  await personAt(page).seesNotice('304 items are selected. At most 200 can be dragged out at once.');
  expect(await drags()).toHaveLength(2);
});
