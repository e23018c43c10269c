/** A second copy as a person uses it: chosen, copied, unplugged, updated, removed. */
import { mkdir, mkdtemp, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, type Page } from 'playwright/test';
import { mp4 } from '../fixtures/media.ts';
import { exportPart, exportRecord } from '../fixtures/sora-export.ts';
import { writeFiles } from '../fixtures/temp.ts';
import { seriousOn } from './axe.ts';
import { type Door, test } from './door.ts';
import { personAt } from './person.ts';
import { takeScreenshots } from './screenshots.ts';
import { importFrom } from './served.ts';
import { watch } from './watch.ts';

let folder: string;

test.beforeAll(async ({ door }) => {
  folder = await mkdtemp(join(tmpdir(), 'afterimage-e2e-'));
  await writeFiles(join(folder, 'Sora'), await exportPart([1, 2, 3].map((number) => exportRecord(number))));
  await mkdir(join(folder, 'stick'));
  await importFrom(join(folder, 'library'), join(folder, 'Sora'));
  await door.opens(join(folder, 'library'));
});
test.afterAll(async ({ door }) => {
  await door.closes();
  await rm(folder, { recursive: true, force: true });
});

test('a person makes a second copy and unplugs its drive; it is updated when the drive is back', async ({
  page,
  door,
}) => {
  // The folder inside the source is refused.
  const quiet = watch(page, /status of 403/);
  const target = join(folder, 'stick', 'copy');
  await personAt(page).opensTheAddress(door.address('screen=settings'));
  const part = page.getByRole('region', { name: 'Second copies' });
  await expect(part).toContainText('There is no second copy yet.');

  await test.step('chooses what and where', async () => {
    await part.getByRole('button', { name: 'Add a second copy…' }).click();
    const dialog = page.getByRole('dialog', { name: 'Add a second copy' });
    await expect(dialog.getByRole('switch', { name: 'Sora' })).toBeChecked();
    await choose(page, door, join(folder, 'Sora', 'inside'));
    await dialog.getByRole('button', { name: 'Add and copy' }).click();
    await expect(dialog.getByRole('alert')).toContainText('lies inside a source or the library');
    await choose(page, door, target);
    await takeScreenshots(page, 'mirrors-add');
    expect(await seriousOn(page)).toEqual([]);
    await dialog.getByRole('button', { name: 'Add and copy' }).click();
    await expect(dialog).toBeHidden();
  });

  const entry = part.getByRole('listitem', { name: 'copy' });
  await test.step('sees it complete', async () => {
    await expect(entry).toContainText('Up to date as of');
    await expect(entry).toContainText('4 copies');
    expect(await readdir(join(target, 'Sora'))).toEqual(await readdir(join(folder, 'Sora')));
    await entry.scrollIntoViewIfNeeded();
    await takeScreenshots(page, 'mirrors');
    expect(await seriousOn(page)).toEqual([]);
  });

  await test.step('reads every copy again', async () => {
    await entry.getByRole('button', { name: 'More about copy' }).click();
    await page.getByRole('menuitem', { name: 'Read every copy again' }).click();
    await expect(entry.getByRole('status')).toContainText('4 copies were read, all are unchanged.');
  });

  await test.step('unplugs the drive and sees a note, not an error', async () => {
    await rename(join(folder, 'stick'), join(folder, 'drawer'));
    await page.goto(door.address('screen=settings'));
    await expect(entry).toContainText('Not connected since');
    await expect(entry.getByRole('button', { name: 'Copy now' })).toBeHidden();
    await takeScreenshots(page, 'mirrors-away');
    expect(await seriousOn(page)).toEqual([]);
  });

  await test.step('adds a clip and plugs the drive in again', async () => {
    await writeFile(join(folder, 'Sora', 'new.mp4'), await mp4('new'));
    await rename(join(folder, 'drawer'), join(folder, 'stick'));
    await page.goto(door.address('screen=sources'));
    await page.getByRole('listitem', { name: 'Sora' }).getByRole('button', { name: 'Read again' }).click();
    await expect
      .poll(() => readFile(join(target, 'Sora', 'new.mp4')).catch(() => null), { timeout: 30_000 })
      .not.toBeNull();
    await expect(page.getByRole('listitem', { name: 'Sora' })).toContainText(`Second copy on ${target}`);
    await takeScreenshots(page, 'mirrors-source');
  });

  await test.step('removes the second copy; its files stay', async () => {
    await page.goto(door.address('screen=settings'));
    await expect(entry).toContainText('5 copies');
    await entry.getByRole('button', { name: 'More about copy' }).click();
    await page.getByRole('menuitem', { name: 'Forget this second copy…' }).click();
    await page.getByRole('alertdialog').getByRole('button', { name: 'Forget' }).click();
    await expect(part).toContainText('There is no second copy yet.');
    expect(await readdir(join(target, 'Sora'))).toContain('new.mp4');
  });
  quiet.expectQuiet();
});

/** Chooses a folder: in the window in the system's dialog, in a browser by typing its path. */
async function choose(page: Page, door: Door, path: string): Promise<void> {
  const dialog = page.getByRole('dialog', { name: 'Add a second copy' });
  if (door.kind === 'window') {
    await door.answersDialogsWith([path]);
    await dialog.getByRole('button', { name: 'Choose a folder…' }).click();
  } else {
    await dialog.getByRole('textbox', { name: 'Path' }).fill(path);
    await page.keyboard.press('Enter');
  }
}
