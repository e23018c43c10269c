/** Folders in the sidebar: opened one by one, counted live, chosen by mouse and keys, made a tag or a collection. */
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { expect, type Locator, type Page } from 'playwright/test';
import { png } from '../fixtures/media.ts';
import { zip } from '../fixtures/zip.ts';
import { seriousOn } from './axe.ts';
import { test } from './door.ts';
import { personAt } from './person.ts';
import { takeScreenshots } from './screenshots.ts';
import { importFrom } from './served.ts';

let folder: string;

/** Pictures in folders: by their path, how many. */
const PICTURES: Readonly<Record<string, number>> = {
  'Pictures/2025/9': 2,
  'Pictures/2025/10': 3,
  'Pictures/2025': 1,
  'Pictures/龍の絵': 2,
  'Pictures/evil\u202egpj': 1,
};

/** More folders than the sidebar shows at once. */
const MANY = 80;

test.beforeAll(async ({ door }) => {
  folder = await mkdtemp(join(tmpdir(), 'afterimage-e2e-'));
  for (const [path, count] of Object.entries(PICTURES))
    for (let at = 0; at < count; at += 1) await put(join(path, `lantern ${at}.png`), png(`${path} ${at}`, 64, 48));
  const packed = ['Evening/one.png', 'Evening/two.png', 'three.png'].map((name) => ({
    name,
    content: png(name, 48, 64),
  }));
  for (let at = 0; at < MANY; at += 1) await put(`Pictures/many/${at}/boat.png`, png(`many ${at}`, 64, 48));
  await put('Pictures/packed.zip', zip(packed));
  await importFrom(join(folder, 'library'), join(folder, 'Pictures'));
  await door.opens(join(folder, 'library'));
});
test.afterAll(async ({ door }) => {
  await door.closes();
  await rm(folder, { recursive: true, force: true });
});

async function put(path: string, content: Buffer): Promise<void> {
  await mkdir(dirname(join(folder, path)), { recursive: true });
  await writeFile(join(folder, path), content);
}

const treeIn = (page: Page): Locator => page.getByRole('tree', { name: 'Folders' });
const row = (page: Page, name: string | RegExp): Locator => treeIn(page).getByRole('treeitem', { name });

test('folders open one by one, numbers in their order, and zips are folders', async ({ page, door }) => {
  await personAt(page).opensTheAddress(door.address('q='));
  await personAt(page).seesCount('92 generations');
  await expect(row(page, /^Pictures, 92/)).toHaveAttribute('aria-expanded', 'false');
  await row(page, /^Pictures/)
    .getByRole('button', { name: 'Open Pictures' })
    .click();
  await expect(row(page, /^2025, 6/)).toBeVisible();
  await row(page, /^2025/).getByRole('button', { name: 'Open 2025' }).click();
  await expect(row(page, /^9,/)).toBeVisible();
  const names = await treeIn(page).getByRole('treeitem').allInnerTexts();
  expect(names.map((text) => text.split('\n')[0])).toEqual([
    'Pictures',
    '2025',
    '9',
    '10',
    'evil\ufffdgpj',
    'many',
    'packed.zip',
    '龍の絵',
  ]);
  await row(page, /^packed\.zip/)
    .getByRole('button', { name: /^Open/ })
    .click();
  await expect(row(page, /^Evening, 2/)).toHaveAttribute('aria-level', '3');
  expect(await seriousOn(page)).toEqual([]);
  await takeScreenshots(page, 'folders');
});

test('a folder is a place in the address, and the counts follow the search', async ({ page, door }) => {
  await personAt(page).opensTheAddress(door.address('q='));
  await row(page, /^Pictures/)
    .getByRole('button', { name: /^Open/ })
    .click();
  await row(page, /^2025/).click();
  await personAt(page).seesCount('6 of 92');
  await expect(row(page, /^2025/)).toHaveAttribute('aria-selected', 'true');
  expect(decodeURIComponent(page.url())).toContain('folder:"');
  await row(page, /^龍の絵/).click();
  await personAt(page).seesCount('2 of 92');
  await page.goBack();
  await personAt(page).seesCount('6 of 92');
  await page.reload();
  await personAt(page).seesCount('6 of 92');
  await row(page, /^Pictures/)
    .getByRole('button', { name: /^Open/ })
    .click();
  // The neighbours of a chosen folder say what is in them.
  await expect(row(page, /^龍の絵, 2/)).toBeVisible();
  await personAt(page).searchesFor('file:"lantern 0"');
  await personAt(page).seesCount('3 of 92');
  await expect(row(page, /^龍の絵, 1/)).toBeVisible();
  await expect(row(page, /^packed\.zip, 0/)).toBeVisible();
  await expect(row(page, /^2025, 3/)).toBeVisible();
});

