/** Connects Electron to the application: one library, any number of windows. */
import { homedir } from 'node:os';
import { fileURLToPath } from 'node:url';
import {
  app,
  BrowserWindow,
  dialog,
  ipcMain,
  Menu,
  nativeImage,
  nativeTheme,
  protocol,
  session,
  shell,
} from 'electron';
import { devPage } from '../../app/http/dev-page.ts';
import type { Library } from '../../app/library/library.ts';
import { defaultLibraryFolder } from '../../app/library/library-folder.ts';
import { openHost } from '../../app/library/library-host.ts';
import { staticPage } from '../../app/static-page.ts';
import type { Settings } from '../../contract/library/library.ts';
import { endsWithin } from '../../threads/within.ts';
import { menuTemplate } from '../menu/menu.ts';
import type { DesktopTexts } from '../menu/texts/en.ts';
import { textsFor } from '../menu/texts.ts';
import { openAlerts } from '../running/alerts.ts';
import { serveBridge } from '../running/bridge.ts';
import { CHANNELS } from '../running/channels.ts';
import { countDeaths } from '../running/child-processes.ts';
import { type LastResort, sentenceOf } from '../running/last-resort.ts';
import { MARK } from '../running/mark.ts';
import { keepAlive } from '../running/page-reload.ts';
import { followingSettings } from '../running/settings.ts';
import type { Shutdown } from '../running/shutdown.ts';
import { forgetDragged } from '../windows/drag-out.ts';
import { handlePage, SCHEME } from '../windows/page-protocol.ts';
import { openPlacing } from '../windows/placing.ts';
import { guardSession } from '../windows/session-guard.ts';
import { background, prepareWindow, present, windowOptions } from '../windows/window.ts';
import { openWindows } from '../windows/windows.ts';
import {
  asksForWindow,
  type Given,
  type HandedOver,
  isTooLong,
  removeAbandoned,
  takeHandedOver,
  takeList,
  writeList,
} from './hand-over.ts';
import { firstOf, openImports } from './importing.ts';
import { type Launch, readLaunch } from './launch.ts';
import { makeProfile } from './profile.ts';
import { relaunchWithList, startWithList } from './restart.ts';
import { openSurroundings, type Surroundings } from './surroundings.ts';

/** Relative to the bundle in out/main. */
const PRELOAD = fileURLToPath(new URL('../preload/preload.cjs', import.meta.url));

/** The query of a further window. */
const WHOLE_LIBRARY = '?screen=gallery';

/** A library usually opens before Electron is ready. Its theme and language are known then, before the first window. */
const PATIENCE_MS = 200;

interface Place {
  readonly launch: Launch;
  readonly library: string;
  readonly profile: string;
  readonly given: Given;
}

/**
 * Takes the lock of the library and opens the first window when Electron is ready. A second start sends its paths to
 * the running program and ends. Must resolve before Electron is ready, because Electron waits for it.
 */
export async function start(lastResort: LastResort, shutdown: Shutdown): Promise<void> {
  if (!hasScreen()) {
    process.stderr.write('There is no screen to open a window on.\n');
    return app.exit(2);
  }
  const launch = readLaunch(process.argv, app.isPackaged, process.cwd());
  const library = launch.library ?? defaultLibraryFolder();
  // With both switches, every process of Chromium ends as soon as it starts.
  if (!app.commandLine.hasSwitch('no-sandbox')) app.enableSandbox();
  // On Windows, notifications and the jump list need the shortcut of this name, which the installer makes.
  if (process.platform === 'win32' && app.isPackaged) app.setAppUserModelId('app.afterimage');
  protocol.registerSchemesAsPrivileged([SCHEME]);
  const profile = makeProfile(library);
  app.setPath('userData', profile);
  const listed = takeList(profile, launch.list);
  const given = { paths: [...launch.paths, ...listed.paths], refused: [...launch.refused, ...listed.refused] };
  if (isTooLong(process.argv)) return app.exit(await startWithList(launch.library, writeList(profile, given)));
  const list = writeList(profile, given);
  if (!app.requestSingleInstanceLock({ list, newWindow: launch.newWindow } satisfies HandedOver)) return app.exit(0);
  takeList(profile, list);
  removeAbandoned(profile);
  run({ launch, library, profile, given }, lastResort, shutdown);
}

