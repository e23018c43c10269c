/** Makes a window: an untrusted page in a sandbox, with the background of its theme from the first frame. */
import type { BrowserWindow, BrowserWindowConstructorOptions, NativeImage } from 'electron';
import { PAGE_ORIGIN } from '../running/channels.ts';
import { load } from '../running/page-reload.ts';
import { MIN_SIZE } from './screens.ts';
import { guardContents } from './session-guard.ts';
import type { WindowState } from './window-state.ts';

/** The background of the page in both themes (`--bg` of the design tokens). */
const BACKGROUND = { light: '#fbfbfa', dark: '#151517' } as const;

/**
 * The options of a window.
 * @param preload the path of the bundled preload script
 * @param icon null when the program contains the icon
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
      // Compiled code is kept after the first start already, not only after the third.
      v8CacheOptions: 'bypassHeatCheck',
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
 * Prepares a new window: guards it, shows it after its first paint, and stores its place when it closes.
 * @param query the query of the page; empty: the last address
 */
export function prepareWindow(
  window: BrowserWindow,
  state: WindowState,
  keep: (state: WindowState) => void,
  query = '',
): void {
  guardContents(window.webContents);
  window.once('ready-to-show', () => {
    if (state.maximized) window.maximize();
    window.show();
  });
  window.on('close', () => keep(stateOf(window)));
  load(window, `${PAGE_ORIGIN}/${query}`);
}

/** The place and size of a window. */
export function stateOf(window: BrowserWindow): WindowState {
  return { ...window.getNormalBounds(), maximized: window.isMaximized() };
}

/** Brings the window to the front. */
export function present(window: BrowserWindow): void {
  if (window.isMinimized()) window.restore();
  window.show();
  window.focus();
}
