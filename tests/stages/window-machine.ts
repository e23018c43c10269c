/**
 * What the window's tests need: a real Electron, a separate screen on Linux, and, for root or for the registry's
 * runtime, a copy of the checkout for an ordinary user, so that Chromium's sandbox is on.
 */
import { join, resolve } from 'node:path';
import { distOf, findElectron } from '../../src-main/cli/command-line/electron-runtime.ts';
import { isRegistryRuntimePossible, registryRuntime } from '../desktop/runtime/registry-runtime.ts';
import type { Elsewhere } from './command.ts';
import { ensurePrograms } from './debian.ts';
import { openScreen, type Screen } from './screen.ts';
import { bringBack, type Runtime, stageProject } from './staged-project.ts';

export interface WindowMachine extends Elsewhere {
  readonly env: NodeJS.ProcessEnv;
  /** Copies these result folders of the copy back into the checkout. */
  bringBack(names: readonly string[]): void;
  close(): void;
}

const ROOT = resolve(import.meta.dirname, '../..');
/** Program → Debian package. */
const SCREEN_PROGRAMS = {
  Xvfb: 'xvfb',
  openbox: 'openbox',
  xdotool: 'xdotool',
  xprop: 'x11-utils',
  import: 'imagemagick',
};
/** Programs that compile the SQLite module of the registry's runtime. */
const BUILD_PROGRAMS = { gcc: 'gcc', 'g++': 'g++', unzip: 'unzip', tar: 'tar' };

/** Prepares everything. Rejects with the reason when that fails. */
export async function openWindowMachine(): Promise<WindowMachine> {
  const runtime = await findRuntime();
  const screen = process.platform === 'linux' ? await ownScreen() : null;
  try {
    return stagedOrHere(runtime, screen);
  } catch (cause) {
    screen?.close();
    throw cause;
  }
}

/** The runtime for the tests. Rejects with the reason when there is none. */
export async function findRuntime(): Promise<Runtime> {
  const found = findElectron();
  if (found) return { dist: distOf(found), sqliteBinding: null };
  if (!isRegistryRuntimePossible)
    throw new Error('There is no Electron runtime here. Run “npm start” once, or set ELECTRON_OVERRIDE_DIST_PATH.');
  const missing = ensurePrograms(BUILD_PROGRAMS);
  if (missing.length > 0) throw new Error(`Making an Electron runtime needs ${missing.join(', ')}.`);
  return registryRuntime();
}

async function ownScreen(): Promise<Screen> {
  const missing = ensurePrograms(SCREEN_PROGRAMS);
  if (missing.length > 0) throw new Error(`The window's tests need ${missing.join(', ')}.`);
  return openScreen();
}

function stagedOrHere(runtime: Runtime, screen: Screen | null): WindowMachine {
  const display = screen ? { DISPLAY: screen.display } : {};
  if (process.getuid?.() !== 0 && runtime.sqliteBinding === null) {
    const env = { ...display, ELECTRON_OVERRIDE_DIST_PATH: runtime.dist };
    return { folder: ROOT, user: null, env, bringBack: () => {}, close: () => screen?.close() };
  }
  const staged = stageProject(ROOT, runtime);
  const home = { HOME: join(staged.folder, 'home'), XDG_CONFIG_HOME: '', XDG_DATA_HOME: '', XDG_RUNTIME_DIR: '' };
  return {
    folder: staged.folder,
    user: staged.user,
    env: { ...display, ...home, ELECTRON_OVERRIDE_DIST_PATH: staged.dist },
    bringBack: (names) => bringBack(staged, ROOT, names),
    close() {
      staged.remove();
      screen?.close();
    },
  };
}
