/** Where the window was and how large: kept between runs, and brought back onto a screen that is there. */
import { readFileSync, writeFileSync } from 'node:fs';
import { z } from 'zod';

const WindowState = z.object({
  x: z.number().int().nullable(),
  y: z.number().int().nullable(),
  width: z.number().int().min(1),
  height: z.number().int().min(1),
  maximized: z.boolean(),
});
export type WindowState = z.infer<typeof WindowState>;

export interface Area {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export const MIN_SIZE = { width: 800, height: 600 } as const;
const FIRST: WindowState = { x: null, y: null, width: 1280, height: 800, maximized: false };

/** The state kept at `path`, fitted to the screens; the first state when there is none. */
export function readWindowState(path: string, screens: readonly Area[]): WindowState {
  return fitted(kept(path), screens);
}

/** Keeps a state; a folder that cannot be written only costs the memory. */
export function writeWindowState(path: string, state: WindowState): void {
  try {
    writeFileSync(path, JSON.stringify(state));
  } catch (cause) {
    process.stderr.write(`The window's place could not be kept: ${(cause as Error).message}\n`);
  }
}

function kept(path: string): WindowState {
  try {
    return WindowState.parse(JSON.parse(readFileSync(path, 'utf8')));
  } catch {
    return FIRST;
  }
}

/** Never larger than the screen it is on; without a place when its title bar could not be grasped on any. */
export function fitted(state: WindowState, screens: readonly Area[]): WindowState {
  const { x, y } = state;
  const [first] = screens;
  const sizes = screens.map((area) => ({ area, sized: sizedTo(state, area) }));
  const home = x === null || y === null ? undefined : sizes.find(({ area, sized }) => isReachable({ ...sized, x, y }, area));
  if (home) return home.sized;
  return { ...(first ? sizedTo(state, first) : state), x: null, y: null };
}

function sizedTo(state: WindowState, area: Area): WindowState {
  const width = Math.max(MIN_SIZE.width, Math.min(state.width, area.width));
  const height = Math.max(MIN_SIZE.height, Math.min(state.height, area.height));
  return { ...state, width, height };
}

/** Whether enough of the title bar can be grasped. */
function isReachable(state: Area, area: Area): boolean {
  const visible = Math.min(state.x + state.width, area.x + area.width) - Math.max(state.x, area.x);
  return visible >= 100 && state.y >= area.y && state.y <= area.y + area.height - 40;
}
