/** An archive with valid and broken files: imported, reported, removed and imported again with its tags. */
import { mkdir, mkdtemp, readFile, rename, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'playwright/test';
import { mp4 } from '../fixtures/media.ts';
import { exportPart, exportRecord, generationsJson } from '../fixtures/sora-export.ts';
import { writeFiles } from '../fixtures/temp.ts';
import { test } from './door.ts';
import { personAt } from './person.ts';
import { takeScreenshots } from './screenshots.ts';
import { sourcesAt } from './sources-page.ts';
import { watch } from './watch.ts';

let folder: string;

test.beforeAll(async ({ door }) => {
  folder = await mkdtemp(join(tmpdir(), 'afterimage-e2e-'));
  const records = [1, 2, 3, 4].map((number) => exportRecord(number));
  const clips = await exportPart(records, records.slice(3));
  await writeFiles(join(folder, 'archive', 'sora-data-files-export-1'), clips);
  const second = generationsJson([exportRecord(5), exportRecord(6)]);
  const cut = (await mp4('cut')).subarray(0, 2_000);
  await writeFiles(join(folder, 'archive', 'sora-data-files-export-2'), {
    'generations.json': second.slice(0, second.length - 40),
    'empty.mp4': '',
    'cut.mp4': cut,
    'page.mp4': '<html>This link has expired</html>',
    'read me.pdf': '%PDF-1.4 nothing of ours',
  });
  await mkdir(join(folder, 'library'));
  await door.opens(join(folder, 'library'));
});
test.afterAll(async ({ door }) => {
  await door.closes();
  await rm(folder, { recursive: true, force: true });
});

test('a person sees the outcome of every file, removes a source and imports it again with its tag', async ({
  page,
  door,
}) => {
  const person = personAt(page);
  const sources = sourcesAt(page, door);
  // Damaged and missing clips have no posters.
  const quiet = watch(page, /status of 404/);
  const archive = join(folder, 'archive');
  const list = join(archive, 'sora-data-files-export-1', 'generations.json');
  const before = await readFile(list);

  await test.step('imports it all at once', async () => {
    await person.opensTheAddress(door.address());
    await sources.opensTheExport(archive);
    await expect(person.cards.first()).toBeVisible();
  });

  await test.step('reads the report', async () => {
    await sources.opensTheReport();
    await expect(page.getByRole('heading', { name: 'Import report' })).toBeVisible();
    await expect(sources.group('Damaged or cut short')).toContainText('cut.mp4');
    await expect(sources.group('Incomplete')).toContainText(
      '2 generations are listed, but their files are nowhere in the library.',
    );
    await expect(page.getByRole('main')).toContainText('Sora export');
    await takeScreenshots(page, 'report');
  });

  await test.step('finds each file in the list, by outcome and by name', async () => {
    await sources.showsFiles(/^Skipped/);
    await expect(sources.files.filter({ hasText: 'read me.pdf' })).toContainText('neither a video nor a picture');
    await expect(sources.files.filter({ hasText: exportRecord(1).id })).toHaveCount(0);
    await sources.showsFiles(/^All/);
    await sources.looksForFile(exportRecord(2).id);
    await expect(sources.files).toHaveCount(1);
    await expect(sources.files).toContainText('New');
    const path = await door.saves(page, () => page.getByRole('link', { name: 'Save list as CSV' }).click());
    const saved = await readFile(path, 'utf8');
    expect(saved.split('\r\n')[1]).toContain(`${exportRecord(2).id}.mp4`);
  });

  await test.step('tags a clip', async () => {
    await page.keyboard.press('Escape');
    await person.searchesFor(exportRecord(1).id);
    await person.cards.first().click();
    await person.tags('keepers');
    await person.clearsTheSearch();
  });

  await test.step('reads what is removed and what stays, and removes the source', async () => {
    await sources.opensTheSources();
    await expect(sources.source('archive')).toContainText('Sora export');
    await takeScreenshots(page, 'sources');
    await sources.asks('archive', 'Remove…');
    await expect(sources.confirm).toContainText('Nothing on the disk is changed.');
    await expect(sources.confirm).toContainText('Your tags, ratings, favourites and notes are kept.');
    await sources.confirm.getByRole('button', { name: 'Remove' }).click();
    await expect(sources.strip.getByRole('status')).toContainText('“archive” was removed.');
    await expect(sources.strip.getByRole('status')).toContainText('What you entered for 1 of them is kept.');
    await expect(page.getByText('No sources yet')).toBeVisible();
    expect(await readFile(list)).toEqual(before);
  });

  await test.step('adds it again and sees the tag', async () => {
    await sources.imports(archive);
    await expect(person.importProgress).toContainText('Import finished');
    await page.keyboard.press('Escape');
    await expect(person.cards.first()).toBeVisible();
    await person.searchesFor('tag:keepers');
    await expect(person.cards).toHaveCount(1);
    await person.cards.first().click();
    await expect(person.tag('keepers')).toBeVisible();
    await person.clearsTheSearch();
  });

  await test.step('sets its new path', async () => {
    const moved = join(folder, 'moved');
    await rename(archive, moved);
    await sources.opensTheSources();
    await sources.source('archive').getByRole('button', { name: 'Read again' }).click();
    await expect(sources.source('archive')).toContainText('Not connected.');
    await sources.asks('archive', 'Set its new place…');
    const dialog = page.getByRole('dialog', { name: 'New place of “archive”' });
    await sources.pointsAt(dialog, join(folder, 'nowhere'));
    await expect(dialog.getByRole('alert')).toContainText('It is not there any more.');
    await sources.pointsAt(dialog, moved);
    await expect(dialog).toBeHidden();
    await expect(sources.strip.getByRole('status')).toContainText('found in its new place');
    await expect(sources.source('moved')).not.toContainText('Not connected.');
  });
  quiet.expectQuiet();
});
