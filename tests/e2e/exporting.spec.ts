/**
 * A person exports from the page and from the window's menu: chooses what to export and how to name the files, reads
 * the announced result, stops the export and continues it.
 */
import { mkdir, mkdtemp, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, type Locator, type Page } from 'playwright/test';
import { exportPart, exportRecord } from '../fixtures/sora-export.ts';
import { writeFiles } from '../fixtures/temp.ts';
import { test } from './door.ts';
import { personAt } from './person.ts';
import { takeScreenshots } from './screenshots.ts';
import { importFrom } from './served.ts';
import { changeSettings } from './settings.ts';
import { watch } from './watch.ts';

const LONG = '雨后的老巷，两排红灯笼一直延伸到尽头，地面倒映着灯光，第一人称缓慢向前。'.repeat(6);

let folder: string;

test.beforeAll(async ({ door }) => {
  folder = await mkdtemp(join(tmpdir(), 'afterimage-e2e-'));
  const prompts = ['a paper dragon over the rooftops', 'a paper dragon over the rooftops', LONG, 'a tram 🚋 leaves'];
  const records = prompts.map((prompt, at) => ({ ...exportRecord(at + 1), prompt }));
  await writeFiles(join(folder, 'archive', 'sora-data-files-export-1'), await exportPart(records, []));
  await importFrom(join(folder, 'library'), join(folder, 'archive'));
  await door.opens(join(folder, 'library'));
});
test.afterAll(async ({ door }) => {
  await door.closes();
  await rm(folder, { recursive: true, force: true });
});

/** The export dialog and the progress strip of the page. */
function exportAt(page: Page) {
  const dialog = page.getByRole('dialog', { name: 'Export', exact: true });
  const strip = page.getByRole('region', { name: 'Export', exact: true });
  return {
    dialog,
    strip,
    folder: dialog.getByRole('textbox', { name: 'Folder' }),
    names: dialog.getByRole('textbox', { name: 'Names of the files' }),
    firstNames: dialog.getByRole('list', { name: 'The first names' }).getByRole('listitem'),
    amount: dialog.getByRole('status'),
    start: dialog.getByRole('button', { name: 'Export', exact: true }),
    form: (name: string | RegExp): Locator => dialog.getByRole('radio', { name }),
    async asks(): Promise<void> {
      await expect(page.getByRole('banner').getByRole('status').filter({ hasText: /\d/ }).first()).toBeVisible();
      await page.keyboard.press('ControlOrMeta+Shift+e');
      await expect(dialog).toBeVisible();
    },
    async begins(): Promise<void> {
      await expect(this.start).toBeEnabled();
      await this.start.click();
      await expect(dialog).toBeHidden();
    },
  };
}

test('a person exports everything into a folder, and the dialog shows the file names beforehand', async ({
  page,
  door,
}) => {
  const person = personAt(page);
  const exporting = exportAt(page);
  const quiet = watch(page);
  const target = join(folder, 'a new folder');
  await person.opensTheAddress(door.address());
  await person.seesCount('4 generations');
  await exporting.asks();
  await expect(exporting.amount).toContainText('4 items with 4 originals');
  await expect(exporting.firstNames).toHaveCount(4);
  await exporting.names.fill('{prompt} {prompt} {title}');
  await expect(exporting.firstNames.filter({ hasText: 'shortened' })).toHaveCount(1);
  await expect(exporting.firstNames.filter({ hasText: 'numbered' })).toHaveCount(1);
  await exporting.names.fill('{nothing}');
  await expect(exporting.dialog.getByText('only the words below are allowed')).toBeVisible();
  await expect(exporting.start).toBeDisabled();
  await exporting.names.fill('{n} {title}');
  await exporting.folder.fill(target);
  await expect(exporting.firstNames.first()).toContainText('1 ');
  await takeScreenshots(page, 'export');
  await exporting.begins();
  await expect(exporting.strip.getByRole('status')).toContainText(/^4 items exported, .+, every copy verified\.$/);
  await takeScreenshots(page, 'exported');
  expect((await readdir(target)).filter((name) => name.endsWith('.mp4'))).toHaveLength(4);
  if (door.kind === 'window')
    await expect(exporting.strip.getByRole('button', { name: 'Show in folder' })).toBeVisible();
  else await expect(exporting.strip).toContainText(target);
  await exporting.strip.getByRole('button', { name: 'Dismiss' }).click();
  await expect(exporting.strip).toBeHidden();
  quiet.expectQuiet();
});

