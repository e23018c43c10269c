/**
 * Starts the program as the operating system does, without Playwright: for tests of a start that shows no window, or of
 * the time before the window.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { commandOf, type Launch } from './launch-window.ts';

export interface ElectronProgram {
  readonly process: ChildProcess;
  /** The text on standard error so far. */
  said(): string;
  /** The exit code; null when a signal ended the process. */
  readonly ended: Promise<number | null>;
  hasEnded(): boolean;
}

const running = new Set<ChildProcess>();

/** Starts the program and does not wait for it. */
export function startElectron(launch: Launch): ElectronProgram {
  const { program, args } = commandOf(launch);
  const child = spawn(program, args, { stdio: ['ignore', 'ignore', 'pipe'], env: { ...process.env, ...launch.env } });
  running.add(child);
  let text = '';
  child.stderr?.setEncoding('utf8').on('data', (more: string) => {
    text += more;
  });
  const ended = once(child, 'exit').then(([code]) => {
    running.delete(child);
    return code as number | null;
  });
  return { process: child, said: () => text, ended, hasEnded: () => !running.has(child) };
}

/** Ends the programs that a failed test left running. */
export function endPrograms(): void {
  for (const child of running) child.kill('SIGKILL');
  running.clear();
}
