/** Stores the place and size of the window for each arrangement of screens, and fits it to the present screens. */
import { readFileSync, writeFileSync } from 'node:fs';
import { z } from 'zod';
import { type Area, isReachable, layoutName, sizedTo } from './screens.ts';

const WindowState = z.object({
  x: z.number().int().nullable(),
  y: z.number().int().nullable(),
  width: z.number().int().min(1),
  height: z.number().int().min(1),
  maximized: z.boolean(),
});
export type WindowState = z.infer<typeof WindowState>;

/** The last place for each arrangement of screens, the most recent first. */
const Places = z.object({ places: z.array(WindowState.extend({ screens: z.string().max(2_000) })).max(100) });
type Place = z.infer<typeof Places>['places'][number];

/** The number of stored arrangements; the least recently used is deleted. */
const MOST_PLACES = 8;
const FIRST: WindowState = { x: null, y: null, width: 1280, height: 800, maximized: false };

/**
 * The state stored for these screens, otherwise the most recent one, fitted to the screens; a default state when none
 * is stored.
 */
export function readWindowState(path: string, screens: readonly Area[]): WindowState {
  const places = kept(path);
  const name = layoutName(screens);
  const { x, y, width, height, maximized } = places.find((place) => place.screens === name) ?? places[0] ?? FIRST;
  return fitted({ x, y, width, height, maximized }, screens);
}

/** Stores a state for these screens. Failures are ignored: only the place is lost. */
export function writeWindowState(path: string, state: WindowState, screens: readonly Area[]): void {
  const name = layoutName(screens);
  const others = kept(path).filter((place) => place.screens !== name);
  try {
    writeFileSync(path, JSON.stringify({ places: [{ ...state, screens: name }, ...others].slice(0, MOST_PLACES) }));
  } catch (cause) {
    process.stderr.write(`The window's place could not be kept: ${(cause as Error).message}\n`);
  }
}

function kept(path: string): readonly Place[] {
  try {
    return Places.parse(JSON.parse(readFileSync(path, 'utf8'))).places;
  } catch {
    return [];
  }
}

/** Fits a state: never larger than its screen, and without a place when its title bar would be on no screen. */
export function fitted(state: WindowState, screens: readonly Area[]): WindowState {
  const { x, y } = state;
  const [first] = screens;
  const sizes = screens.map((area) => ({ area, sized: sizedTo(state, area) }));
  const home =
    x === null || y === null ? undefined : sizes.find(({ area, sized }) => isReachable({ ...sized, x, y }, area));
  if (home) return home.sized;
  return { ...(first ? sizedTo(state, first) : state), x: null, y: null };
}
