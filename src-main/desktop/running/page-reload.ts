/** Reloads a page that crashed or hangs: once automatically; after that the person decides. */
import type { BrowserWindow } from 'electron';
import type { DesktopTexts } from '../menu/texts/en.ts';
import type { Alerts } from './alerts.ts';
import { PAGE_ORIGIN } from './channels.ts';

/** A page that fails again within this time, in ms, is not reloaded automatically. */
const CALM_MS = 60_000;
/** The error code of a load that another load replaced. */
const ERR_ABORTED = -3;

/** Watches the page of a window. */
export function keepAlive(window: BrowserWindow, alerts: Pick<Alerts, 'ask'>, texts: () => DesktopTexts): void {
  const { webContents } = window;
  let failedAt = Number.NEGATIVE_INFINITY;
  let waiting: AbortController | null = null;

  const reload = (): void => {
    if (window.isDestroyed()) return;
    // The window keeps the address of its page; a page that never loaded has none.
    if (webContents.getURL().startsWith(PAGE_ORIGIN)) webContents.reload();
    else load(window, `${PAGE_ORIGIN}/`);
  };
  const failed = async (how: string): Promise<void> => {
    process.stderr.write(`The page failed: ${how}.\n`);
    waiting?.abort();
    const isNew = Date.now() - failedAt > CALM_MS;
    failedAt = Date.now();
    // Not inside the event, because Chromium is still removing the dead page.
    if (isNew) return void setImmediate(reload);
    const text = texts();
    const answer = await alerts.ask(
      { message: text.pageGone, detail: text.pageGoneDetail, buttons: [text.reload, text.closeWindow] },
      window,
    );
    if (window.isDestroyed()) return;
    if (answer === 0) reload();
    else window.destroy();
  };
  const hangs = async (): Promise<void> => {
    if (waiting) return;
    waiting = new AbortController();
    const { signal } = waiting;
    const text = texts();
    const buttons = [text.wait, text.reload, text.closeWindow];
    const answer = await alerts.ask(
      { message: text.pageHangs, detail: text.pageHangsDetail, buttons, cancelId: 0, signal },
      window,
    );
    waiting = null;
    if (window.isDestroyed()) return;
    if (answer === 2) return window.destroy();
    if (answer !== 1) return;
    // The person asked for the reload, so this end does not count as a failure.
    failedAt = Number.NEGATIVE_INFINITY;
    webContents.forcefullyCrashRenderer();
  };

  webContents.on('render-process-gone', (_event, { reason, exitCode }) => {
    if (reason !== 'clean-exit') void failed(`${reason}, code ${exitCode}`);
  });
  webContents.on('did-fail-load', (_event, code, description, _url, isMainFrame) => {
    if (isMainFrame && code !== ERR_ABORTED) void failed(`${description || 'it could not be loaded'}, code ${code}`);
  });
  window.on('unresponsive', () => void hangs());
  window.on('responsive', () => waiting?.abort());
}

/** Loads an address. The events of the page report the result. */
export function load(window: BrowserWindow, address: string): void {
  void window.loadURL(address).catch(() => {});
}
