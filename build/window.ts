/** The window's process: started with an environment that is fit for it, watched until it ends. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import type { WindowEnding } from './window-failure.ts';

/** As much of standard error is kept to judge an ending by, in characters. */
const KEPT = 32_768;
/**
 * What is still in the pipe when a process ends arrives within this time; a process that it left behind may hold the
 * pipe open.
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
 * What is meant for Node.js alone is taken out: ELECTRON_RUN_AS_NODE (editors that are Electron leave it in their
 * terminals) makes Electron a plain Node.js, and it ends at once on most of what NODE_OPTIONS may hold.
 */
export function windowEnvironment({
  ELECTRON_RUN_AS_NODE: _plain,
  NODE_OPTIONS: _options,
  ...env
}: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return env;
}
