/** Windows on the screens of this computer: where they open, where they are kept, and what happens when a screen goes. */
import { join } from 'node:path';
import { app, type BrowserWindow, screen } from 'electron';
import { type Area, broughtBack, cascaded } from './screens.ts';
import { stateOf } from './window.ts';
import { readWindowState, type WindowState, writeWindowState } from './window-state.ts';
import type { Windows } from './windows.ts';

export interface Placing {
  /** Where the next window opens: where the last one was left, or a step beside the one used last. */
  next(): WindowState;
  /** Keeps where a window was left. */
  keep(state: WindowState): void;
}

/** Screens move one after the other: windows are looked after when they have come to rest, in ms. */
const REST_MS = 300;

/** @param profile the profile's folder */
export function openPlacing(profile: string, windows: Pick<Windows, 'all' | 'current'>): Placing {
  const file = join(profile, 'window.json');
  let timer: NodeJS.Timeout | undefined;
  const soon = (): void => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      for (const window of windows.all()) bringBack(window);
    }, REST_MS);
  };
  let isQuitting = false;
  const keep = (state: WindowState): void => writeWindowState(file, state, workAreas());
  // All windows close at once then: the next start begins where the one in front was.
  app.on('before-quit', () => {
    const front = windows.current();
    if (front && !isQuitting) keep(stateOf(front));
    isQuitting = true;
  });
  // There are no screens before the program is ready.
  void app.whenReady().then(() => screen.on('display-removed', soon).on('display-metrics-changed', soon));
  return {
    next() {
      const front = windows.current();
      if (!front) return readWindowState(file, workAreas());
      const others = windows.all().filter((window) => window !== front);
      const at = cascaded(
        front.getNormalBounds(),
        others.map((window) => window.getNormalBounds()),
        workAreas(),
      );
      return { ...at, maximized: false };
    },
    keep(state) {
      if (!isQuitting) keep(state);
    },
  };
}

/** The parts of the screens that windows may cover, the primary screen first. */
function workAreas(): readonly Area[] {
  const primary = screen.getPrimaryDisplay();
  return [primary, ...screen.getAllDisplays().filter(({ id }) => id !== primary.id)].map(({ workArea }) => workArea);
}

/** The system looks after windows that fill a screen, and after those that are put away. */
function bringBack(window: BrowserWindow): void {
  if (window.isMinimized() || window.isMaximized() || window.isFullScreen()) return;
  const back = broughtBack(window.getBounds(), workAreas());
  if (back) window.setBounds(back);
}
