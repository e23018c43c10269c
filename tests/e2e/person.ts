/** The actions and observations of a person on the page. Only this file knows how elements of the page are found. */
import { expect, type Locator, type Page } from 'playwright/test';

/** The state of the player. */
export interface Playing {
  readonly at: number;
  readonly paused: boolean;
  readonly width: number;
  readonly length: number;
}

/** After this time without another card everything near the screen is drawn. */
const IDLE_MS = 300;

export type Person = ReturnType<typeof personAt>;

export function personAt(page: Page) {
  const viewer = page.getByRole('dialog', { name: 'Viewer' });
  const details = page.getByRole('complementary', { name: 'Details' });
  const count = page.getByRole('banner').getByRole('status').filter({ hasText: /\d/ });
  const cards = page.getByRole('main').getByRole('gridcell');
  const library = page.getByRole('navigation', { name: 'Library' });
  /** Finds a line of the sidebar by its name in the catalog: for a tag, its whole path. */
  const line = (name: string): Locator =>
    library.locator(`[data-drop="tag:${name}"] [data-sidebar-line], [data-sidebar-line="${name}"]`).first();

  return {
    cards,
    viewer,
    details,
    marks: page.getByRole('main').locator('mark'),
    importProgress: page.getByRole('region', { name: 'Import' }),

    opensTheAddress: (url: string): Promise<unknown> => page.goto(url),
    async triesTheSampleArchive(): Promise<void> {
      await page.getByRole('button', { name: 'Try the sample archive' }).click();
    },

    /** Waits until the header shows this count: "66 generations", "2 of 66". */
    seesCount: (text: string | RegExp, timeout = 15_000): Promise<void> =>
      expect(count.first()).toHaveText(text, { timeout }),
    async searchesFor(text: string): Promise<void> {
      await page.keyboard.press('/');
      await page.keyboard.press('ControlOrMeta+a');
      await page.keyboard.type(text, { delay: 20 });
    },
    async clearsTheSearch(): Promise<void> {
      await page.getByRole('button', { name: 'Clear the search' }).click();
    },
    card: (text: string | RegExp): Locator => cards.filter({ hasText: text }).first(),
    async opens(card: Locator): Promise<void> {
      await card.dblclick();
      await expect(viewer).toBeVisible();
    },
    async goesBack(): Promise<void> {
      await page.keyboard.press('Escape');
      await expect(viewer).toBeHidden();
    },

    /** The current state of the player. */
    watches: (): Promise<Playing> =>
      viewer.locator('video').evaluate((video) => ({
        at: video.currentTime,
        paused: video.paused,
        width: video.videoWidth,
        length: video.duration,
      })),
    presses: (keys: string): Promise<void> => page.keyboard.press(keys),
    /** Waits until the library has stored the address of this window, so that the server can be stopped. */
    isRemembered: (): Promise<void> =>
      expect
        .poll(async () => {
          const address = await page.evaluate(async () => {
            const { settings } = (await (await fetch('/api/library')).json()) as { settings: { address: string } };
            return settings.address;
          });
          return address === new URL(page.url()).search;
        })
        .toBe(true),
    async seeksTo(seconds: number): Promise<void> {
      const box = await viewer.getByRole('slider', { name: 'Position' }).boundingBox();
      const { length } = await this.watches();
      if (box) await page.mouse.click(box.x + (box.width * seconds) / length, box.y + box.height / 2);
    },

    /** Runs a command by its name, in the command palette. */
    async runs(command: string): Promise<void> {
      await page.keyboard.press('ControlOrMeta+k');
      await page.keyboard.type(command);
      await page.keyboard.press('Enter');
    },
    async tags(name: string): Promise<void> {
      await page.keyboard.press('t');
      const dialog = page.getByRole('dialog', { name: /^Tag / });
      await dialog.getByRole('combobox', { name: 'Tag' }).fill(name);
      await page.keyboard.press('Enter');
      await dialog.getByRole('button', { name: 'Done' }).click();
      await expect(dialog).toBeHidden();
    },
    /** The line of the sidebar that begins with this name. */
    sidebarLine: line,
    /** Opens the context menu of a line of the sidebar with the keyboard. */
    async opensMenuOf(name: string): Promise<void> {
      await line(name).focus();
      await page.keyboard.press('Shift+F10');
      await expect(page.getByRole('menu')).toBeVisible();
    },
    async choosesFromMenu(item: string): Promise<void> {
      await page.getByRole('menuitem', { name: item }).focus();
      await page.keyboard.press('Enter');
      await expect(page.getByRole('menu')).toBeHidden();
    },
    dialog: (name: string): Locator => page.getByRole('dialog', { name }),
    seesNotice: (text: string | RegExp): Promise<void> =>
      expect(
        page
          .getByRole('region', { name: 'Notices' })
          .getByText(text, { exact: typeof text === 'string' })
          .last(),
      ).toBeVisible(),
    /** The names of the cards, in their order on screen. Those beside the screen are drawn in idle moments. */
    async names(): Promise<readonly string[]> {
      for (let drawn = -1; drawn !== (await cards.count()); ) {
        drawn = await cards.count();
        await page.waitForTimeout(IDLE_MS);
      }
      const places = await cards.evaluateAll((cells) =>
        cells.map((cell) => ({
          item: Number(cell.getAttribute('data-item')),
          name: cell.getAttribute('aria-label') ?? '',
        })),
      );
      return places.toSorted((a, b) => a.item - b.item).map(({ name }) => name);
    },
    rating: (stars: string): Locator => details.getByRole('radio', { name: stars }),
    favourite: details.getByRole('button', { name: 'Favourite' }),
    tag: (name: string): Locator => details.getByRole('region', { name: 'Tags' }).getByText(name, { exact: true }),
  };
}
