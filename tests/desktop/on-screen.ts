/**
 * What a person sees and does outside the page: windows and dialogs of the system, real keys and a real mouse (X11).
 */
import { execFileSync, spawnSync } from 'node:child_process';
import { setTimeout } from 'node:timers/promises';
import { expect } from 'playwright/test';

/** Whether this machine has an X11 screen and xdotool. */
export const hasScreen = process.platform === 'linux' && spawnSync('xdotool', ['version']).status === 0;

/** Window numbers by their title, the dialogs among them. */
export function windowsTitled(title: string): readonly string[] {
  const { stdout } = spawnSync('xdotool', ['search', '--onlyvisible', '--name', `^${title}$`], { encoding: 'utf8' });
  return stdout.split('\n').filter(Boolean);
}

/** Waits for a window that is not in `others`, and focuses it. */
export async function newWindow(others: readonly string[], title = 'Afterimage'): Promise<string> {
  const fresh = (): string | undefined => windowsTitled(title).find((id) => !others.includes(id));
  await expect.poll(fresh, { timeout: 30_000 }).toBeDefined();
  // The frame comes after the window; keys before the frame are lost.
  await setTimeout(500);
  const id = String(fresh());
  spawnSync('xdotool', ['windowactivate', '--sync', id]);
  return id;
}

/** Presses keys one after the other, as `xdotool key` names them. */
export async function presses(...keys: readonly string[]): Promise<void> {
  for (const key of keys) {
    execFileSync('xdotool', ['key', key]);
    await setTimeout(150);
  }
}

/** Whether the window in front of all others is a dialog. */
export function isDialogInFront(): boolean {
  const stack = execFileSync('xprop', ['-root', '_NET_CLIENT_LIST_STACKING'], { encoding: 'utf8' });
  const top = /0x[0-9a-f]+\s*$/.exec(stack)?.[0].trim();
  return (
    top !== undefined &&
    execFileSync('xprop', ['-id', top, '_NET_WM_WINDOW_TYPE'], { encoding: 'utf8' }).includes('DIALOG')
  );
}

/** The class of a window, by which a desktop finds its launcher. */
export function classOf(id: string): string {
  return execFileSync('xprop', ['-id', id, 'WM_CLASS'], { encoding: 'utf8' });
}

/** A pixel of a window's icon as ARGB; NaN when it has none. */
export function iconPixelOf(id: string, x: number, y: number): number {
  const show = (words: string): readonly number[] => {
    const text = execFileSync('xprop', ['-id', id, '-f', '_NET_WM_ICON', '32c', words, '_NET_WM_ICON'], {
      encoding: 'utf8',
    });
    return (text.split('=')[1] ?? '').split(',').map(Number);
  };
  // Width, height, then the pixels row by row.
  const [width = 0] = show('=$0');
  return show(`=$${2 + y * width + x}`)[0] ?? Number.NaN;
}
