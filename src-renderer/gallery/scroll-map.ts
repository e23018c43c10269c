/**
 * Scrolling further than a browser can: elements end at about 16–33 million px, a million items need more. The scroller
 * has at most MAX_EXTENT px; a place in the layout is `scrollTop + offset`. Small steps leave the offset alone, so they
 * are exact; long jumps are proportional; between movements the two are brought into proportion again. Near both ends a
 * pixel is a pixel, so that the ends are reached like anywhere else.
 */
export const MAX_EXTENT = 6_000_000;

/** A step longer than this many screens is a jump: the scroll bar was dragged. */
const JUMP_SCREENS = 6;
/** How far from either end a pixel is a pixel, in px. */
const EXACT = 200_000;

export interface ScrollMap {
  /** The layout's height and the screen's, in px. */
  readonly total: number;
  readonly screen: number;
  readonly scrollTop: number;
  readonly offset: number;
}

/** The height of the element that is scrolled. */
export function extentOf(total: number): number {
  return Math.min(total, MAX_EXTENT);
}

/** The place in the layout at the top of the screen. */
export function placeIn(map: ScrollMap): number {
  return clamp(map.scrollTop + map.offset, map.total - map.screen);
}

/** Brings the layout's place `y` to the top of the screen. */
export function moveTo(map: Pick<ScrollMap, 'total' | 'screen'>, y: number): ScrollMap {
  const longest = Math.max(0, map.total - map.screen);
  const place = clamp(y, longest);
  const extent = extentOf(map.total);
  if (extent === map.total) return { ...map, scrollTop: place, offset: 0 };
  const scrollTop = Math.round(convert(place, longest, extent - map.screen));
  return { ...map, scrollTop, offset: place - scrollTop };
}

/** Follows the browser's own scrolling to `scrollTop`. */
export function follow(map: ScrollMap, scrollTop: number): ScrollMap {
  const extent = extentOf(map.total);
  if (extent === map.total) return { ...map, scrollTop, offset: 0 };
  const isJump = Math.abs(scrollTop - map.scrollTop) > map.screen * JUMP_SCREENS;
  if (!isJump) return { ...map, scrollTop };
  const place = convert(scrollTop, extent - map.screen, map.total - map.screen);
  return { ...map, scrollTop, offset: place - scrollTop };
}

/** Whether the scroller must be brought into proportion now, because its end is nearer than the layout's. */
export function isAtFalseEnd(map: ScrollMap): boolean {
  if (extentOf(map.total) === map.total) return false;
  const place = map.scrollTop + map.offset;
  const bottom = extentOf(map.total) - map.screen;
  const isNearTop = map.scrollTop < map.screen && place > map.scrollTop + 1;
  const isNearBottom = map.scrollTop > bottom - map.screen && map.total - map.screen - place > bottom - map.scrollTop + 1;
  return isNearTop || isNearBottom || place < 0 || place > map.total - map.screen;
}

/** Whether scroller and layout have drifted apart, to be put right when nothing moves. */
export function hasDrifted(map: ScrollMap): boolean {
  return Math.abs(moveTo(map, placeIn(map)).scrollTop - map.scrollTop) > 1;
}

/** From one range to another: exact near both ends, proportional between. */
function convert(value: number, from: number, to: number): number {
  if (value <= EXACT) return value;
  if (value >= from - EXACT) return to - (from - value);
  return EXACT + ((value - EXACT) / (from - 2 * EXACT)) * (to - 2 * EXACT);
}

function clamp(value: number, max: number): number {
  return Math.min(Math.max(0, value), Math.max(0, max));
}
