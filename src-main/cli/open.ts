/** `afterimage PATH`: hands over to the starter, which knows how to open the window or, without one, the browser. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const STARTER = fileURLToPath(new URL('../../build/start.ts', import.meta.url));

/** Opens some sources; resolves to the exit code when the window or the server has ended. */
export async function openPaths(paths: readonly string[], library: string | null, signal: AbortSignal): Promise<number> {
  const options = library === null ? [] : ['--library', resolve(library)];
  const starter = spawn(process.execPath, [STARTER, ...options, '--', ...paths.map((path) => resolve(path))], { stdio: 'inherit' });
  signal.addEventListener('abort', () => starter.kill('SIGTERM'), { once: true });
  const [code] = (await once(starter, 'exit')) as [number | null];
  return code ?? 1;
}
