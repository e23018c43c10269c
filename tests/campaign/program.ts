/** Runs the command line as a process that can be killed while it works. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { CLI, type Ran } from '../cli/run.ts';

export interface Started extends Ran {
  /** Whether SIGKILL ended it. */
  readonly isKilled: boolean;
  readonly ms: number;
}

export interface StartOptions {
  readonly env?: Readonly<Record<string, string>>;
  /** Kills it after this time, in ms. */
  readonly killAfter?: number;
  /** Modules that are loaded before the program, in every thread. */
  readonly imports?: readonly string[];
  /** Called when the process runs. */
  readonly onStart?: (pid: number) => void;
}

/** Runs a command until it ends or is killed. */
export async function start(
  args: readonly string[],
  { env = {}, killAfter, imports = [], onStart }: StartOptions = {},
): Promise<Started> {
  const began = performance.now();
  const flags = imports.flatMap((path) => ['--import', path]);
  const child = spawn(process.execPath, [...flags, CLI, ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, NO_COLOR: '1', ...env },
  });
  onStart?.(child.pid ?? 0);
  const timer = killAfter === undefined ? null : setTimeout(() => child.kill('SIGKILL'), killAfter);
  const text = async (stream: NodeJS.ReadableStream): Promise<string> =>
    Buffer.concat(await Array.fromAsync(stream as AsyncIterable<Buffer>)).toString();
  const [out, err, [code, signal]] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    once(child, 'close') as Promise<[number | null, NodeJS.Signals | null]>,
  ]);
  if (timer) clearTimeout(timer);
  return { code, out, err, isKilled: signal === 'SIGKILL', ms: performance.now() - began };
}

/** Whether a failure is reported as a sentence for a person, without internal details. */
export const isSentence = (err: string): boolean =>
  err.trim() !== '' &&
  !/Something went wrong inside|SQLITE_|disk I\/O error|database (or )?disk|^\s+at |Error: /m.test(err);
