/** Uses everything with the keyboard alone. */
import { expect } from 'playwright/test';
import { test } from './door.ts';
import { personAt } from './person.ts';
import { type SmallLibrary, smallLibrary } from './small-archive.ts';
import { watch } from './watch.ts';

let library: SmallLibrary;

test.beforeAll(async ({ door }) => {
  test.setTimeout(300_000);
  library = await smallLibrary();
  await door.opens(library.library);
});
test.afterAll(async ({ door }) => {
  await door.closes();
  await library?.remove();
});

test('searching, moving, opening, rating, tagging and undoing need no mouse', async ({ page, door }) => {
  const eye = watch(page);
  const person = personAt(page);
  await person.opensTheAddress(door.address('q='));
  await person.seesCount(`${library.total} generations`);

  await person.presses('/');
  await page.keyboard.type('lanterns');
  await person.seesCount(`4 of ${library.total}`);
  await person.presses('Escape');
  await person.presses('ArrowDown');
  await expect(person.cards.first()).toBeFocused();
  await person.presses('ArrowRight');
  await expect(person.cards.nth(1)).toBeFocused();

  await person.presses('Enter');
  await expect(person.viewer).toBeVisible();
  await expect(person.viewer).toContainText('2 of 4');
  await person.presses('ArrowRight');
  await expect(person.viewer).toContainText('3 of 4');
  await person.presses('5');
  await expect(person.rating('5 stars')).toBeChecked();
  await person.presses('Escape');
  await expect(person.viewer).toBeHidden();
  await expect(person.cards.nth(2)).toBeFocused();

  await person.presses('ControlOrMeta+a');
  await person.presses('t');
  await page.keyboard.type('evening');
  await person.presses('Enter');
  await person.presses('Escape');
  await expect(page.getByRole('dialog')).toBeHidden();
  await expect(person.sidebarLine('Untagged')).toHaveAccessibleName('Untagged, 0 generations');
  await person.presses('ControlOrMeta+z');
  await expect(person.sidebarLine('Untagged')).toHaveAccessibleName('Untagged, 4 generations');

  await person.presses('ControlOrMeta+k');
  await page.keyboard.type('prompts without media');
  await person.presses('Enter');
  await person.seesCount(`1 of ${library.total}`);
  eye.expectQuiet();
});

test('fast typing arrives in order while its filters turn into chips', async ({ page, door }) => {
  const person = personAt(page);
  for (const delay of [3, 12, 20, 28]) {
    await person.opensTheAddress(door.address('q='));
    await person.seesCount(`${library.total} generations`);
    await person.presses('/');
    await page.keyboard.type('type:video has:audio rating:0 lanterns lift', { delay });
    await person.seesCount(`2 of ${library.total}`);
  }
});

test('Tab reaches every part of the window, and the focus is always visible', async ({ page, door }) => {
  const person = personAt(page);
  await person.opensTheAddress(door.address('q='));
  await person.seesCount(`${library.total} generations`);
  const places = new Set<string>();
  // After the last element the browser focuses its own buttons.
  for (let stops = 0; stops < 100; stops++) {
    await person.presses('Tab');
    const focus = page.locator(':focus');
    if ((await focus.count()) === 0) break;
    expect(await focus.evaluate((element) => element.matches(':focus-visible'))).toBe(true);
    places.add(
      await focus.evaluate((element) => element.closest('header, nav, [role=grid], aside')?.localName ?? 'elsewhere'),
    );
  }
  expect([...places]).toEqual(expect.arrayContaining(['header', 'nav', 'div']));
});
