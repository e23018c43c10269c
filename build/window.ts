/** Runs the window's process with a suitable environment and waits for its end. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import type { WindowEnding } from './window-failure.ts';

/** The length of the standard error that is kept to find the cause of an ending, in characters. */
const KEPT = 32_768;
/**
 * Output that is still in the pipe when the process ends arrives within this time, in ms. A process that it left behind
 * can hold the pipe open.
 */
const DRAIN_MS = 250;

/** Runs the window; resolves when it ended. An abort asks it to close. */
export async function runWindow(program: string, args: readonly string[], signal: AbortSignal): Promise<WindowEnding> {
  const child = spawn(program, args, { env: windowEnvironment(process.env), stdio: ['inherit', 'inherit', 'pipe'] });
  let stderr = '';
  child.stderr.on('data', (piece: Buffer) => {
    process.stderr.write(piece);
    stderr = (stderr + piece.toString()).slice(-KEPT);
  });
  const close = (): void => void child.kill('SIGTERM');
  signal.addEventListener('abort', close, { once: true });
  const drained = once(child, 'close');
  const [code, killer, error] = await Promise.race([
    once(child, 'exit').then(
      ([code, killer]) => [code as number | null, killer as NodeJS.Signals | null, null] as const,
    ),
    new Promise<readonly [null, null, string]>((resolve) => {
      child.once('error', (cause: NodeJS.ErrnoException) => resolve([null, null, cause.code ?? cause.message]));
    }),
  ]);
  signal.removeEventListener('abort', close);
  const tooLate = new Promise((resolve) => setTimeout(resolve, DRAIN_MS).unref());
  await Promise.race([drained, tooLate]).catch(() => {});
  return { code, signal: killer, error, stderr };
}

/**
 * Removes variables for Node.js. ELECTRON_RUN_AS_NODE, which Electron-based editors set in their terminals, makes
 * Electron a plain Node.js. Most values of NODE_OPTIONS end Electron at once.
 */
export function windowEnvironment({
  ELECTRON_RUN_AS_NODE: _plain,
  NODE_OPTIONS: _options,
  ...env
}: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return env;
}
