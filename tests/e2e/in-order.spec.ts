/** Organises items with the keyboard alone, also after a restart, and opens views by their address. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'playwright/test';
import { test } from './door.ts';
import { personAt } from './person.ts';
import { makeSmallLibrary } from './small-archive.ts';
import { watch } from './watch.ts';

let folder: string;
let total: number;

test.beforeAll(async ({ door }) => {
  test.setTimeout(300_000);
  folder = await mkdtemp(join(tmpdir(), 'afterimage-e2e-'));
  total = await makeSmallLibrary(folder);
  await door.opens(join(folder, 'library'));
});
test.afterAll(async ({ door }) => {
  await door.closes();
  await rm(folder, { recursive: true, force: true });
});

test('searching, refining, tagging all, undoing, saving the search, and finding it again after a restart', async ({
  page: first,
  door,
}) => {
  test.setTimeout(180_000);
  let page = first;
  let person = personAt(page);
  const eye = watch(page);
  await person.opensTheAddress(door.address('q='));
  await person.seesCount(`${total} generations`);

  await test.step('searches and refines', async () => {
    await person.presses('/');
    await page.keyboard.type('lanterns');
    await person.seesCount(`4 of ${total}`);
    await page.keyboard.type(' type:video ');
    await person.seesCount(`4 of ${total}`);
    await person.presses('Escape');
  });

  await test.step('tags all results, undoes it, redoes it', async () => {
    await person.presses('ControlOrMeta+a');
    await person.tags('evening/lanterns');
    await person.seesNotice('Tagged 4 generations “evening/lanterns”.');
    await expect(person.sidebarLine('evening/lanterns')).toHaveAccessibleName('lanterns, 4 generations');
    await person.presses('ControlOrMeta+z');
    await person.seesNotice('Undone: Tagged 4 generations “evening/lanterns”.');
    await expect(person.sidebarLine('evening/lanterns')).toBeHidden();
    await person.presses('ControlOrMeta+Shift+z');
    await person.seesNotice('Redone: Tagged 4 generations “evening/lanterns”.');
    await expect(person.sidebarLine('evening/lanterns')).toBeVisible();
  });

  await test.step('saves the search under a name', async () => {
    await person.presses('ControlOrMeta+s');
    await expect(person.dialog('Save this search').getByRole('textbox', { name: 'Name' })).toHaveValue(
      'video lanterns',
    );
    await page.keyboard.type('Lanterns at dusk');
    await person.presses('Enter');
    await expect(person.sidebarLine('Lanterns at dusk')).toHaveAccessibleName('Lanterns at dusk, 4 generations');
  });

  await test.step('restarts and finds the search in the sidebar', async () => {
    page = await door.restarts();
    person = personAt(page);
    eye.follows(page);
    await person.opensTheAddress(door.address('q='));
    await person.seesCount(`${total} generations`);
    await person.sidebarLine('Lanterns at dusk').focus();
    await person.presses('Enter');
    await person.seesCount(`4 of ${total}`);
    await person.presses('ControlOrMeta+z');
    await person.seesNotice('Undone: Saved the search “Lanterns at dusk”.');
    await expect(person.sidebarLine('Lanterns at dusk')).toBeHidden();
    await person.presses('ControlOrMeta+Shift+z');
    await expect(person.sidebarLine('Lanterns at dusk')).toBeVisible();
  });
  eye.expectQuiet();
});

test('tags can be renamed, merged, coloured and given aliases', async ({ page, door }) => {
  const eye = watch(page);
  const person = personAt(page);
  await person.opensTheAddress(door.address('q='));
  await person.seesCount(`${total} generations`);
  await person.cards.first().focus();
  await person.presses('ControlOrMeta+a');
  await person.tags('papr');
  await person.cards.first().focus();
  await person.presses('ArrowRight');
  await person.tags('paper');

  await person.opensMenuOf('papr');
  await person.choosesFromMenu('Edit tag…');
  const form = person.dialog('Edit tag');
  await expect(form).toContainText(`${total} generations have it.`);
  await form.getByRole('textbox', { name: 'Name' }).fill('Paper');
  await expect(form).toContainText('“paper” exists already, on 1 generation. Both become one tag.');
  await person.presses('Enter');
  await person.seesNotice(/^Merged tag “papr” into “paper” on \d+ generations\.$/);
  await expect(person.sidebarLine('paper')).toHaveAccessibleName(`paper, ${total} generations`);
  await expect(person.sidebarLine('papr')).toBeHidden();

  await person.opensMenuOf('paper');
  await person.choosesFromMenu('Edit tag…');
  await form.getByRole('textbox', { name: 'Name' }).fill('craft');
  await form.getByRole('combobox', { name: 'Under' }).fill('made by hand');
  await person.presses('Enter');
  await person.seesNotice(`Renamed tag “paper” to “made by hand/craft” on ${total} generations.`);
  await expect(person.sidebarLine('made by hand/craft')).toBeVisible();

  await person.opensMenuOf('made by hand/craft');
  await person.choosesFromMenu('Edit tag…');
  await form.getByRole('textbox', { name: 'Also called' }).fill('origami');
  await person.presses('Enter');
  await expect(form.getByText('origami')).toBeVisible();
  await person.presses('Escape');
  await expect(form).toBeHidden();
  await person.searchesFor('tag:origami');
  await person.seesCount(`${total} of ${total}`);
  eye.expectQuiet();
});

test('a collection keeps its order, and Back leaves it', async ({ page, door }) => {
  const eye = watch(page);
  const person = personAt(page);
  await person.opensTheAddress(door.address('q='));
  await person.seesCount(`${total} generations`);
  await person.cards.first().focus();
  await person.presses('ArrowRight');
  await person.presses('Shift+ArrowRight');
  await person.presses('Shift+ArrowRight');
  await person.presses('a');
  await page.keyboard.type('The long rain');
  await person.presses('Enter');
  await expect(person.sidebarLine('The long rain')).toHaveAccessibleName('The long rain, 3 generations');

  await person.sidebarLine('The long rain').focus();
  await person.presses('Enter');
  await person.seesCount(`3 of ${total}`);
  const [first, second, third] = await person.names();
  await person.cards.first().focus();
  await person.presses('ArrowRight');
  await person.presses('ArrowLeft');
  await person.presses('Alt+ArrowRight');
  await expect.poll(() => person.names()).toEqual([second, first, third]);
  await expect(person.cards.nth(1)).toBeFocused();
  await person.presses('Alt+ArrowRight');
  await expect.poll(() => person.names()).toEqual([second, third, first]);
  await person.presses('ControlOrMeta+z');
  await expect.poll(() => person.names()).toEqual([second, first, third]);

  await page.reload();
  await person.seesCount(`3 of ${total}`);
  await expect.poll(() => person.names()).toEqual([second, first, third]);
  // The view is the same as before, with three items selected.
  await page.goBack();
  await person.seesCount('3 selected');
  await expect.poll(async () => (await person.names()).length).toBeGreaterThan(3);
  eye.expectQuiet();
});

test('a stack can be made, opened, watched item by item, and unstacked', async ({ page, door }) => {
  const eye = watch(page);
  const person = personAt(page);
  await person.opensTheAddress(door.address('q='));
  await person.seesCount(`${total} generations`);
  const before = await person.names();
  await person.cards.first().focus();
  await person.presses('ArrowRight');
  await person.presses('ArrowLeft');
  await person.presses('Shift+ArrowRight');
  await person.presses('ControlOrMeta+g');
  await expect.poll(() => person.names()).toHaveLength(before.length - 1);
  await person.seesCount('2 selected');
  await person.cards.first().focus();
  await person.presses('ArrowRight');
  await person.presses('ArrowLeft');
  await person.presses('s');
  await expect.poll(() => person.names()).toHaveLength(before.length);
  await person.presses('s');
  await expect.poll(() => person.names()).toHaveLength(before.length - 1);
  await person.presses('Enter');
  const strip = person.viewer.getByRole('navigation', { name: 'A stack of 2' });
  await expect(strip.getByRole('button').first()).toHaveAttribute('aria-current', 'true');
  await person.presses('ArrowDown');
  await expect(strip.getByRole('button').nth(1)).toHaveAttribute('aria-current', 'true');
  await person.presses('Escape');
  await expect(person.cards.first()).toBeFocused();
  await person.presses('ControlOrMeta+Shift+g');
  await expect.poll(() => person.names()).toEqual(before);
  eye.expectQuiet();
});

test('back and forward go through searches, screens and the viewer; a reload and a new start open the same view', async ({
  page,
  door,
}) => {
  const person = personAt(page);
  await person.opensTheAddress(door.address('q='));
  await person.seesCount(`${total} generations`);
  await person.searchesFor('lanterns');
  await person.seesCount(`4 of ${total}`);
  await person.presses('Escape');
  await person.presses('ArrowDown');
  await person.presses('ArrowRight');
  await person.presses('Enter');
  await expect(person.viewer).toContainText('2 of 4');
  const before = page.url();
  await person.presses('ArrowRight');
  await expect(person.viewer).toContainText('3 of 4');
  // The address of an item is stored 250 ms after the last step; a reload reads the stored address.
  await expect.poll(() => page.url()).not.toBe(before);
  await page.reload();
  await expect(person.viewer).toContainText('3 of 4');
  await page.goBack();
  await expect(person.viewer).toBeHidden();
  await person.seesCount(`4 of ${total}`);
  await page.goForward();
  await expect(person.viewer).toContainText('3 of 4');
  await person.presses('Escape');
  await expect(person.viewer).toBeHidden();
  await person.presses('ControlOrMeta+,');
  await expect(page.getByRole('heading', { name: 'Settings' })).toBeVisible();
  await page.goBack();
  await expect(page.getByRole('heading', { name: 'Settings' })).toBeHidden();
  await person.seesCount(`4 of ${total}`);
  await page.goBack();
  await person.seesCount(`${total} generations`);

  await person.searchesFor('dragon');
  await person.seesCount(new RegExp(`of ${total}`));
  const found = await person.names();
  await page.waitForTimeout(1_500);
  await person.opensTheAddress(door.address());
  await expect.poll(() => person.names()).toEqual(found);
});

test('an invalid address does no harm', async ({ page, door }) => {
  const eye = watch(page);
  const person = personAt(page);
  await person.opensTheAddress(
    door.address('q=&sort=sideways&screen=cellar&selected=all+-x&at=0:9&hide=everything&seed=-1'),
  );
  await person.seesCount(`${total} selected`);
  await person.opensTheAddress(door.address('open=999999&q=%00('));
  await expect(person.viewer).toContainText('not in the library');
  await person.presses('Escape');
  await expect(person.viewer).toBeHidden();
  expect(eye.complaints().filter((text) => !text.includes('404'))).toEqual([]);
});
