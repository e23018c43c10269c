/** Takes screenshots for review by people: beside the test results, or into docs/ with `SCREENSHOTS=1`. */
import { join } from 'node:path';
import type { Page } from 'playwright/test';

export const FOLDER = process.env.SCREENSHOTS ? 'docs/screenshots' : 'test-results/screenshots';

/** Takes the screen in both themes, 1280 × 800, as `<name>-light.png` and `<name>-dark.png`. */
export async function takeScreenshots(page: Page, name: string): Promise<void> {
  for (const scheme of ['dark', 'light'] as const) {
    await page.emulateMedia({ colorScheme: scheme, reducedMotion: 'reduce' });
    await page.waitForTimeout(300);
    await page.screenshot({ path: join(FOLDER, `${name}-${scheme}.png`), animations: 'disabled' });
  }
}
