/** Computes places of windows on screens, in px. Pure functions. */

export interface Area {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export const MIN_SIZE = { width: 800, height: 600 } as const;
/** The part of a title bar that must be on a screen so that the person can drag it. */
const GRIP = { width: 100, height: 40 } as const;
/** The offset of a new window from the window beside it, down and to the right. */
const STEP = 32;

/** An area no larger than `screen`, and no smaller than a window may be. */
export function sizedTo<T extends Pick<Area, 'width' | 'height'>>(area: T, screen: Area): T {
  const width = Math.max(MIN_SIZE.width, Math.min(area.width, screen.width));
  const height = Math.max(MIN_SIZE.height, Math.min(area.height, screen.height));
  return { ...area, width, height };
}

/** Whether enough of the title bar is on this screen to drag it. */
export function isReachable(area: Area, screen: Area): boolean {
  const visible = Math.min(area.x + area.width, screen.x + screen.width) - Math.max(area.x, screen.x);
  return visible >= GRIP.width && area.y >= screen.y && area.y <= screen.y + screen.height - GRIP.height;
}

/** The new place of a window whose title bar is on no screen: on the nearest one. Null when it can stay. */
export function broughtBack(area: Area, screens: readonly Area[]): Area | null {
  if (screens.some((screen) => isReachable(area, screen))) return null;
  const [nearest] = screens.toSorted((one, other) => distance(area, one) - distance(area, other));
  if (!nearest) return null;
  const { width, height } = sizedTo(area, nearest);
  return {
    x: within(area.x, nearest.x, nearest.x + nearest.width - width),
    y: within(area.y, nearest.y, nearest.y + nearest.height - height),
    width,
    height,
  };
}

/**
 * The place of a new window beside `front`: one step lower and to the right, with the same size. If that does not fit
 * on the screen with most of `front`, the steps begin again at the corner of the screen. Never exactly at the place of
 * `front` or of `others`.
 */
export function cascaded(front: Area, others: readonly Area[], screens: readonly Area[]): Area {
  const [screen] = screens.toSorted((one, other) => shared(front, other) - shared(front, one));
  if (!screen) return front;
  const sized = sizedTo(front, screen);
  const corner = { ...sized, x: screen.x, y: screen.y };
  // From each start, one more step than there are windows.
  const steps = Array.from({ length: others.length + 2 }, (_, index) => index * STEP);
  const from = (start: Area): Area[] => steps.map((step) => ({ ...start, x: start.x + step, y: start.y + step }));
  const fitting = [...from(sized), ...from(corner)].filter((area) => isWhole(area, screen));
  const isFree = ({ x, y }: Area): boolean => ![front, ...others].some((other) => other.x === x && other.y === y);
  // Among windows as large as the screen, an offset shows that the window is a new one.
  const standingOut = from(corner).filter((area) => isReachable(area, screen));
  return [...fitting, ...standingOut].find(isFree) ?? corner;
}

function isWhole(area: Area, screen: Area): boolean {
  const right = screen.x + screen.width - area.width;
  const bottom = screen.y + screen.height - area.height;
  return area.x >= screen.x && area.y >= screen.y && area.x <= right && area.y <= bottom;
}

/** A name for an arrangement of screens: the same screens at the same places have the same name. */
export function layoutName(screens: readonly Area[]): string {
  return screens
    .map(({ x, y, width, height }) => `${x},${y} ${width}×${height}`)
    .toSorted()
    .join(' | ');
}

const within = (value: number, least: number, most: number): number => Math.max(least, Math.min(value, most));

function shared(one: Area, other: Area): number {
  const width = Math.min(one.x + one.width, other.x + other.width) - Math.max(one.x, other.x);
  const height = Math.min(one.y + one.height, other.y + other.height) - Math.max(one.y, other.y);
  return Math.max(0, width) * Math.max(0, height);
}

/** The distance between the centres. */
function distance(one: Area, other: Area): number {
  return Math.hypot(
    one.x + one.width / 2 - other.x - other.width / 2,
    one.y + one.height / 2 - other.y - other.height / 2,
  );
}
