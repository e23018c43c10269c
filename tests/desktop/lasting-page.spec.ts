/** A page that crashed or hangs is reloaded at its place. A page that crashes again leads to a question. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'playwright/test';
import { endPrograms, startElectron } from './electron-program.ts';
import { INSPECTABLE, type MainProcess, mainProcessOf } from './main-process.ts';

const PLACE = 'app://afterimage/?screen=settings';

let folder: string;
let main: MainProcess | null = null;

test.beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'afterimage-lasting-'));
  main = await mainProcessOf(startElectron({ library: join(folder, 'library'), switches: [INSPECTABLE] }));
  await expect.poll(place, { timeout: 30_000 }).not.toBe('');
  await inWindow(`await window.loadURL(${JSON.stringify(PLACE)})`);
  await expect.poll(place, { timeout: 30_000 }).toBe(PLACE);
});
test.afterEach(async () => {
  endPrograms();
  main?.close();
  main = null;
  await rm(folder, { recursive: true, force: true, maxRetries: 5 });
});

const current = (): MainProcess => {
  if (!main) throw new Error('No program runs.');
  return main;
};
const inWindow = <T = void>(body: string, patience?: number): Promise<T> =>
  current().run<T>(`const [window] = electron.BrowserWindow.getAllWindows(); ${body}`, patience);
/** The address of the page; empty while it shows nothing. */
const place = (): Promise<string> =>
  inWindow<string>(
    `
    const contents = window?.webContents;
    if (!contents || contents.isLoading() || contents.isCrashed()) return '';
    return contents.executeJavaScript('document.querySelector("main, [role=main]") ? location.href : ""')
  `,
    2_000,
  ).catch(() => '');
const crash = (): Promise<void> => inWindow('window.webContents.forcefullyCrashRenderer()');
/** From now on each question is noted and answered with this button. With null it stays open until it is withdrawn. */
const answers = (button: number | null): Promise<void> =>
  current().run(`
    globalThis.questions = [];
    electron.dialog.showMessageBox = async (_window, { message, signal, cancelId }) => {
      questions.push(message);
      if (${button} !== null) return { response: ${button} };
      await new Promise((resolve) => signal.addEventListener('abort', resolve));
      questions.push('taken back');
      return { response: cancelId };
    }
  `);
const questions = (): Promise<readonly string[]> => current().run('return questions');
/** Chromium reports a page as hanging when it does not answer a key for about 15 s. */
const hang = (ms: number): Promise<void> =>
  inWindow(`
    void window.webContents.executeJavaScript('setTimeout(() => { const end = Date.now() + ${ms}; while (Date.now() < end); }, 100); 0');
    await new Promise((resolve) => setTimeout(resolve, 500));
    window.webContents.sendInputEvent({ type: 'keyDown', keyCode: 'a' })
  `);

test('a crashed page is reloaded at its place; after a second crash the person is asked first', async () => {
  await answers(0);
  await crash();
  await expect.poll(place, { timeout: 30_000 }).toBe(PLACE);
  expect(await questions()).toEqual([]);
  await crash();
  await expect.poll(questions).toEqual(['The page has stopped working']);
  await expect.poll(place, { timeout: 30_000 }).toBe(PLACE);
});

test('a page that hangs is asked about, and can be reloaded', async () => {
  test.setTimeout(120_000);
  await answers(1);
  await hang(600_000);
  await expect.poll(questions, { timeout: 60_000 }).toEqual(['The page does not answer']);
  await expect.poll(place, { timeout: 30_000 }).toBe(PLACE);
});

test('the question is withdrawn when the page answers again', async () => {
  test.setTimeout(120_000);
  await answers(null);
  await hang(25_000);
  await expect.poll(questions, { timeout: 60_000 }).toEqual(['The page does not answer', 'taken back']);
  expect(await place()).toBe(PLACE);
});
