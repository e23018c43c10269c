/** A window: an untrusted page in a sandbox, in the colours of its theme from the first frame on. */
import type { BrowserWindow, BrowserWindowConstructorOptions, NativeImage } from 'electron';
import { PAGE_ORIGIN } from './channels.ts';
import { load } from './recovery.ts';
import { MIN_SIZE } from './screens.ts';
import { guardContents } from './session-guard.ts';
import type { WindowState } from './window-state.ts';

/** The page's background in both themes (`--bg` of its design tokens). */
const BACKGROUND = { light: '#fbfbfa', dark: '#151517' } as const;

/**
 * Everything a window is made with.
 * @param preload the path of the bundled bridge
 * @param icon null where the system takes it from the program
 */
export function windowOptions(
  state: WindowState,
  preload: string,
  dark: boolean,
  icon: NativeImage | null,
): BrowserWindowConstructorOptions {
  return {
    ...(state.x === null || state.y === null ? {} : { x: state.x, y: state.y }),
    width: state.width,
    height: state.height,
    minWidth: MIN_SIZE.width,
    minHeight: MIN_SIZE.height,
    show: false,
    title: 'Afterimage',
    ...(icon && { icon }),
    backgroundColor: background(dark),
    autoHideMenuBar: false,
    webPreferences: {
      preload,
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      webSecurity: true,
      allowRunningInsecureContent: false,
      experimentalFeatures: false,
      webviewTag: false,
      navigateOnDragDrop: false,
      spellcheck: false,
      disableDialogs: true,
    },
  };
}

export function background(dark: boolean): string {
  return dark ? BACKGROUND.dark : BACKGROUND.light;
}

/**
 * Brings a new window to life: guarded, shown when it has something to show, its place told when it closes.
 * @param query what the page begins with; empty: where the last window was left
 */
export function prepareWindow(window: BrowserWindow, state: WindowState, keep: (state: WindowState) => void, query = ''): void {
  guardContents(window.webContents);
  window.once('ready-to-show', () => {
    if (state.maximized) window.maximize();
    window.show();
  });
  window.on('close', () => keep(stateOf(window)));
  load(window, `${PAGE_ORIGIN}/${query}`);
}

/** Where a window is, and how large. */
export function stateOf(window: BrowserWindow): WindowState {
  return { ...window.getNormalBounds(), maximized: window.isMaximized() };
}

/** Puts the window before the others. */
export function present(window: BrowserWindow): void {
  if (window.isMinimized()) window.restore();
  window.show();
  window.focus();
}
