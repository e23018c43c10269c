/** Edits all results of a mistyped search: the person is asked first, with the number of items. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'playwright/test';
import { test } from './door.ts';
import { personAt } from './person.ts';
import { makeSmallLibrary } from './small-archive.ts';

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

test('a mistyped filter tags nothing until the person confirms', async ({ page, door }) => {
  const person = personAt(page);
  await person.opensTheAddress(door.address('q=type%3Avidoe'));
  await person.seesCount(new RegExp(`${total}`));
  const tagEverything = async (): Promise<void> => {
    await person.presses('Escape');
    await page.getByRole('main').getByRole('gridcell').first().click();
    await person.presses('ControlOrMeta+a');
    await person.presses('t');
    const dialog = page.getByRole('dialog', { name: /^Tag / });
    await dialog.getByRole('combobox', { name: 'Tag' }).fill('danger');
    await person.presses('Enter');
  };
  const asking = page.getByRole('alertdialog', { name: 'This search cannot be understood' });

  await tagEverything();
  await expect(asking).toContainText(
    `“type:vidoe” was not understood. This would tag all ${total} generations “danger”.`,
  );
  await page.screenshot({ path: test.info().outputPath('asked.png') });
  await asking.getByRole('button', { name: 'Cancel' }).click();
  await expect(asking).toBeHidden();
  await page.getByRole('button', { name: 'Done' }).click();
  await expect(person.sidebarLine('danger')).toBeHidden();
  await expect(page.getByRole('alert')).toHaveCount(0);

  await tagEverything();
  await asking.getByRole('button', { name: `Change all ${total}` }).click();
  await person.seesNotice(`Tagged ${total} generations “danger”.`);
  await expect(person.sidebarLine('danger')).toHaveAccessibleName(`danger, ${total} generations`);
});
