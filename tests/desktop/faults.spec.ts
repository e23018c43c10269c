/**
 * Uncaught errors are reported and the program goes on. Paths of the first start that do not exist are reported in
 * front of the window.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { expect, test } from 'playwright/test';
import { endPrograms, startElectron } from './electron-program.ts';
import { INSPECTABLE, mainProcessOf } from './main-process.ts';
import { hasScreen, isDialogInFront, newWindow, presses, windowsTitled } from './on-screen.ts';

test.skip(!hasScreen, 'Dialogs of the system can be found only under X11.');

let folder: string;

test.beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'afterimage-faults-'));
});
test.afterEach(async () => {
  endPrograms();
  await rm(folder, { recursive: true, force: true, maxRetries: 5 });
});

test('a missing path of the first start is reported in front of the window', async () => {
  const program = startElectron({ library: join(folder, 'library'), paths: [join(folder, 'vanished.zip')] });
  await expect.poll(() => windowsTitled('Afterimage').length, { timeout: 30_000 }).toBe(2);
  // A dialog opened before the window would be behind it by now.
  await setTimeout(1_000);
  expect(isDialogInFront()).toBe(true);
  await presses('Return');
  await expect.poll(isDialogInFront).toBe(false);
  program.process.kill('SIGTERM');
  expect(await program.ended).toBe(0);
});

test('uncaught errors are reported once, and the program goes on when the person chooses so', async () => {
  const program = startElectron({ library: join(folder, 'library'), switches: [INSPECTABLE] });
  const main = await mainProcessOf(program);
  const window = await newWindow([]);
  await main.run(
    "setTimeout(() => { throw new Error('a fault of a timer'); }); Promise.reject(new Error('a promise that failed'))",
  );
  await newWindow([window]);
  await presses('Return');
  expect(await main.run('return electron.BrowserWindow.getAllWindows().length')).toBe(1);
  await expect.poll(() => program.said()).toContain('a promise that failed');
  expect(program.said()).toContain('a fault of a timer');
  expect(program.hasEnded()).toBe(false);
  main.close();
  program.process.kill('SIGTERM');
  expect(await program.ended).toBe(0);
});
