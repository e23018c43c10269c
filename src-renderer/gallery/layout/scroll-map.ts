/**
 * Scrolls layouts that are taller than a browser element can be (16–33 million px; a million items need more). The
 * scrolled element has at most MAX_EXTENT px, and a position in the layout is `scrollTop + offset`. Small steps keep
 * the offset, so they are exact. Long jumps are proportional. Between movements the offset is corrected. Near both ends
 * one pixel of the scroller is one pixel of the layout, so that both ends can be reached normally.
 */
export const MAX_EXTENT = 6_000_000;

/** A step longer than this number of screens is a jump: the person dragged the scroll bar. */
const JUMP_SCREENS = 6;
/** The exact range at both ends, in px. */
const EXACT = 200_000;

export interface ScrollMap {
  /** The heights of the layout and of the screen, in px. */
  readonly total: number;
  readonly screen: number;
  readonly scrollTop: number;
  readonly offset: number;
}

/** The height of the scrolled element. */
export function extentOf(total: number): number {
  return Math.min(total, MAX_EXTENT);
}

/** The position in the layout at the top of the screen. */
export function placeIn(map: ScrollMap): number {
  return clamp(map.scrollTop + map.offset, map.total - map.screen);
}

/** Scrolls so that the position `y` is at the top of the screen. */
export function moveTo(map: Pick<ScrollMap, 'total' | 'screen'>, y: number): ScrollMap {
  const longest = Math.max(0, map.total - map.screen);
  const place = clamp(y, longest);
  const extent = extentOf(map.total);
  if (extent === map.total) return { ...map, scrollTop: place, offset: 0 };
  const scrollTop = Math.round(convert(place, longest, extent - map.screen));
  return { ...map, scrollTop, offset: place - scrollTop };
}

/** Updates the map after the browser scrolled to `scrollTop`. */
export function follow(map: ScrollMap, scrollTop: number): ScrollMap {
  const extent = extentOf(map.total);
  if (extent === map.total) return { ...map, scrollTop, offset: 0 };
  const isJump = Math.abs(scrollTop - map.scrollTop) > map.screen * JUMP_SCREENS;
  if (!isJump) return { ...map, scrollTop };
  const place = convert(scrollTop, extent - map.screen, map.total - map.screen);
  return { ...map, scrollTop, offset: place - scrollTop };
}

/** Whether the offset must be corrected now, because the scroller ends before the layout. */
export function isAtFalseEnd(map: ScrollMap): boolean {
  if (extentOf(map.total) === map.total) return false;
  const place = map.scrollTop + map.offset;
  const bottom = extentOf(map.total) - map.screen;
  const isNearTop = map.scrollTop < map.screen && place > map.scrollTop + 1;
  const isNearBottom =
    map.scrollTop > bottom - map.screen && map.total - map.screen - place > bottom - map.scrollTop + 1;
  return isNearTop || isNearBottom || place < 0 || place > map.total - map.screen;
}

/** Whether the offset should be corrected when nothing moves. */
export function hasDrifted(map: ScrollMap): boolean {
  return Math.abs(moveTo(map, placeIn(map)).scrollTop - map.scrollTop) > 1;
}

/** Maps a value from one range to another: exact near both ends, proportional between. */
function convert(value: number, from: number, to: number): number {
  if (value <= EXACT) return value;
  if (value >= from - EXACT) return to - (from - value);
  return EXACT + ((value - EXACT) / (from - 2 * EXACT)) * (to - 2 * EXACT);
}

function clamp(value: number, max: number): number {
  return Math.min(Math.max(0, value), Math.max(0, max));
}
