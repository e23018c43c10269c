/** The browser door for specs: `afterimage serve` in a separate process, and Chromium. */
import type {
  Browser,
  BrowserContext,
  BrowserType,
  Page,
  PlaywrightTestOptions,
  PlaywrightWorkerOptions,
} from 'playwright/test';
import type { Door } from './door.ts';
import { type Served, serve } from './served.ts';

type Options = Partial<PlaywrightTestOptions & PlaywrightWorkerOptions>;

/** @param options the project's `use` */
export async function openBrowserDoor(chromium: BrowserType, options: Options): Promise<Door> {
  const browser: Browser = await chromium.launch(options.launchOptions);
  let library = '';
  let served: Served | null = null;
  let context: BrowserContext | null = null;
  let page: Page | null = null;

  const closes = async (): Promise<void> => {
    await context?.close();
    await served?.stop();
    context = null;
    served = null;
  };
  return {
    kind: 'browser',
    async opens(folder) {
      await closes();
      library = folder;
      served = await serve(folder);
    },
    address(search) {
      if (!served) throw new Error('No library is open.');
      return search === undefined ? served.url : `${served.url}&${search}`;
    },
    async page() {
      await context?.close();
      const { viewport, locale } = options;
      context = await browser.newContext({ ...(viewport && { viewport }), ...(locale && { locale }) });
      page = await context.newPage();
      page.setDefaultTimeout(options.actionTimeout ?? 0);
      return page;
    },
    async restarts() {
      if (!page || !served) throw new Error('No page is open.');
      await page.goto('about:blank');
      await served.stop();
      served = await serve(library);
      return page;
    },
    async answersDialogsWith() {},
    async saves(on, save) {
      const saving = on.waitForEvent('download');
      await save();
      return (await saving).path();
    },
    closes,
    async ends() {
      await closes();
      await browser.close();
    },
  };
}
