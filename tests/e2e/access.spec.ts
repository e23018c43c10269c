/** Accessibility: axe finds no serious fault on any screen, in the light and the dark theme. */
import { expect, type Page } from 'playwright/test';
import { seriousOn } from './axe.ts';
import { test } from './door.ts';
import { personAt } from './person.ts';
import { type SmallLibrary, smallLibrary } from './small-archive.ts';

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

const SCREENS: Readonly<Record<string, (page: Page) => Promise<void>>> = {
  gallery: async () => {},
  search: (page) => personAt(page).searchesFor('dragon'),
  'a search that finds nothing': (page) => personAt(page).searchesFor('zebra crossing'),
  'a search that cannot be understood': (page) => personAt(page).searchesFor('date:yesterday-ish'),
  details: (page) => personAt(page).cards.first().click(),
  viewer: (page) => personAt(page).opens(personAt(page).cards.first()),
  'command palette': (page) => page.keyboard.press('ControlOrMeta+k'),
  shortcuts: (page) => page.keyboard.press('?'),
  'the tags': (page) => personAt(page).runs('Edit tags'),
  'a new collection': (page) => personAt(page).runs('New collection'),
  'choosing a collection': async (page) => {
    await personAt(page).cards.first().click();
    await page.keyboard.press('a');
  },
  'the history': (page) => personAt(page).runs('History of changes'),
  settings: (page) => page.keyboard.press('ControlOrMeta+,'),
  import: (page) => page.getByRole('button', { name: 'Import…' }).click(),
  'import report': (page) => open(page, 'Import report'),
  prompts: (page) => open(page, 'Show prompts'),
  people: (page) => open(page, 'Show people'),
  'a person': async (page) => {
    await open(page, 'Show people');
    await page.getByRole('main').getByRole('button', { name: /^@/ }).first().click();
  },
  statistics: (page) => open(page, 'Show statistics'),
  'near-duplicates': (page) => open(page, 'Show near-duplicates'),
  sources: (page) => open(page, 'Sources'),
  'removing a source': async (page) => {
    await open(page, 'Sources');
    await page
      .getByRole('button', { name: /^More for / })
      .first()
      .click();
    await page.getByRole('menuitem', { name: 'Remove…' }).click();
  },
};

/** Opens a screen through the command palette. */
async function open(page: Page, command: string): Promise<void> {
  await page.keyboard.press('ControlOrMeta+k');
  await page.getByRole('dialog').getByRole('combobox').fill(command);
  await page.keyboard.press('Enter');
}

/**
 * The accessible name of a card is a summary (“Video, 5 seconds, 21 March 2026: …”). The visible prompt and duration
 * are content and not its label.
 */
const A_CARD_IS_NO_LABEL = 'label-content-name-mismatch: #generation-';

for (const scheme of ['light', 'dark'] as const) {
  for (const [name, reach] of Object.entries(SCREENS)) {
    test(`${name}, ${scheme}`, async ({ page, door }) => {
      await page.emulateMedia({ colorScheme: scheme, reducedMotion: 'reduce' });
      await personAt(page).opensTheAddress(door.address('q='));
      await personAt(page).seesCount(`${library.total} generations`);
      await reach(page);
      await page.waitForTimeout(500);
      const found = await seriousOn(page);
      expect(found.filter((fault) => !fault.startsWith(A_CARD_IS_NO_LABEL))).toEqual([]);
    });
  }
}
