/**
 * Places windows on screens: where they open, how their places are stored, and what happens when a screen is removed.
 */
import { join } from 'node:path';
import { app, type BrowserWindow, screen } from 'electron';
import { type Area, broughtBack, cascaded } from './screens.ts';
import { stateOf } from './window.ts';
import { readWindowState, type WindowState, writeWindowState } from './window-state.ts';
import type { Windows } from './windows.ts';

export interface Placing {
  /** The place of the next window: the stored place, or a step beside the window used last. */
  next(): WindowState;
  /** Stores the place of a window. */
  keep(state: WindowState): void;
}

/** Changes of screens arrive one after the other: windows are moved after this pause, in ms. */
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
  // All windows close together: the place of the front window is stored for the next start.
  app.on('before-quit', () => {
    const front = windows.current();
    if (front && !isQuitting) keep(stateOf(front));
    isQuitting = true;
  });
  // Screens are unknown before the program is ready.
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

/** The work areas of the screens, the primary screen first. */
function workAreas(): readonly Area[] {
  const primary = screen.getPrimaryDisplay();
  return [primary, ...screen.getAllDisplays().filter(({ id }) => id !== primary.id)].map(({ workArea }) => workArea);
}

/** Moves a window back onto a screen. The system handles maximised, full-screen and minimised windows itself. */
function bringBack(window: BrowserWindow): void {
  if (window.isMinimized() || window.isMaximized() || window.isFullScreen()) return;
  const back = broughtBack(window.getBounds(), workAreas());
  if (back) window.setBounds(back);
}
