/**
 * A library that cannot be opened offers its recovery in the page and can be recovered there; a backup is restored in
 * the settings. In both doors.
 */
import { readFile, rm, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { expect, type Page } from 'playwright/test';
import { seriousOn } from './axe.ts';
import { type Door, test } from './door.ts';
import { ITEMS, type KeptLibrary, keptLibrary } from './kept-library.ts';
import { takeScreenshots } from './screenshots.ts';

let kept: KeptLibrary;

test.beforeAll(async () => {
  test.setTimeout(120_000);
  kept = await keptLibrary();
});
test.afterAll(async ({ door }) => {
  await door.closes();
  await kept?.remove();
});

/** Reading, writing and opening a library again takes long on a busy machine. */
const REOPENED_MS = 60_000;
test.describe.configure({ timeout: 240_000 });

const catalogOf = (library: string): string => join(library, 'catalog.sqlite');

async function zeroFirstPage(library: string): Promise<void> {
  const bytes = await readFile(catalogOf(library));
  bytes.fill(0, 0, 4096);
  await writeFile(catalogOf(library), bytes);
}

async function replaceByStranger(library: string): Promise<void> {
  for (const end of ['catalog.sqlite', 'catalog.sqlite-wal', 'seal.sqlite'])
    await rm(join(library, end), { force: true });
  const db = new Database(catalogOf(library));
  db.exec('CREATE TABLE bookmarks (url TEXT); PRAGMA application_id = 7');
  db.close();
}

/** Opens a damaged copy of the library in the door, with its page. */
async function opensDamaged(door: Door, damage: (library: string) => Promise<void>): Promise<Page> {
  const library = await kept.copy();
  await damage(library);
  await door.opens(library);
  const page = await door.page();
  await page.goto(door.address());
  return page;
}

const heading = (page: Page, name: string) => page.getByRole('heading', { level: 1, name });
const seesItems = (page: Page, count: number) =>
  expect(page.getByText(`${count} generations`).first()).toBeVisible({ timeout: REOPENED_MS });

test('a damaged catalog is recovered with the edits after the snapshot, with the keyboard alone', async ({ door }) => {
  const page = await opensDamaged(door, zeroFirstPage);
  await expect(heading(page, 'The catalog of this library is damaged')).toBeVisible();
  const safe = page.getByRole('region', { name: 'What is safe' });
  await expect(safe.getByText('Your videos and pictures are untouched.', { exact: false })).toBeVisible();
  await expect(safe.getByText('1 later change can be read and is recovered.')).toBeVisible();
  await expect(
    safe.getByText(`The recovered library contains ${ITEMS} items, ${ITEMS * 2} tags of items`, { exact: false }),
  ).toBeVisible();
  const back = page.getByRole('button', { name: 'Bring the library back' });
  await expect(back).toBeEnabled();
  await page.keyboard.press('Tab');
  await expect(back).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page.getByText(`The library is back: ${ITEMS} items.`)).toBeVisible({ timeout: REOPENED_MS });
  await seesItems(page, ITEMS);
  await expect(page.getByRole('button', { name: /Later/ }).first()).toBeVisible();
  // After the undo it is damaged as before, and its recovery is offered again.
  await page.getByRole('button', { name: 'Take it back' }).click();
  await expect(heading(page, 'The catalog of this library is damaged')).toBeVisible();
});

for (const [what, title, damage] of [
  ['is gone', 'The catalog of this library is missing', (library: string) => rm(catalogOf(library))],
  ['has 0 bytes', 'The catalog of this library is empty', (library: string) => truncate(catalogOf(library), 0)],
  ['is of another program', 'A database of another program is in the catalog’s place', replaceByStranger],
] as const)
  test(`a catalog that ${what} is recovered from the snapshot`, async ({ door }) => {
    const page = await opensDamaged(door, damage);
    await expect(heading(page, title)).toBeVisible();
    await page.getByRole('button', { name: 'Bring the library back' }).click();
    await seesItems(page, ITEMS);
  });

test('without a snapshot the readable rows are recovered; without any, a backup or a new library is offered', async ({
  door,
}) => {
  const noCopies = (library: string): Promise<void> => rm(join(library, 'backups'), { recursive: true });
  const page = await opensDamaged(door, async (library) => {
    await zeroFirstPage(library);
    await noCopies(library);
  });
  await expect(page.getByText('There is no copy. The readable parts of the catalog are recovered.')).toBeVisible();
  await page.getByRole('button', { name: 'Bring the library back' }).click();
  await seesItems(page, ITEMS);

  const empty = await opensDamaged(door, async (library) => {
    await rm(catalogOf(library));
    await noCopies(library);
  });
  await expect(empty.getByText('no part of the catalog can be read', { exact: false })).toBeVisible();
  await expect(empty.getByRole('button', { name: 'Choose a backup…' })).toBeVisible();
  await empty.getByRole('button', { name: 'Begin a new, empty library…' }).click();
  await empty.getByRole('alertdialog').getByRole('button', { name: 'Begin a new library' }).click();
  await expect(empty.getByRole('button', { name: 'Try the sample archive' })).toBeVisible();
});

test('another snapshot can be chosen, and its contents are shown', async ({ door }) => {
  const page = await opensDamaged(door, zeroFirstPage);
  await page.getByRole('button', { name: 'Choose another copy…' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('button', { name: /made by you/ }).click();
  await expect(dialog.getByText(`${ITEMS} items, ${ITEMS} tags of items`, { exact: false })).toBeVisible();
  await dialog.getByRole('button', { name: 'Restore', exact: true }).click();
  await seesItems(page, ITEMS);
  await expect(page.getByRole('button', { name: /Later/ })).toHaveCount(0);
});

test('in the settings a backup file is compared, restored and undone', async ({ door }) => {
  await door.opens(await kept.copy());
  const page = await door.page();
  await page.goto(door.address());
  await seesItems(page, ITEMS);
  await door.answersDialogsWith([kept.backup]);
  await page.keyboard.press('ControlOrMeta+,');
  await page.getByRole('button', { name: 'Restore a copy…' }).click();
  await page.getByRole('button', { name: 'From a file…' }).click();
  if (door.kind === 'browser') {
    await page.getByRole('dialog').getByRole('textbox').fill(kept.backup);
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: 'Use this file' }).click();
  }
  const dialog = page.getByRole('dialog');
  await expect(dialog.getByText(`Will be set aside: ${ITEMS} tags of items`)).toBeVisible();
  expect(await seriousOn(page)).toEqual([]);
  await dialog.getByRole('button', { name: 'Restore', exact: true }).click();
  await expect(page.getByText(`The library is back: ${ITEMS} items.`)).toBeVisible({ timeout: REOPENED_MS });
  await expect(page.getByRole('button', { name: /Later/ })).toHaveCount(0);
  await page.getByRole('button', { name: 'Take it back' }).click();
  await expect(page.getByRole('button', { name: /Later/ }).first()).toBeVisible();
});

test('the recovery screen is accessible in the light and the dark theme', async ({ door }) => {
  const page = await opensDamaged(door, zeroFirstPage);
  await expect(page.getByRole('button', { name: 'Bring the library back' })).toBeEnabled();
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    await page.waitForTimeout(300);
    expect(await seriousOn(page)).toEqual([]);
  }
  await takeScreenshots(page, 'recovery');
});
