/**
 * The program as the system starts it, without anything that drives it: for what happens before there is a window, or
 * instead of one.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { commandOf, type Launch } from './launch-window.ts';

export interface ElectronProgram {
  readonly process: ChildProcess;
  /** What it wrote on standard error so far. */
  said(): string;
  /** The exit code; null when a signal ended it. */
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

/** Ends what a failed test left running. */
export function endPrograms(): void {
  for (const child of running) child.kill('SIGKILL');
  running.clear();
}
