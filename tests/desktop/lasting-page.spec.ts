/** A page that crashed or hangs comes back where it was; one that cannot stay is told. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type ElectronApplication, expect, test } from 'playwright/test';
import { launchWindow } from './launch-window.ts';

let folder: string;
let application: ElectronApplication;

test.beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'afterimage-lasting-'));
  application = await launchWindow({ library: join(folder, 'library') });
  await application.firstWindow();
});
test.afterEach(async () => {
  await application?.close().catch(() => {});
  await rm(folder, { recursive: true, force: true });
});

/** Asked in the main process: Playwright's page does not outlive a crash. */
const inPage = <T>(script: string): Promise<T> =>
  application.evaluate(
    async ({ BrowserWindow }, code) => BrowserWindow.getAllWindows()[0]?.webContents.executeJavaScript(code) as Promise<never>,
    script,
  );
const crash = (): Promise<void> =>
  application.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.webContents.forcefullyCrashRenderer());
/** Whether the page is there, and where. */
const place = (): Promise<string> =>
  inPage<string>('document.getElementById("root").childElementCount > 0 ? location.href : ""').catch(() => '');
/** From now on every question is noted and answered with this button. */
const answers = (response: number): Promise<void> =>
  application.evaluate(({ dialog }, button) => {
    const noted = globalThis as unknown as { questions: string[] };
    noted.questions = [];
    dialog.showMessageBox = (async (...args: unknown[]) => {
      noted.questions.push((args.at(-1) as { message: string }).message);
      return { response: button, checkboxChecked: false };
    }) as unknown as typeof dialog.showMessageBox;
  }, response);
const questions = (): Promise<readonly string[]> =>
  application.evaluate(() => (globalThis as unknown as { questions: readonly string[] }).questions);

test('a crashed page comes back at its place by itself, and the next time the person is asked', async () => {
  await answers(0);
  await inPage('void document.body.offsetHeight; history.pushState(null, "", "/?screen=settings&q=")');
  const before = await place();
  await crash();
  await expect.poll(place, { timeout: 30_000 }).toBe(before);
  expect(await questions()).toEqual([]);
  await crash();
  await expect.poll(questions).toEqual(['The page has stopped working']);
  await expect.poll(place, { timeout: 30_000 }).toBe(before);
});

test('a page that hangs is asked about, and can be reloaded', async () => {
  test.setTimeout(120_000);
  await answers(1);
  const before = await place();
  await inPage('setTimeout(() => { for (;;) {} }, 100); 0');
  await application.evaluate(async ({ BrowserWindow }) => {
    // A page is found to hang when it does not answer input.
    await new Promise((resolve) => setTimeout(resolve, 500));
    const contents = BrowserWindow.getAllWindows()[0]?.webContents;
    contents?.focus();
    contents?.sendInputEvent({ type: 'keyDown', keyCode: 'a' });
  });
  await expect.poll(questions, { timeout: 60_000 }).toEqual(['The page does not answer']);
  await expect.poll(place, { timeout: 30_000 }).toBe(before);
});

test('a page that goes on by itself takes the question back', async () => {
  test.setTimeout(120_000);
  await application.evaluate(({ dialog }) => {
    const noted = globalThis as unknown as { signal: AbortSignal | undefined };
    dialog.showMessageBox = (async (...args: unknown[]) => {
      const { signal, cancelId } = args.at(-1) as { signal?: AbortSignal; cancelId: number };
      noted.signal = signal;
      await new Promise((resolve) => signal?.addEventListener('abort', resolve));
      return { response: cancelId, checkboxChecked: false };
    }) as unknown as typeof dialog.showMessageBox;
  });
  const before = await place();
  await application.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.emit('unresponsive'));
  await application.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.emit('responsive'));
  expect(await application.evaluate(() => (globalThis as unknown as { signal?: AbortSignal }).signal?.aborted)).toBe(true);
  expect(await place()).toBe(before);
});
