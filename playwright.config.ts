/** End to end: the page in a real Chromium behind the browser door, and the window where Electron can run. */
import { defineConfig } from 'playwright/test';
import { findChromium } from './tests/e2e/chromium.ts';

const executablePath = findChromium();

export default defineConfig({
  outputDir: 'test-results',
  workers: 1,
  timeout: 90_000,
  expect: { timeout: 15_000 },
  forbidOnly: Boolean(process.env.CI),
  projects: [
    {
      name: 'browser',
      testDir: 'tests/e2e',
      testMatch: '*.spec.ts',
      use: {
        browserName: 'chromium',
        viewport: { width: 1280, height: 800 },
        locale: 'en-GB',
        // Without it a click on what is not there waits until the whole test is over.
        actionTimeout: 30_000,
        trace: 'retain-on-failure',
        launchOptions: {
          ...(executablePath && { executablePath }),
          args: process.getuid?.() === 0 ? ['--no-sandbox'] : [],
        },
      },
    },
    {
      name: 'window',
      testDir: 'tests',
      testMatch: ['e2e/*.spec.ts', 'desktop/*.spec.ts'],
      // An exported gallery is a file that people open in their browser: the window shows no page but its own.
      testIgnore: 'e2e/exported-gallery.spec.ts',
      use: { trace: 'retain-on-failure' },
    },
  ],
});
