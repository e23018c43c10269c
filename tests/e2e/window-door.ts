/** The window for specs: the built application in a real Electron, driven by Playwright. */
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ElectronApplication, Page } from 'playwright/test';
import { launchWindow } from '../desktop/launch-window.ts';
import type { Door } from './door.ts';

/** The size of the browser's pages, so that the specs have the same space. */
const VIEWPORT = { width: 1280, height: 800 };
const PAGE = 'app://afterimage/';

export function openWindowDoor(): Door {
  let library = '';
  let application: ElectronApplication | null = null;

  const current = (): ElectronApplication => {
    if (!application) throw new Error('No library is open.');
    return application;
  };
  const closes = async (): Promise<void> => {
    await application?.close();
    application = null;
  };
  const open = async (): Promise<void> => {
    application = await launchWindow({ library });
    await application.firstWindow();
    await application.evaluate(({ BrowserWindow }, { width, height }) => {
      for (const window of BrowserWindow.getAllWindows()) window.setContentSize(width, height);
    }, VIEWPORT);
  };
  const firstPage = async (): Promise<Page> => {
    const page = await current().firstWindow();
    page.setDefaultTimeout(30_000);
    return page;
  };
  return {
    kind: 'window',
    async opens(folder) {
      await closes();
      library = folder;
      await open();
    },
    address: (search) => (search === undefined ? PAGE : `${PAGE}?${search}`),
    async page() {
      await current().evaluate(({ session }) => session.defaultSession.clearStorageData());
      return firstPage();
    },
    async restarts() {
      await closes();
      await open();
      return firstPage();
    },
    async answersDialogsWith(paths) {
      await current().evaluate(({ dialog }, filePaths) => {
        dialog.showMessageBox = async () => ({ response: 1, checkboxChecked: false });
        dialog.showOpenDialog = async () => ({ canceled: false, filePaths: [...filePaths] });
      }, paths);
    },
    async saves(_page, save) {
      const path = join(await mkdtemp(join(tmpdir(), 'afterimage-saved-')), 'saved');
      const saving = current().evaluate(
        ({ session }, savePath) =>
          new Promise<string>((resolve) => {
            session.defaultSession.once('will-download', (_event, item) => {
              item.setSavePath(savePath);
              item.once('done', (_done, state) => resolve(state));
            });
          }),
        path,
      );
      await save();
      const state = await saving;
      if (state !== 'completed') throw new Error(`The download ended as ${state}.`);
      return path;
    },
    closes,
    ends: closes,
  };
}
