/**
 * `afterimage PATH`: starts `build/start.ts`, which opens the window or, without one, the browser. An installed program
 * opens its own window.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join, resolve } from 'node:path';
import { CHECKOUT } from '../checkout.ts';
import { type Arguments, UsageError } from './command.ts';
import { isInstalled } from './installed.ts';

const STARTER = join(CHECKOUT, 'build', 'start.ts');

/** Opens some sources; resolves to the exit code when the window or the server has ended. */
export async function openPaths(paths: readonly string[], args: Arguments): Promise<number> {
  const port = args.text('port');
  if (isInstalled && port !== null)
    throw new UsageError('The installed program opens its window. In the browser: afterimage serve --port N');
  const options = [
    ...(args.library === null ? [] : ['--library', resolve(args.library)]),
    ...(port === null ? [] : ['--port', port]),
  ];
  const program = isInstalled ? [] : [STARTER];
  const starter = spawn(process.execPath, [...program, ...options, '--', ...paths.map((path) => resolve(path))], {
    stdio: 'inherit',
  });
  // Ctrl-C reaches the starter directly; this process only waits for it. SIGTERM is passed on.
  process.on('SIGINT', () => {});
  process.on('SIGTERM', () => starter.kill('SIGTERM'));
  const [code] = (await once(starter, 'exit')) as [number | null];
  return code ?? 1;
}
