/**
 * Takes screenshots of the real window with its frame, its menu and the system's dialog, for review by people. Only
 * with `SCREENSHOTS=1`.
 */
import { spawnSync } from 'node:child_process';
import { setTimeout } from 'node:timers/promises';
import { expect, test } from 'playwright/test';
import { personAt } from '../e2e/person.ts';
import { FOLDER } from '../e2e/screenshots.ts';
import { changeSettings } from '../e2e/settings.ts';
import { smallLibrary } from '../e2e/small-archive.ts';
import { launchWindow } from './launch-window.ts';

/** The area of the window on the screen, with its frame. */
const AREA = '1282x856+0+0';

if (process.env.SCREENSHOTS) {
  for (const [language, theme] of [
    ['en', 'light'],
    ['zh-CN', 'dark'],
  ] as const)
    test(`the window in ${language}, ${theme}`, async () => {
      test.setTimeout(180_000);
      const { library, total, remove } = await smallLibrary();
      const application = await launchWindow({ library });
      const page = await application.firstWindow();
      await changeSettings(page, { language, theme });
      await application.evaluate(({ BrowserWindow }) =>
        BrowserWindow.getAllWindows()[0]?.setBounds({ x: 1, y: 22, width: 1280, height: 832 }),
      );
      await page.reload();
      await expect(personAt(page).cards).not.toHaveCount(0);
      await expect(page.getByRole('banner')).toContainText(String(total));
      await setTimeout(2_000);
      take(`window-gallery-${language}-${theme}`);
      press('alt+f');
      await setTimeout(800);
      take(`window-menu-${language}-${theme}`);
      press('Escape', 'Escape');
      await page.keyboard.press('ControlOrMeta+o');
      await expect(page.getByRole('dialog')).toBeVisible();
      await setTimeout(500);
      take(`window-import-${language}-${theme}`);
      await page.getByRole('dialog').getByRole('button').filter({ hasText: /ZIP/ }).click();
      await setTimeout(1_000);
      take(`window-dialog-${language}-${theme}`);
      press('Escape');
      await application.close();
      await remove();
    });
}

function take(name: string): void {
  run('import', ['-window', 'root', '-crop', AREA, '+repage', `${FOLDER}/${name}.png`]);
}

function press(...keys: readonly string[]): void {
  run('xdotool', ['key', '--clearmodifiers', ...keys]);
}

function run(program: string, args: readonly string[]): void {
  const { status, stderr } = spawnSync(program, args, { encoding: 'utf8' });
  if (status !== 0) throw new Error(`${program} failed: ${stderr}`);
}
