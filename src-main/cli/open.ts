/** `afterimage PATH`: hands over to the starter, which knows how to open the window or, without one, the browser. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Arguments } from './arguments.ts';

const STARTER = fileURLToPath(new URL('../../build/start.ts', import.meta.url));

/** Opens some sources; resolves to the exit code when the window or the server has ended. */
export async function openPaths(paths: readonly string[], args: Arguments): Promise<number> {
  const port = args.text('port');
  const options = [...(args.library === null ? [] : ['--library', resolve(args.library)]), ...(port === null ? [] : ['--port', port])];
  const starter = spawn(process.execPath, [STARTER, ...options, '--', ...paths.map((path) => resolve(path))], { stdio: 'inherit' });
  // Ctrl-C reaches the starter by itself; this process only waits for it. A polite end is handed on.
  process.on('SIGINT', () => {});
  process.on('SIGTERM', () => starter.kill('SIGTERM'));
  const [code] = (await once(starter, 'exit')) as [number | null];
  return code ?? 1;
}
