/** The windows on the library: a set of equals, of which the one used last is meant when nothing else is said. */
import type { BrowserWindow, WebContents } from 'electron';

export interface Windows {
  /** Takes a window into the set, until it is closed. */
  add(window: BrowserWindow): void;
  all(): readonly BrowserWindow[];
  /** The window that has or last had the focus; null when there is none. */
  current(): BrowserWindow | null;
  /** The window of a page; null when it is none of ours. */
  of(contents: WebContents): BrowserWindow | null;
}

export function openWindows(): Windows {
  /** The window used last is the last one. */
  let order: readonly BrowserWindow[] = [];
  return {
    add(window) {
      order = [...order, window];
      window.on('focus', () => {
        order = [...order.filter((other) => other !== window), window];
      });
      window.on('closed', () => {
        order = order.filter((other) => other !== window);
      });
    },
    all: () => order,
    current: () => order.at(-1) ?? null,
    of: (contents) => order.find((window) => window.webContents === contents) ?? null,
  };
}
