/** The window's entry: takes the pieces of Electron and wires them to the application. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { app, BrowserWindow, dialog, ipcMain, Menu, nativeImage, nativeTheme, protocol, screen, session, shell } from 'electron';
import { devPage } from './app/dev-page.ts';
import { personal } from './app/errors.ts';
import type { Library } from './app/library.ts';
import { openLibrary } from './app/open-library.ts';
import { createApp } from './app/routes.ts';
import { staticPage } from './app/static-page.ts';
import type { Settings } from './contract/library.ts';
import { serveBridge } from './desktop/bridge.ts';
import { CHANNELS } from './desktop/channels.ts';
import { DRAG_ICON } from './desktop/drag-icon.ts';
import { HandedOver, readLaunch } from './desktop/launch.ts';
import { menuTemplate } from './desktop/menu.ts';
import { handlePage, SCHEME } from './desktop/page-protocol.ts';
import { guardSession } from './desktop/session-guard.ts';
import { followingSettings } from './desktop/settings.ts';
import { type DesktopTexts, textsFor } from './desktop/texts.ts';
import { background, prepareWindow, present, windowOptions } from './desktop/window.ts';
import { readWindowState, writeWindowState } from './desktop/window-state.ts';

const PRELOAD = fileURLToPath(new URL('../preload/preload.cjs', import.meta.url));

const launch = readLaunch(process.argv, app.isPackaged, process.cwd());
const waiting: string[] = [...launch.paths];
let window: BrowserWindow | null = null;
let library: Library | null = null;
let texts: DesktopTexts = textsFor([]);

app.enableSandbox();
protocol.registerSchemesAsPrivileged([SCHEME]);
if (launch.library !== null) keepProfileIn(join(launch.library, 'window'));

if (app.requestSingleInstanceLock({ paths: launch.paths })) start();
else app.quit();

/** Two libraries may be open at once; one library is open once. */
function keepProfileIn(folder: string): void {
  mkdirSync(folder, { recursive: true });
  app.setPath('userData', folder);
}

function start(): void {
  app.on('second-instance', (_event, _argv, _folder, data) => {
    const handed = HandedOver.safeParse(data);
    if (window) present(window);
    void importPaths(handed.success ? handed.data.paths : []);
  });
  app.on('open-file', (event, path) => {
    event.preventDefault();
    void importPaths([path]);
  });
  app.on('window-all-closed', () => app.quit());
  app.on('will-quit', closeLibrary);
  app.whenReady().then(open).catch(giveUp);
}

async function open(): Promise<void> {
  const development = app.isPackaged ? undefined : process.env.ELECTRON_RENDERER_URL;
  texts = textsFor(app.getPreferredSystemLanguages());
  const opened = await openLibrary({ directory: launch.library, backgroundPreviews: true });
  follow(await opened.settings());
  library = followingSettings(opened, follow);
  guardSession(
    session.defaultSession,
    (url) => development !== undefined && /^(?:https?|wss?):\/\/(?:127\.0\.0\.1|localhost)[:/]/.test(url),
  );
  handlePage(protocol, createApp({ library, door: 'desktop', page: development ? devPage(development) : staticPage() }).fetch);
  serveBridge({
    ipc: ipcMain,
    dialog,
    shell,
    library,
    dragIcon,
    window: () => window,
    texts: () => texts,
    platform: process.platform,
  });
  openWindow();
  await importPaths([]);
}

/** The system's own surfaces keep the theme and the language of the settings. */
function follow(settings: Settings): void {
  nativeTheme.themeSource = settings.theme;
  texts = textsFor([...(settings.language ? [settings.language] : []), ...app.getPreferredSystemLanguages()]);
  setMenu();
}

function openWindow(): void {
  const place = join(app.getPath('userData'), 'window.json');
  const screens = [screen.getPrimaryDisplay(), ...screen.getAllDisplays()].map(({ workArea }) => workArea);
  const state = readWindowState(place, screens);
  const made = new BrowserWindow(windowOptions(state, PRELOAD, nativeTheme.shouldUseDarkColors));
  window = made;
  prepareWindow(made, state, (last) => writeWindowState(place, last));
  made.on('closed', () => {
    window = null;
  });
  nativeTheme.on('updated', () => window?.setBackgroundColor(background(nativeTheme.shouldUseDarkColors)));
}

function setMenu(): void {
  const template = menuTemplate(
    texts,
    {
      command: (id) => window?.webContents.send(CHANNELS.command, id),
      editText: (what) => window?.webContents[what](),
    },
    process.platform,
    !app.isPackaged,
  );
  Menu.setApplicationMenu(Menu.buildFromTemplate(template));
}

/** Imports what was asked for so far; paths that come before the library is open wait for it. */
async function importPaths(paths: readonly string[]): Promise<void> {
  waiting.push(...paths);
  if (!library || waiting.length === 0) return;
  const now = waiting.splice(0);
  try {
    await library.jobs.import(now);
  } catch (cause) {
    dialog.showErrorBox(texts.cannotImport, sentenceOf(cause));
  }
}

async function dragIcon(path: string): Promise<Electron.NativeImage> {
  const icon = await app.getFileIcon(path, { size: 'normal' }).catch(() => nativeImage.createEmpty());
  return icon.isEmpty() ? nativeImage.createFromDataURL(DRAG_ICON) : icon;
}

/** Quitting waits for the library to close, once. */
function closeLibrary(event: Electron.Event): void {
  const open = library;
  if (!open) return;
  library = null;
  event.preventDefault();
  void open.close().finally(() => app.quit());
}

function giveUp(cause: unknown): void {
  process.stderr.write(`${cause instanceof Error ? cause.stack : String(cause)}\n`);
  dialog.showErrorBox(texts.cannotOpen, sentenceOf(cause));
  app.exit(2);
}

function sentenceOf(cause: unknown): string {
  const told = personal(cause);
  if (!told) return cause instanceof Error ? cause.message : String(cause);
  return told.path ? `${told.message}\n\n${told.path}` : told.message;
}
