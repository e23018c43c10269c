/** Opens an address in the person's browser, if there is one. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';

const COMMANDS: Partial<Record<NodeJS.Platform, readonly [string, ...string[]]>> = {
  darwin: ['open'],
  // The empty word is the new window's title: without it, `start` takes a quoted address for one.
  win32: ['cmd', '/c', 'start', ''],
};

/**
 * `url` must not be secret for long: every user can read a command line. Resolves when the browser was asked, or
 * nothing could be asked; never rejects.
 */
export async function openInBrowser(url: string): Promise<void> {
  if (process.platform === 'linux' && !process.env.DISPLAY && !process.env.WAYLAND_DISPLAY) return;
  const [program, ...args] = COMMANDS[process.platform] ?? ['xdg-open'];
  const child = spawn(program, [...args, url], { stdio: 'ignore', detached: true });
  await Promise.race([once(child, 'spawn'), once(child, 'error')]).catch(() => {});
  child.unref();
}
