/** One spec for both doors: a library opened in the browser or in the window, depending on the project that runs. */
import { test as base, type Page } from 'playwright/test';
import { openBrowserDoor } from './browser-door.ts';
import { openWindowDoor } from './window-door.ts';

/** The way into Afterimage. One library is open at a time. */
export interface Door {
  readonly kind: 'browser' | 'window';
  /** Opens the library in this folder, closing the one before. */
  opens(library: string): Promise<void>;
  /** The page's address. `search` is its query, such as `q=dragon`; without it the page comes up where it was left. */
  address(search?: string): string;
  /** A page on the open library, as new: without anything that an earlier test stored. */
  page(): Promise<Page>;
  /** Closes Afterimage as a person does, opens the same library again, and returns the page. */
  restarts(): Promise<Page>;
  /** What the system's dialog answers when it is asked for folders or files. The browser door has no such dialog. */
  answersDialogsWith(paths: readonly string[]): Promise<void>;
  /** Runs `save` and returns the path of the file that it saved. */
  saves(page: Page, save: () => Promise<void>): Promise<string>;
  /** Closes the library; its folder can be taken away then. */
  closes(): Promise<void>;
  /** Closes the library and whatever the door itself needs. */
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
