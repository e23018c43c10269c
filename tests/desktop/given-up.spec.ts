/** What the window's page gives up is made for nobody: Electron tells the application nothing of it, so the page does. */
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type ElectronApplication, expect, type Page, test } from 'playwright/test';
import { makeClips } from '../app/many-clips.ts';
import { ffmpegsOf } from '../app/processes.ts';
import { importFrom } from '../e2e/served.ts';
import { launchWindow } from './launch-window.ts';

test.skip(process.platform !== 'linux', 'The programs under way are counted in /proc.');

const POSTERS = 60;
let root: string;
let application: ElectronApplication;
let page: Page;
let pid: number;

test.beforeAll(async () => {
  test.setTimeout(180_000);
  root = await mkdtemp(join(tmpdir(), 'afterimage-given-up-'));
  await mkdir(join(root, 'films'));
  await makeClips(join(root, 'films'), 3, 40, 'hevc');
  await mkdir(join(root, 'clips'));
  await makeClips(join(root, 'clips'), POSTERS, 2);
  await importFrom(join(root, 'library'), root);
  application = await launchWindow({ library: join(root, 'library') });
  pid = application.process().pid ?? 0;
  page = await application.firstWindow();
});
test.afterAll(async () => {
  await application?.close();
  await rm(root, { recursive: true, force: true });
});

const idle = (timeout: number): Promise<void> => expect.poll(() => ffmpegsOf(pid), { timeout, intervals: [20] }).toBe(0);

test('a playable copy is not made to its end when the viewer is closed', async () => {
  await expect(page.getByRole('gridcell').first()).toBeVisible();
  // Every poster is made by itself in the background.
  await page.waitForTimeout(1_000);
  await idle(60_000);
  await page.goto('app://afterimage/?q=duration:%3E30');
  await expect(page.getByRole('gridcell')).toHaveCount(3);
  await page.getByRole('gridcell').first().dblclick();
  await expect.poll(() => ffmpegsOf(pid), { timeout: 20_000, intervals: [20] }).toBeGreaterThan(0);
  await page.keyboard.press('Escape');
  // Made to its end it would take several times as long.
  await idle(2_000);
});
