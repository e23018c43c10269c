/** The place of Chromium's files, and a start where Chromium's sandbox is off. */
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'playwright/test';
import { launchWindow } from './launch-window.ts';

let folder: string;

test.beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'afterimage-profile-'));
});
test.afterEach(async () => {
  await rm(folder, { recursive: true, force: true });
});

test('the profile has its own folder inside the library, also in the default library', async () => {
  test.skip(process.platform !== 'linux', 'The folders of other systems cannot be moved away from the person’s own.');
  const env = { HOME: folder, XDG_DATA_HOME: join(folder, 'data'), XDG_CONFIG_HOME: join(folder, 'config') };
  const application = await launchWindow({ library: null, env });
  const page = await application.firstWindow();
  expect(await page.evaluate(async () => ((await (await fetch('/api/library')).json()) as { path: string }).path)).toBe(
    join(folder, 'data', 'afterimage'),
  );
  expect(await application.evaluate(({ app }) => [app.getPath('userData'), app.getPath('sessionData')])).toEqual([
    join(folder, 'data', 'afterimage', 'window'),
    join(folder, 'data', 'afterimage', 'window'),
  ]);
  await application.close();
  expect(await readdir(join(folder, 'data', 'afterimage', 'window'))).toContain('window.json');
  expect((await readdir(join(folder, 'config')).catch(() => [])).filter((name) => /afterimage/i.test(name))).toEqual(
    [],
  );
  // Chromium's files are not mixed with the library's.
  expect(await readdir(join(folder, 'data', 'afterimage'))).not.toContain('Preferences');
});

test('without the kernel’s sandbox the window opens, and no process ends repeatedly', async () => {
  const application = await launchWindow({ library: join(folder, 'library'), switches: ['--no-sandbox'] });
  const page = await application.firstWindow();
  await expect(page.getByRole('button', { name: 'Open export…' })).toBeVisible();
  await application.close();
});

test('when the network process cannot run, the program ends with a sentence instead of retrying forever', async () => {
  const library = join(folder, 'library');
  const application = await launchWindow({ library });
  await application.firstWindow();
  await application.evaluate(({ app, dialog }) => {
    dialog.showMessageBox = (async () => ({
      response: 0,
      checkboxChecked: false,
    })) as unknown as typeof dialog.showMessageBox;
    const details = {
      type: 'Utility',
      reason: 'crashed',
      exitCode: 5,
      serviceName: 'network.mojom.NetworkService',
      name: 'Network Service',
    };
    for (let times = 0; times < 20; times += 1) app.emit('child-process-gone', {}, details);
  });
  expect(await new Promise((resolve) => application.process().once('exit', resolve))).toBe(2);
  // The library was closed before the end: the next start can open it.
  const next = await launchWindow({ library });
  await expect((await next.firstWindow()).getByRole('button', { name: 'Open export…' })).toBeVisible();
  await next.close();
});
