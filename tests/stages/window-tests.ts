/**
 * The window as a stage: a real Electron under a screen of its own, with Chromium's sandbox, as an ordinary user. Where no runtime can be
 * had the stage is skipped with a warning; in CI that is a failure, because a run without the window must not look complete.
 * By hand, for some of the specs: `node tests/stages/window-tests.ts keyboard`.
 */
import { dirname, join, resolve } from 'node:path';
import { findElectron } from '../../src-main/cli/electron-runtime.ts';
import { isRegistryRuntimePossible, registryRuntime } from '../desktop/runtime/registry-runtime.ts';
import type { Outcome } from './command.ts';
import { ensurePrograms } from './debian.ts';
import { runPlaywright } from './playwright.ts';
import { openScreen } from './screen.ts';
import { bringBack, type Runtime, type StagedProject, stageProject } from './staged-project.ts';

const ROOT = resolve(import.meta.dirname, '../..');
/** Program → Debian package. The compilers make the SQLite module of the registry's runtime; the rest is a screen with keys. */
const SCREEN_PROGRAMS = { Xvfb: 'xvfb', openbox: 'openbox', xdotool: 'xdotool', xprop: 'x11-utils', import: 'imagemagick' };
const BUILD_PROGRAMS = { gcc: 'gcc', 'g++': 'g++', unzip: 'unzip', tar: 'tar' };

if (import.meta.main) process.exitCode = (await runWindowTests(process.argv.slice(2))).failures.length > 0 ? 1 : 0;

/** Runs the specs of the window whose paths contain one of the filters; all when there is none. */
export async function runWindowTests(filters: readonly string[] = []): Promise<Outcome> {
  try {
    const runtime = await findRuntime();
    return process.platform === 'linux' ? await onOwnScreen(runtime, filters) : await runPlaywright('window', envOf(runtime.dist), filters);
  } catch (cause) {
    return skipped(cause instanceof Error ? cause.message : String(cause));
  }
}

async function findRuntime(): Promise<Runtime> {
  const found = findElectron();
  if (found) return { dist: distOf(found), sqliteBinding: null };
  if (!isRegistryRuntimePossible)
    throw new Error('There is no Electron runtime here. Run “npm start” once, or set ELECTRON_OVERRIDE_DIST_PATH.');
  const missing = ensurePrograms(BUILD_PROGRAMS);
  if (missing.length > 0) throw new Error(`Making an Electron runtime needs ${missing.join(', ')}.`);
  return registryRuntime();
}

/** On macOS the program lies three folders inside the application. */
function distOf(program: string): string {
  return process.platform === 'darwin' ? resolve(program, '../../../..') : dirname(program);
}

async function onOwnScreen(runtime: Runtime, filters: readonly string[]): Promise<Outcome> {
  const missing = ensurePrograms(SCREEN_PROGRAMS);
  if (missing.includes('Xvfb')) throw new Error('There is no Xvfb to show a window on.');
  const screen = await openScreen();
  const staged = process.getuid?.() === 0 || runtime.sqliteBinding ? stageProject(ROOT, runtime) : null;
  try {
    const env = { DISPLAY: screen.display };
    if (staged) return await runStaged(staged, env, filters);
    return await runPlaywright('window', { ...env, ...envOf(runtime.dist) }, filters);
  } finally {
    staged?.remove();
    screen.close();
  }
}

async function runStaged(staged: StagedProject, screen: NodeJS.ProcessEnv, filters: readonly string[]): Promise<Outcome> {
  const home = join(staged.folder, 'home');
  const env = { ...screen, HOME: home, XDG_CONFIG_HOME: '', XDG_DATA_HOME: '', XDG_RUNTIME_DIR: '' };
  try {
    return await runPlaywright('window', { ...env, ...envOf(staged.dist) }, filters, staged);
  } finally {
    bringBack(staged, ROOT, ['test-results', ...(process.env.SCREENSHOTS ? ['docs/screenshots'] : [])]);
  }
}

function envOf(dist: string): NodeJS.ProcessEnv {
  return { ELECTRON_OVERRIDE_DIST_PATH: dist };
}

function skipped(reason: string): Outcome {
  console.error(`SKIPPED: the window was not tested. ${reason}\n`);
  return process.env.CI
    ? { passed: 0, skipped: 0, failures: [`the window was not tested: ${reason}`] }
    : { passed: 0, skipped: 1, failures: [] };
}
