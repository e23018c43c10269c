/**
 * What nobody caught is told, and the program goes on; what the first start was given and is not there is told in front
 * of the window.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { expect, test } from 'playwright/test';
import { endPrograms, startElectron } from './electron-program.ts';
import { INSPECTABLE, mainProcessOf } from './main-process.ts';
import { hasScreen, isDialogInFront, newWindow, presses, windowsTitled } from './on-screen.ts';

test.skip(!hasScreen, 'Dialogs of the system are seen under X11.');

let folder: string;

test.beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'afterimage-faults-'));
});
test.afterEach(async () => {
  endPrograms();
  await rm(folder, { recursive: true, force: true, maxRetries: 5 });
});

test('a path that vanished before the first start is told in front of the window', async () => {
  const program = startElectron({ library: join(folder, 'library'), paths: [join(folder, 'vanished.zip')] });
  await expect.poll(() => windowsTitled('Afterimage').length, { timeout: 30_000 }).toBe(2);
  // A dialog that came before the window would lie behind it by now.
  await setTimeout(1_000);
  expect(isDialogInFront()).toBe(true);
  await presses('Return');
  await expect.poll(isDialogInFront).toBe(false);
  program.process.kill('SIGTERM');
  expect(await program.ended).toBe(0);
});

test('a fault that nobody caught is told once, and the program goes on or ends as the person says', async () => {
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
