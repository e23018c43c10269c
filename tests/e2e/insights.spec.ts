/** Views of the whole library: prompts, similar items, statistics that lead to searches, and duplicates. */
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

test('a person goes through their prompts with the keyboard, shows similar items, and opens a bar of the statistics', async ({
  page,
  door,
}) => {
  const eye = watch(page);
  const person = personAt(page);
  const main = page.getByRole('main');
  await person.opensTheAddress(door.address('q='));
  await person.seesCount(`${library.total} generations`);

  await test.step('each prompt is listed once, with its variations', async () => {
    await page.getByRole('navigation', { name: 'Library' }).getByRole('button', { name: 'Prompts' }).click();
    await expect(main.getByRole('heading', { name: 'Prompts' })).toBeVisible();
    const rows = main.getByRole('row');
    await expect(rows.first()).toBeVisible();
    const prompts = Number(/(\d+) prompts/.exec((await main.getByRole('status').first().textContent()) ?? '')?.[1]);
    expect(prompts).toBeLessThan(library.total);
    await expect(main.getByRole('grid')).toHaveAttribute('aria-rowcount', String(prompts));
  });

  await test.step('the arrow keys go from prompt to poster; Enter opens, Escape comes back', async () => {
    await main.getByRole('gridcell').first().focus();
    await person.presses('ArrowDown');
    await person.presses('ArrowRight');
    await expect(main.locator('[role="gridcell"][aria-selected="true"]:focus')).toBeVisible();
    await person.presses('Enter');
    await expect(person.viewer).toBeVisible();
    await person.goesBack();
    await expect(main.getByRole('heading', { name: 'Prompts' })).toBeVisible();
  });

  await test.step('the search filters the list of prompts', async () => {
    await person.searchesFor('paper');
    await expect(main.getByRole('heading', { name: 'Prompts' })).toBeVisible();
    await expect(main.locator('mark').first()).toHaveText(/paper/i);
    await person.clearsTheSearch();
  });

  await test.step('items with the same prompt and similar items are shown as search results', async () => {
    await page
      .getByRole('navigation', { name: 'Library' })
      .getByRole('button', { name: /^All, / })
      .click();
    await page.keyboard.press('Escape');
    await expect(person.cards.first()).toBeVisible();
    await person.cards.first().click();
    // In the window, the details have another button whose name begins with this text: “Show in folder”.
    const related = person.details.getByRole('region', { name: 'Related' });
    await related.getByRole('button', { name: /^Show/ }).first().click();
    await expect(page.getByRole('banner')).toContainText('same prompt as');
    await expect(
      page
        .getByRole('banner')
        .getByRole('status')
        .filter({ hasText: `of ${library.total}` }),
    ).toBeVisible();
    await person.cards.first().click();
    await page.keyboard.press('ControlOrMeta+k');
    await page.keyboard.type('show similar');
    await page.keyboard.press('Enter');
    await expect(page.getByRole('banner')).toContainText('like');
    await expect(person.cards.first()).toBeVisible();
  });

  await test.step('a bar of the statistics opens a search with as many results', async () => {
    await person.clearsTheSearch();
    await page.getByRole('navigation', { name: 'Library' }).getByRole('button', { name: 'Statistics' }).click();
    const type = main.getByRole('region', { name: 'Type' });
    const bar = type.getByRole('button', { name: /^videos/ });
    const count = Number(/\d+$/.exec((await bar.textContent()) ?? '')?.[0]);
    await type.getByRole('button', { name: 'Type as a table' }).press('Enter');
    await expect(type.getByRole('table')).toContainText(String(count));
    await type.getByRole('button', { name: 'videos' }).click();
    await person.seesCount(`${count} of ${library.total}`);
  });

  eye.expectQuiet();
});
