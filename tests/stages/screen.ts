/**
 * A separate screen for the tests on Linux: Xvfb with a window manager, so that windows have frames, focus and places.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';

export interface Screen {
  /** The value for DISPLAY. */
  readonly display: string;
  close(): void;
}

const SIZE = '1920x1200x24';

/** Opens a screen without hardware. Rejects when Xvfb does not start. */
export async function openScreen(): Promise<Screen> {
  // Xvfb chooses a free number and writes it to descriptor 3.
  const server = spawn('Xvfb', ['-displayfd', '3', '-screen', '0', SIZE, '-nolisten', 'tcp'], {
    stdio: ['ignore', 'ignore', 'ignore', 'pipe'],
  });
  const display = `:${await firstLine(server)}`;
  const manager = spawn('openbox', [], { stdio: 'ignore', env: { ...process.env, DISPLAY: display } });
  manager.on('error', () => {});
  return {
    display,
    close() {
      manager.kill();
      server.kill();
    },
  };
}

async function firstLine(server: ChildProcess): Promise<string> {
  const exit = once(server, 'exit').then(() => {
    throw new Error('Xvfb could not be started.');
  });
  const chunk = once(server.stdio[3] as NodeJS.ReadableStream, 'data').then(([data]) => String(data).trim());
  return Promise.race([chunk, exit]);
}
