/** Opens an address in the person's browser, if there is one. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';

const COMMANDS: Partial<Record<NodeJS.Platform, readonly [string, ...string[]]>> = {
  darwin: ['open'],
  // The empty word is the title of the new window: without it, `start` takes a quoted address as the title.
  win32: ['cmd', '/c', 'start', ''],
};

/**
 * Resolves when the browser was started or when there is none; never rejects. `url` must not contain a long-lived
 * secret, because every user can read command lines.
 */
export async function openInBrowser(url: string): Promise<void> {
  if (process.platform === 'linux' && !process.env.DISPLAY && !process.env.WAYLAND_DISPLAY) return;
  const [program, ...args] = COMMANDS[process.platform] ?? ['xdg-open'];
  const child = spawn(program, [...args, url], { stdio: 'ignore', detached: true });
  await Promise.race([once(child, 'spawn'), once(child, 'error')]).catch(() => {});
  child.unref();
}
