/**
 * Finds a Chromium for the tests: the system's or Playwright's own; otherwise installs Debian's package or Playwright's
 * download.
 */
import { spawnSync } from 'node:child_process';
import { delimiter, join } from 'node:path';
import { type Browser, chromium } from 'playwright';
import { installPackages, mayRun } from '../stages/debian.ts';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];
const MAC = '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome';

/**
 * The path of the program. `CHROME` in the environment comes first. Throws when there is none and none can be
 * installed.
 */
export function chromiumPath(): string {
  const found = findChromium() ?? install();
  if (!found) throw new Error('No Chromium was found and none could be installed. Set CHROME to the path of one.');
  return found;
}

/** Starts that Chromium. As root it runs without its sandbox, which refuses root. */
export const launchChromium = (): Promise<Browser> =>
  chromium.launch({ executablePath: chromiumPath(), args: process.getuid?.() === 0 ? ['--no-sandbox'] : [] });

/** The path without an installation; null when there is none. */
export function findChromium(): string | null {
  const folders = (process.env.PATH ?? '').split(delimiter).filter(Boolean);
  const onPath = folders.flatMap((folder) => NAMES.map((name) => join(folder, name)));
  const candidates = [
    process.env.CHROME,
    ...NAMES.map((name) => `/usr/bin/${name}`),
    ...onPath,
    MAC,
    chromium.executablePath(),
  ];
  return candidates.find((path): path is string => Boolean(path) && mayRun(path ?? '')) ?? null;
}

function install(): string | null {
  installPackages(['chromium']);
  if (!findChromium())
    spawnSync(process.execPath, [join('node_modules', 'playwright', 'cli.js'), 'install', 'chromium'], {
      stdio: 'inherit',
    });
  return findChromium();
}
