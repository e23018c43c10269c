/** The open windows of the library. The window used last is the default. */
import type { BrowserWindow, WebContents } from 'electron';

export interface Windows {
  /** Adds a window until it is closed. */
  add(window: BrowserWindow): void;
  all(): readonly BrowserWindow[];
  /** The window that has the focus or had it last; null when there is none. */
  current(): BrowserWindow | null;
  /** The window of a page; null for other pages. */
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
