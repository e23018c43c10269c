/**
 * Tests a package as a person uses it: its command line, then its window. `node tests/package/smoke.ts dist/linux-x64`
 * tests the result of `npm run package`. Without a folder it first makes one from the local Electron runtime.
 * `--screenshot FILE` stores a picture of the window.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { findUnpacked, makePackages } from '../../build/package.ts';
import { makeSample } from '../../src-main/sample/make-sample.ts';
import { planOf } from '../../src-main/sample/plan.ts';
import { TASKS } from '../../src-main/sample/script.ts';
import { openScreen } from '../stages/screen.ts';
import { findRuntime } from '../stages/window-machine.ts';
import { tryCommandLine } from './command-line.ts';
import { checkContents } from './contents.ts';
import { install } from './installed.ts';
import { tryWindow } from './window.ts';

export interface SmokeOptions {
  /** The unpacked program. */
  readonly folder: string;
  /**
   * Replaces the compiled SQLite module, for a runtime that cannot load the shipped one; null: the package stays
   * unchanged.
   */
  readonly sqliteBinding: string | null;
  readonly screenshot: string | null;
}

if (import.meta.main) await main(process.argv.slice(2));

async function main(argv: string[]): Promise<void> {
  const { values, positionals } = parseArgs({
    args: argv,
    options: { screenshot: { type: 'string' } },
    allowPositionals: true,
  });
  const screenshot = values.screenshot ? resolve(values.screenshot) : null;
  const [folder] = positionals;
  if (folder) return smoke({ folder: await findUnpacked(resolve(folder)), sqliteBinding: null, screenshot });
  await smokeNewPackage(screenshot);
}

/** Makes an unpacked program from the local runtime, tests it, and deletes it. */
export async function smokeNewPackage(screenshot: string | null = null): Promise<void> {
  const runtime = await findRuntime();
  const output = await mkdtemp(join(tmpdir(), 'afterimage-package-'));
  try {
    const target = {
      platform: process.platform as 'linux' | 'darwin' | 'win32',
      arch: process.arch as 'x64' | 'arm64',
    };
    const made = await makePackages({
      target,
      kinds: [],
      output,
      electronFolder: runtime.dist,
      env: process.env,
      note: console.error,
    });
    await smoke({ folder: made.unpacked, sqliteBinding: runtime.sqliteBinding, screenshot });
  } finally {
    await rm(output, { recursive: true, force: true });
  }
}

/** Resolves when everything worked; prints each step. Rejects with the first failure. */
export async function smoke(options: SmokeOptions): Promise<void> {
  const screen = process.platform === 'linux' && !process.env.DISPLAY ? await openScreen() : null;
  const installed = await install(options);
  try {
    const plan = planOf(
      TASKS.slice(0, 3).map((task) => ({
        ...task,
        size: [160, 288] as const,
        seconds: 2,
        seeds: task.seeds.slice(0, 1),
      })),
    );
    const archive = join(installed.work, 'archive');
    await makeSample(archive, { plan });
    await installed.handOver(archive);
    const total = plan.parts.flatMap(({ records }) => records).length;
    await step('its contents', () => checkContents(installed));
    await step('its command line, without a screen', () => tryCommandLine(installed, archive, total));
    await step('its window', () => tryWindow(installed, archive, total, screen?.display ?? null, options.screenshot));
  } finally {
    await installed.remove();
    screen?.close();
  }
}

async function step(name: string, run: () => Promise<void>): Promise<void> {
  await run();
  console.log(`✓ the package: ${name}`);
}