test('the dialog offers the selection, the search or the collection of the current view', async ({ page, door }) => {
  const person = personAt(page);
  const exporting = exportAt(page);
  await person.opensTheAddress(door.address('q='));
  await person.seesCount('4 generations');
  await person.cards.first().click();
  await exporting.asks();
  await expect(exporting.amount).toContainText('1 item with 1 original');
  await page.keyboard.press('Escape');
  await expect(exporting.dialog).toBeHidden();
  await page.keyboard.press('Escape');
  await person.searchesFor('dragon');
  await person.seesCount(/^2 /);
  await person.runs('Export');
  await expect(exporting.dialog.getByRole('button', { name: /This search: dragon/ })).toBeVisible();
  await expect(exporting.amount).toContainText('2 items with 2 originals');
  await exporting.dialog.getByRole('button', { name: /What/ }).click();
  await page.getByRole('option', { name: 'Everything' }).click();
  await expect(exporting.amount).toContainText('4 items');
  await page.keyboard.press('Escape');
  await expect(exporting.dialog).toBeHidden();
  await person.opensTheAddress(door.address('q='));
  await person.seesCount('4 generations');
  await person.runs('New collection');
  await expect(person.dialog('New collection')).toBeVisible();
  await page.keyboard.type('Reel');
  await page.keyboard.press('Enter');
  await person.opensMenuOf('Reel');
  await person.choosesFromMenu('Export…');
  await expect(exporting.dialog.getByRole('button', { name: /The collection “Reel”/ })).toBeVisible();
  await expect(exporting.amount).toContainText('0 items');
  await expect(exporting.start).toBeDisabled();
});

test('a folder that cannot be used is reported at once with a sentence', async ({ page, door }) => {
  const person = personAt(page);
  const exporting = exportAt(page);
  await person.opensTheAddress(door.address('q='));
  await exporting.asks();
  const refused = async (path: string, sentence: string | RegExp): Promise<void> => {
    await exporting.folder.fill(path);
    await expect(exporting.dialog.getByText(sentence)).toBeVisible();
    await expect(exporting.start).toBeDisabled();
  };
  await refused(join(folder, 'archive', 'new'), /inside a source or the library/);
  await refused(join(folder, 'library'), /inside a source or the library/);
  await refused('not/whole', /not an absolute path/);
  await writeFile(join(folder, 'a file'), '');
  await refused(join(folder, 'a file'), /Nothing can be written into this folder/);
  await mkdir(join(folder, 'full'));
  await writeFile(join(folder, 'full', 'mine.txt'), 'mine');
  await exporting.form(/^Gallery/).focus();
  await page.keyboard.press('Space');
  await refused(join(folder, 'full'), /This folder is not empty/);
  await exporting.dialog.getByRole('button', { name: 'Use a new folder inside it' }).click();
  await expect(exporting.folder).toHaveValue(/full.Afterimage \d{4}-/);
  await exporting.begins();
  await expect(exporting.strip.getByRole('status')).toContainText('every copy verified', { timeout: 60_000 });
  expect(await readdir(join(folder, 'full'))).toHaveLength(2);
  await exporting.strip.getByRole('button', { name: 'Dismiss' }).click();
});

test('an absent original is left out, and listed at the end', async ({ page, door }) => {
  const person = personAt(page);
  const exporting = exportAt(page);
  const clip = join(folder, 'archive', 'sora-data-files-export-1', `${exportRecord(1).id}.mp4`);
  await person.opensTheAddress(door.address('q='));
  await rename(clip, `${clip}.away`);
  try {
    await exporting.asks();
    await exporting.form(/^Bag/).focus();
    await page.keyboard.press('Space');
    await exporting.folder.fill(join(folder, 'a bag'));
    await exporting.begins();
    await expect(exporting.strip.getByRole('status')).toContainText('1 thing needs a look.');
    await exporting.strip.getByRole('button', { name: 'Show what is missing' }).click();
    const told = page.getByRole('dialog', { name: '1 thing was not copied' });
    await expect(told).toContainText('Connect their drive');
    await expect(told).toContainText(clip);
  } finally {
    await rename(`${clip}.away`, clip);
  }
});

test('a search with an unknown part asks for confirmation', async ({ page, door }) => {
  const person = personAt(page);
  const exporting = exportAt(page);
  await person.opensTheAddress(door.address(`q=${encodeURIComponent('type:vidoe')}`));
  await exporting.asks();
  await expect(exporting.dialog.getByRole('alert')).toContainText('“type:vidoe” in this search is not understood');
  await expect(exporting.start).toBeDisabled();
  await exporting.dialog.getByRole('button', { name: /^Export anyway: 4 items/ }).click();
  await expect(exporting.amount).toContainText('4 items');
});

test('axe finds nothing in the dialog, in three languages and both themes', async ({ page, door }) => {
  const axe = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
  const person = personAt(page);
  for (const [language, title] of [
    ['zh-CN', '导出'],
    ['ja', '書き出し'],
    ['en', 'Export'],
  ] as const) {
    await person.opensTheAddress(door.address('q='));
    await changeSettings(page, { language });
    await person.seesCount(/4/);
    await expect(page.locator('html')).toHaveAttribute('lang', language);
    await page.keyboard.press('ControlOrMeta+Shift+e');
    const dialog = page.getByRole('dialog', { name: title, exact: true });
    await expect(dialog.getByRole('status')).toContainText('4');
    await takeScreenshots(page, `export-${language}`);
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme });
      await page.evaluate(`${axe}; 0`);
      const { violations } = (await page.evaluate('axe.run(document, { resultTypes: ["violations"] })')) as {
        violations: { id: string; nodes: { target: string[] }[] }[];
      };
      expect(violations.map(({ id, nodes }) => [id, nodes.map(({ target }) => target)])).toEqual([]);
    }
  }
});