/** Runs in the single process that has the library open. */
function run({ launch, library: folder, profile, given }: Place, lastResort: LastResort, shutdown: Shutdown): void {
  const development = app.isPackaged ? undefined : process.env.ELECTRON_RENDERER_URL;
  const windows = openWindows();
  const placing = openPlacing(profile, windows);
  const alerts = openAlerts(dialog, windows.current);
  let texts: DesktopTexts = textsFor([]);
  let surroundings: Surroundings | null = null;
  let isReady = false;
  const say = (title: string, detail: string): void => void alerts.tell(title, detail).catch(lastResort.giveUp);
  const imports = openImports(
    () => texts,
    say,
    (cause) => sentenceOf(cause, texts),
  );

  app.on('second-instance', (_event, _argv, _folder, data) => {
    const handed = takeHandedOver(profile, data);
    // This process is closing the library, so a new process must open it.
    if (shutdown.hasBegun()) return relaunchWithList(launch.library, writeList(profile, handed));
    if (asksForWindow(data) && isReady) openWindow();
    else comeForward();
    void take(handed);
  });
  app.on('open-file', (event, path) => {
    event.preventDefault();
    if (windows.all().length === 0) comeForward();
    void imports.add([path]);
  });
  app.on('activate', () => {
    if (windows.all().length === 0) comeForward();
  });
  app.on('window-all-closed', () => {
    // On macOS a program keeps running without windows; its icon in the dock opens one.
    if (process.platform !== 'darwin') app.quit();
  });
  const died = countDeaths((name) => lastResort.giveUp(new Error(`${texts.processFails} (${name})`)));
  app.on('child-process-gone', (_event, details) => died(details));
  app.on('session-created', (created) => guardSession(created, isDevelopmentServer(development)));
  app.whenReady().then(open).catch(lastResort.giveUp);

  async function take({ paths, refused }: Given): Promise<void> {
    if (refused.length > 0) say(texts.cannotImport, firstOf(texts.notLocal, refused, texts.more));
    await imports.add(paths);
  }

  /** The library opens while Electron starts. */
  const opening = openHost({
    directory: folder,
    door: 'desktop',
    page: development ? devPage(development) : staticPage(),
    dress: (opened) => followingSettings(opened, follow),
    async onOpen(library) {
      await app.whenReady();
      await surround(library);
    },
  });
  shutdown.before(() =>
    opening.then(
      (host) => host.close(),
      () => {},
    ),
  );

  async function open(): Promise<void> {
    texts = textsFor(app.getPreferredSystemLanguages());
    guardSession(session.defaultSession, isDevelopmentServer(development));
    const host = await opening;
    if (await endsWithin(PATIENCE_MS, host.opened)) await host.opened;
    handlePage(protocol, host.fetch);
    serveBridge({
      ipc: ipcMain,
      dialog,
      shell,
      library: host.library,
      dragIcon,
      windowOf: windows.of,
      newWindow: () => openWindow(),
      texts: () => texts,
      platform: process.platform,
    });
    nativeTheme.on('updated', () => {
      for (const window of windows.all()) window.setBackgroundColor(background(nativeTheme.shouldUseDarkColors));
    });
    setMenu();
    isReady = true;
    openWindow();
    lastResort.goOn(alerts, () => texts);
    await host.opened;
    await take(given);
  }

  /** Connects menus, progress and notifications to the library once it is open: at once, or after its recovery. */
  async function surround(library: Library): Promise<void> {
    void forgetDragged(library.path);
    follow(await library.settings());
    surroundings = openSurroundings({
      library,
      profile,
      windows,
      texts: () => texts,
      start: {
        program: process.execPath,
        words: [
          ...(app.isPackaged ? [] : [app.getAppPath()]),
          ...(launch.library === null ? [] : [`--library=${launch.library}`]),
        ],
      },
      openWindow,
      onRecents: setMenu,
    });
    await imports.open(library);
  }

  /** Applies the theme and the language of the settings to menus and dialogs. */
  function follow(settings: Settings): void {
    nativeTheme.themeSource = settings.theme;
    texts = textsFor([...(settings.language ? [settings.language] : []), ...app.getPreferredSystemLanguages()]);
    setMenu();
    surroundings?.translate();
  }

  /** Opens a window: the first one at its last address, further ones with the whole library. */
  function openWindow(query = windows.current() ? WHOLE_LIBRARY : ''): void {
    const state = placing.next();
    const window = new BrowserWindow(windowOptions(state, PRELOAD, nativeTheme.shouldUseDarkColors, windowIcon()));
    windows.add(window);
    keepAlive(window, alerts, () => texts);
    prepareWindow(window, state, placing.keep, query);
  }

  /**
   * Brings the window used last to the front. On macOS there may be none: then it opens one when the library is open.
   */
  function comeForward(): void {
    const window = windows.current();
    if (window) present(window);
    else if (isReady) openWindow();
  }

  function setMenu(): void {
    const command = (id: string): void => {
      const window = windows.current();
      if (window) window.webContents.send(CHANNELS.command, id);
      else comeForward();
    };
    const files = {
      newWindow: () => openWindow(),
      openRecent: (path: string) => {
        if (!windows.current()) comeForward();
        void imports.add([path]);
      },
      clearRecents: () => surroundings?.clearRecents(),
      recents: surroundings?.recents() ?? [],
      home: homedir(),
    };
    Menu.setApplicationMenu(
      Menu.buildFromTemplate(menuTemplate(texts, command, files, process.platform, !app.isPackaged)),
    );
  }
}

const isDevelopmentServer =
  (development: string | undefined) =>
  (url: string): boolean =>
    development !== undefined && /^(?:https?|wss?):\/\/(?:127\.0\.0\.1|localhost)[:/]/.test(url);

/** Whether there is a screen. Without one Chromium ends with a segmentation fault. */
function hasScreen(): boolean {
  return (
    process.platform !== 'linux' ||
    Boolean(process.env.DISPLAY || process.env.WAYLAND_DISPLAY) ||
    app.commandLine.hasSwitch('ozone-platform') ||
    app.commandLine.hasSwitch('headless')
  );
}

/** The icon of windows; null on macOS and in packages on Windows, where the program contains it. */
function windowIcon(): Electron.NativeImage | null {
  const isOwn = process.platform === 'darwin' || (process.platform === 'win32' && app.isPackaged);
  return isOwn ? null : nativeImage.createFromDataURL(MARK);
}

async function dragIcon(path: string): Promise<Electron.NativeImage> {
  const icon = await app.getFileIcon(path, { size: 'normal' }).catch(() => nativeImage.createEmpty());
  return icon.isEmpty() ? nativeImage.createFromDataURL(MARK).resize({ width: 64 }) : icon;
}