test('the keys of a tree', async ({ page, door }) => {
  await personAt(page).opensTheAddress(door.address('q='));
  await expect(row(page, /^Pictures/)).toBeVisible();
  await treeIn(page).focus();
  const active = async (): Promise<string | null> => {
    const id = await treeIn(page).getAttribute('aria-activedescendant');
    return page.locator(`[id="${id}"]`).getAttribute('aria-label');
  };
  await page.keyboard.press('ArrowRight');
  await expect(row(page, /^2025/)).toBeVisible();
  await page.keyboard.press('ArrowRight');
  await expect.poll(active).toMatch(/^2025,/);
  await page.keyboard.press('End');
  await expect.poll(active).toMatch(/^龍の絵,/);
  await page.keyboard.press('Enter');
  await personAt(page).seesCount('2 of 92');
  await page.keyboard.press('Alt+Enter');
  await personAt(page).seesCount('90 of 92');
  await page.keyboard.press('ArrowLeft');
  await expect.poll(active).toMatch(/^Pictures,/);
  await page.keyboard.press('ArrowLeft');
  await expect(row(page, /^2025/)).toHaveCount(0);
  await page.keyboard.press('ArrowUp');
  await expect(treeIn(page)).not.toBeFocused();
});

test('only the rows in view are drawn, and the others when they are scrolled to', async ({ page, door }) => {
  await personAt(page).opensTheAddress(door.address('q='));
  await row(page, /^Pictures/)
    .getByRole('button', { name: /^Open/ })
    .click();
  await row(page, /^many/).getByRole('button', { name: /^Open/ }).click();
  await expect(row(page, /^0,/)).toHaveAttribute('aria-setsize', '80');
  await expect(row(page, /^79,/)).toHaveCount(0);
  await page
    .getByRole('navigation', { name: 'Library' })
    .evaluate((sidebar) => sidebar.scrollTo(0, sidebar.scrollHeight));
  await expect(row(page, /^79,/)).toBeVisible();
  await expect(row(page, /^0,/)).toHaveCount(0);
});

test('a folder becomes a collection or a tag in one step, and undo takes it back', async ({ page, door }) => {
  const person = personAt(page);
  await person.opensTheAddress(door.address('q='));
  await row(page, /^Pictures/)
    .getByRole('button', { name: /^Open/ })
    .click();
  await row(page, /^2025/).click({ button: 'right' });
  await page.getByRole('menuitem', { name: 'Make it the collection “2025”' }).click();
  const library = page.getByRole('navigation', { name: 'Library' });
  await expect(library.getByRole('button', { name: '2025, 6 generations' })).toBeVisible();
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(library.getByRole('button', { name: '2025, 6 generations' })).toHaveCount(0);
  await row(page, /^龍の絵/).click({ button: 'right' });
  await page.getByRole('menuitem', { name: 'Tag everything in it “龍の絵”' }).click();
  await expect(library.locator('[data-drop="tag:龍の絵"]')).toBeVisible();
  await page.getByRole('button', { name: 'Undo' }).first().click();
  await expect(library.locator('[data-drop="tag:龍の絵"]')).toHaveCount(0);
});

test('the details of an item lead to its folders', async ({ page, door }) => {
  await personAt(page).opensTheAddress(door.address('q=file%3Aone'));
  await personAt(page).seesCount('1 of 92');
  await personAt(page).cards.first().click();
  const details = page.getByRole('complementary', { name: 'Details' });
  if (!(await details.isVisible())) await page.keyboard.press('i');
  await expect(details.getByRole('button', { name: 'Show what is in Evening' })).toBeVisible();
  await takeScreenshots(page, 'folders-of-item');
  await details.getByRole('button', { name: 'Show what is in packed.zip' }).click();
  await personAt(page).seesCount('3 of 92');
  await expect(row(page, /^packed\.zip/)).toHaveAttribute('aria-selected', 'true');
});
