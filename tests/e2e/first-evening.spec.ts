/**
 * The first evening with Afterimage: from an empty library to a clip that is found, watched, tagged, and found again.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'playwright/test';
import { planOf } from '../../src-main/sample/plan.ts';
import { test } from './door.ts';
import { personAt } from './person.ts';
import { takeScreenshots } from './screenshots.ts';
import { watch } from './watch.ts';

/** Sixty clips are painted and encoded during the test. */
const PAINTING_MS = 15 * 60_000;

const plan = planOf();
const records = plan.parts.flatMap((part) => part.records);
const ids = new Set([...records.map(({ id }) => id), ...plan.paintings.map(({ name }) => name.replace(/\.\w+$/, ''))]);

let directory: string;

test.beforeAll(async ({ door }) => {
  directory = await mkdtemp(join(tmpdir(), 'afterimage-e2e-'));
  await door.opens(directory);
});
test.afterAll(async ({ door }) => {
  await door.closes();
  await rm(directory, { recursive: true, force: true });
});

test('a newcomer opens the sample, finds a clip, watches it, tags it, and finds everything again after a restart', async ({
  page: first,
  door,
}) => {
  test.setTimeout(PAINTING_MS + 120_000);
  let page = first;
  let person = personAt(page);
  const eye = watch(page);

  await test.step('sees the welcome screen and tries the sample archive', async () => {
    await person.opensTheAddress(door.address());
    await expect(page.getByText('Nothing leaves this computer.')).toBeVisible();
    expect(page.url()).not.toContain('token');
    await takeScreenshots(page, 'welcome');
    await person.triesTheSampleArchive();
    await expect(person.importProgress.getByRole('progressbar')).toBeVisible();
    await person.seesCount(`${ids.size} generations`, PAINTING_MS);
    await expect(person.importProgress).toContainText(`Import finished: ${ids.size} generations added.`);
    await person.importProgress.getByRole('button', { name: 'Dismiss' }).click();
  });

  await test.step('sees everything at once', async () => {
    const screenful = page.getByRole('main').locator('img');
    await expect
      .poll(() => screenful.evaluateAll((images) => images.filter(({ naturalWidth }) => naturalWidth > 0).length))
      .toBeGreaterThan(6);
    await person.presses('i');
    await takeScreenshots(page, 'gallery');
    await person.presses('i');
  });

  await test.step('finds the clip with the paper dragon; the words are marked', async () => {
    await person.searchesFor('paper dragon');
    await person.seesCount(`2 of ${ids.size}`);
    const marked = await person.marks.allTextContents();
    expect(new Set(marked.map((text) => text.toLowerCase()))).toEqual(new Set(['paper', 'dragon']));
    await person.searchesFor('纸龙');
    await person.seesCount(`1 of ${ids.size}`);
    await expect(person.marks.first()).toHaveText('纸龙');
    await person.searchesFor('錦鯉');
    await person.seesCount(`2 of ${ids.size}`);
  });

  await test.step('watches it: plays, pauses and seeks', async () => {
    await person.searchesFor('paper dragon');
    await person.seesCount(`2 of ${ids.size}`);
    await person.cards.first().click();
    await takeScreenshots(page, 'search');
    await person.opens(person.cards.first());
    await expect.poll(async () => (await person.watches()).at).toBeGreaterThan(0.3);
    expect(await person.watches()).toMatchObject({ width: 1280, paused: false, length: 5 });
    await person.presses('Space');
    await expect.poll(async () => (await person.watches()).paused).toBe(true);
    await person.seeksTo(4);
    await expect.poll(async () => (await person.watches()).at).toBeCloseTo(4, 0);
    await takeScreenshots(page, 'viewer');
  });

  await test.step('rates it, marks it as a favourite and tags it', async () => {
    await person.presses('4');
    await expect(person.rating('4 stars')).toBeChecked();
    await person.presses('f');
    await expect(person.favourite).toHaveAttribute('aria-pressed', 'true');
    await person.goesBack();
    await person.tags('paper/dragons');
    await expect(person.tag('paper/dragons')).toBeVisible();
    await expect(person.sidebarLine('Favourites')).toHaveAccessibleName('Favourites, 1 generation');
  });

  await test.step('undoes the last three edits and redoes them', async () => {
    for (let i = 0; i < 3; i++) await person.presses('ControlOrMeta+z');
    await expect(person.tag('paper/dragons')).toBeHidden();
    await expect(person.rating('4 stars')).not.toBeChecked();
    await expect(person.favourite).toHaveAttribute('aria-pressed', 'false');
    for (let i = 0; i < 3; i++) await person.presses('ControlOrMeta+Shift+z');
    await expect(person.tag('paper/dragons')).toBeVisible();
    await expect(person.rating('4 stars')).toBeChecked();
  });

  await test.step('plays a clip in a format that the browser cannot play', async () => {
    await person.searchesFor('rose-coloured morning');
    await person.seesCount(`1 of ${ids.size}`);
    await person.opens(person.cards.first());
    await expect
      .poll(async () => (await person.watches().catch(() => ({ width: 0 }))).width, { timeout: 60_000 })
      .toBeGreaterThan(0);
    await expect.poll(async () => (await person.watches()).at).toBeGreaterThan(0.2);
    await person.goesBack();
  });

  await test.step('closes Afterimage, opens it again, and finds everything unchanged', async () => {
    await person.isRemembered();
    page = await door.restarts();
    person = personAt(page);
    eye.follows(page);
    await person.opensTheAddress(door.address());
    await person.seesCount(`1 of ${ids.size}`);
    await person.clearsTheSearch();
    await person.seesCount(`${ids.size} generations`);
    await person.searchesFor('tag:paper/dragons rating:4 is:favorite');
    await person.seesCount(`1 of ${ids.size}`);
    await person.cards.first().click();
    await expect(person.rating('4 stars')).toBeChecked();
    await expect(person.tag('paper/dragons')).toBeVisible();
  });

  eye.expectQuiet();
});
