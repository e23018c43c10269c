/** Starts the built application in the Electron runtime of the tests. */
import { join } from 'node:path';
import { _electron, type ElectronApplication } from 'playwright/test';
import { findElectron } from '../../src-main/cli/command-line/electron-runtime.ts';

const ROOT = join(import.meta.dirname, '../..');

export interface Launch {
  /** Null: the default library. */
  readonly library: string | null;
  /** Switches for Chromium. */
  readonly switches?: readonly string[];
  /** Paths to open. */
  readonly paths?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
}

/** The program and its arguments. Throws without a runtime; `npm test` downloads one. */
export function commandOf({ library, switches = [], paths = [] }: Launch): {
  readonly program: string;
  readonly args: string[];
} {
  const program = findElectron();
  if (!program)
    throw new Error(
      'There is no Electron runtime here. Run the window’s specs through “npm test”, or set ELECTRON_OVERRIDE_DIST_PATH.',
    );
  return { program, args: [...switches, ROOT, ...(library === null ? [] : ['--library', library]), '--', ...paths] };
}

/** Opens a window on a library. */
export async function launchWindow(launch: Launch): Promise<ElectronApplication> {
  const { program, args } = commandOf(launch);
  return _electron.launch({ executablePath: program, args, env: { ...environment(), ...launch.env }, timeout: 60_000 });
}

function environment(): Record<string, string> {
  return Object.fromEntries(
    Object.entries(process.env).filter((entry): entry is [string, string] => entry[1] !== undefined),
  );
}
