/** Starts the program again with its paths in a list instead of on the command line. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { app } from 'electron';
import { LIST_OPTION } from './launch.ts';

/**
 * Runs the program again with a short command line and resolves to its exit code. This process waits, because its own
 * parent waits for it.
 */
export async function startWithList(library: string | null, list: string | null): Promise<number> {
  const child = spawn(process.execPath, argumentsFor(process.argv, library, list), { stdio: 'inherit' });
  for (const name of ['SIGINT', 'SIGTERM'] as const) process.on(name, () => void child.kill(name));
  const [code] = (await once(child, 'exit')) as [number | null];
  return code ?? 1;
}

/** Starts the program again after this process ends. */
export function relaunchWithList(library: string | null, list: string | null): void {
  app.relaunch({ args: [...argumentsFor(process.argv, library, list)] });
}

/** The command line without paths; switches of Chromium stay. */
function argumentsFor(argv: readonly string[], library: string | null, list: string | null): readonly string[] {
  const end = argv.indexOf('--');
  const words = argv.slice(1, end < 0 ? undefined : end);
  const own = new RegExp(`^--(?:library|${LIST_OPTION})(?:=|$)`);
  return [
    ...words.filter((word) => word.startsWith('-') && !own.test(word)),
    ...(app.isPackaged ? [] : [app.getAppPath()]),
    ...(library === null ? [] : [`--library=${library}`]),
    ...(list === null ? [] : [`--${LIST_OPTION}=${list}`]),
  ];
}
