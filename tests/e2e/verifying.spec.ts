/** Verifying as a person uses it: the state of the originals, their changes, and the decisions about them. */
import { copyFile, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { expect, type Page } from 'playwright/test';
import { mp4 } from '../fixtures/media.ts';
import { test } from './door.ts';
import { personAt } from './person.ts';
import { takeScreenshots } from './screenshots.ts';
import { importFrom } from './served.ts';
import { makeSmallLibrary } from './small-archive.ts';
import { sourcesAt } from './sources-page.ts';
import { watch } from './watch.ts';

let folder: string;
let clips: readonly string[];

test.beforeAll(async ({ door }) => {
  test.setTimeout(300_000);
  folder = await mkdtemp(join(tmpdir(), 'afterimage-e2e-'));
  await makeSmallLibrary(folder);
  const archive = join(folder, 'archive');
  const names = (await readdir(archive, { recursive: true })).filter((name) => name.endsWith('.mp4')).sort();
  clips = names.map((name) => join(archive, name));
  // One of them is also in a second source.
  await mkdir(join(folder, 'second copy'));
  await copyFile(clips[0] as string, join(folder, 'second copy', basename(clips[0] as string)));
  await importFrom(join(folder, 'library'), join(folder, 'second copy'));
  await door.opens(join(folder, 'library'));
});
test.afterAll(async ({ door }) => {
  await door.closes();
  await rm(folder, { recursive: true, force: true });
});

test('a person verifies, decides about a changed clip, undoes the decision, and restores a clip from its copy', async ({
  page,
  door,
}) => {
  const person = personAt(page);
  const sources = sourcesAt(page, door);
  const quiet = watch(page, /status of 4\d\d/);
  const [changed = '', other = ''] = clips;
  const part = page.getByRole('region', { name: 'Verifying' });
  const entry = (path: string) => part.getByRole('listitem', { name: basename(path), exact: true });
  const known = await readFile(changed);

  await test.step('sees that nothing was verified yet, and the originals without a copy', async () => {
    await person.opensTheAddress(door.address());
    await expect(person.cards.first()).toBeVisible();
    await sources.opensTheSources();
    await expect(part).toContainText('The originals have not been verified yet.');
    await expect(part).toContainText(/\d+ originals exist once, on one drive\./);
    await part.getByRole('button', { name: 'Verify now' }).click();
    await expect(part).toContainText(/Last verified .*All \d+ files are intact\./);
    await expect(sources.source('archive')).toContainText(/Verified .*: \d+ intact/);
    await takeScreenshots(page, 'verified');
  });

  await test.step('finds the changed files, with both states', async () => {
    await writeFile(changed, await mp4('another clip', 2));
    await writeFile(other, await mp4('and another', 3));
    await part.getByRole('button', { name: 'Verify now' }).click();
    await expect(part).toContainText('2 originals differ from what the library knows');
    await expect(entry(changed)).toContainText('Known: ');
    await expect(entry(changed)).toContainText('The library has another copy of the known content.');
    await expect(entry(other)).toContainText('The library has no other copy of the known content.');
    await expect(entry(other).getByRole('button', { name: /^Restore/ })).toHaveCount(0);
    await entry(changed).scrollIntoViewIfNeeded();
    await takeScreenshots(page, 'changed-originals');
    await assertReachable(page);
  });

  await test.step('ignores a change, accepts it, and undoes that', async () => {
    await entry(other)
      .getByRole('button', { name: /^Leave it/ })
      .click();
    await expect(entry(other)).toContainText('left as it is since');
    await entry(other)
      .getByRole('button', { name: /^Decide again/ })
      .click();
    await entry(other)
      .getByRole('button', { name: /^Accept the new one/ })
      .click();
    await expect(part).toContainText('1 original differs from what the library knows');
    await part.getByRole('button', { name: 'Accepted changes (1)' }).click();
    await part.getByRole('button', { name: /^Take back/ }).click();
    await expect(part).toContainText('2 originals differ from what the library knows');
  });

  await test.step('restores the clip from its copy, and confirms first because originals are written', async () => {
    const restored = join(folder, 'restored');
    await mkdir(restored);
    const restore = async (to: string): Promise<void> => {
      await door.answersDialogsWith([to]);
      await entry(changed)
        .getByRole('button', { name: /^Restore a copy/ })
        .click();
      if (door.kind === 'window') return;
      const dialog = page.getByRole('dialog', { name: 'A folder for the copy' });
      await dialog.getByRole('textbox', { name: 'Path' }).fill(to);
      await page.keyboard.press('Enter');
      await dialog.getByRole('button', { name: 'Write it there' }).click();
    };
    await restore(join(folder, 'archive'));
    const confirm = page.getByRole('alertdialog', { name: 'Write beside originals?' });
    await confirm.getByRole('button', { name: 'Cancel' }).click();
    expect(await readdir(join(folder, 'archive'))).not.toContain(basename(changed));
    await restore(restored);
    await expect(page.getByText('was restored and read back')).toBeVisible();
    expect((await readFile(join(restored, basename(changed)))).equals(known)).toBe(true);
  });

  await test.step('puts the file back by hand, and finds the originals without a copy in the gallery', async () => {
    await writeFile(changed, known);
    await part.getByRole('button', { name: 'Verify now' }).click();
    await expect(part).toContainText('1 original differs from what the library knows');
    await part.getByRole('button', { name: /copies:1/ }).click();
    await expect(person.cards.first()).toBeVisible();
    await expect(page).toHaveURL(/copies/);
  });

  await test.step('sees both states in the details of the changed clip', async () => {
    await page.getByRole('button', { name: 'Remove the filter copies 1' }).click();
    await person.searchesFor('copies:0');
    await person.cards.first().click();
    await expect(page.getByRole('complementary', { name: 'Details' })).toContainText(
      'The content of this file differs from what the library knows',
    );
    await takeScreenshots(page, 'changed-details');
  });
  quiet.expectQuiet();
});

/** Checks that axe finds no serious fault, in the light and the dark theme. */
async function assertReachable(page: Page): Promise<void> {
  const axe = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    await page.evaluate(axe);
    const found = await page.evaluate(async () => {
      const { violations } = await (
        globalThis as unknown as { axe: { run(): Promise<{ violations: { id: string; impact: string }[] }> } }
      ).axe.run();
      return violations.filter(({ impact }) => impact === 'serious' || impact === 'critical').map(({ id }) => id);
    });
    expect(found).toEqual([]);
  }
}
