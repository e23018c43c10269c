/**
 * Runs each spec in both doors: the Playwright project decides whether the library opens in the browser or in the
 * window.
 */
import { test as base, type Page } from 'playwright/test';
import { openBrowserDoor } from './browser-door.ts';
import { openWindowDoor } from './window-door.ts';

/** One door of Afterimage. One library is open at a time. */
export interface Door {
  readonly kind: 'browser' | 'window';
  /** Opens the library in this folder and closes the one before. */
  opens(library: string): Promise<void>;
  /** The address of the page. `search` is its query, such as `q=dragon`; without it the page shows its last view. */
  address(search?: string): string;
  /** A page on the open library, without anything that an earlier test stored. */
  page(): Promise<Page>;
  /** Closes Afterimage as a person does, opens the same library again, and returns the page. */
  restarts(): Promise<Page>;
  /** The paths that the system's dialog for folders or files returns. The browser door has no such dialog. */
  answersDialogsWith(paths: readonly string[]): Promise<void>;
  /** Runs `save` and returns the path of the file that it saved. */
  saves(page: Page, save: () => Promise<void>): Promise<string>;
  /** Closes the library; its folder can be deleted then. */
  closes(): Promise<void>;
  /** Closes the library and ends the processes of the door. */
  ends(): Promise<void>;
}

export const test = base.extend<object, { door: Door }>({
  door: [
    async ({ playwright }, use, { project }) => {
      const door =
        project.name === 'window' ? openWindowDoor() : await openBrowserDoor(playwright.chromium, project.use);
      await use(door);
      await door.ends();
    },
    { scope: 'worker', timeout: 60_000 },
  ],
  page: async ({ door }, use) => {
    await use(await door.page());
  },
});
