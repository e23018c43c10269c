/**
 * Scrolls the gallery: decides which rows are drawn, and keeps the position across new layouts, resizing and returning.
 */
import { type RefObject, useCallback, useEffect, useLayoutEffect, useRef, useState } from 'react';
import { flushSync } from 'react-dom';
import { anchorOf, forgetPlace, type Place, recallPlace, rememberPlace } from '../../state/places.ts';
import type { Justified } from './justify.ts';
import { follow, hasDrifted, isAtFalseEnd, moveTo, placeIn, type ScrollMap } from './scroll-map.ts';
import { anchorAt, placeOf, type RowRange, rowOf, rowsBetween } from './windowing.ts';

/** The drawn rows, and the offset to subtract from their positions. */
export interface Shown extends RowRange {
  readonly offset: number;
  /** Whether scrolling is too fast to load posters. */
  readonly isFast: boolean;
  readonly direction: 1 | -1;
}

export interface Scroller {
  readonly shown: Shown;
  /** The current position in the layout at the top of the screen. */
  place(): number;
  /** Scrolls to a position in the layout. */
  scrollTo(y: number): void;
  /** Scrolls as little as possible so that the whole item is visible below the sticky header. */
  reveal(item: number): void;
  /** Calls `listener` for every movement. */
  subscribe(listener: (y: number) => void): () => void;
}

export interface ScrollerOptions {
  readonly element: RefObject<HTMLElement | null>;
  readonly layout: Justified;
  readonly ids: Uint32Array;
  /** The name of the view, under which its position is stored. */
  readonly view: string;
  /** The height of the screen in px. */
  readonly screen: number;
  /** The height of the sticky header, in px. */
  readonly head: number;
}

const AHEAD = 1.1;
const BEHIND = 0.6;
/** Rows are drawn again when fewer than this number of screens remain before the edge of the drawn rows. */
const RESERVE = 0.45;
/** Fast scrolling, in px per ms; a fling on a touchpad reaches about half. */
const FAST = 9;
const IDLE_MS = 110;

export function useScroller(options: ScrollerOptions): Scroller {
  const { element, layout, ids, view, screen } = options;
  const map = useRef<ScrollMap>({ total: 0, screen: 0, scrollTop: 0, offset: 0 });
  const place = useRef<Place | null>(null);
  const lastView = useRef<string | null>(null);
  const idle = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  const moved = useRef({ y: 0, at: 0, speed: 0, direction: 1 as 1 | -1 });
  const listeners = useRef(new Set<(y: number) => void>());
  const current = useRef(options);
  const [shown, setShown] = useState<Shown>({ first: 0, last: 0, offset: 0, isFast: false, direction: 1 });
  const drawn = useRef(shown);

  const draw = useCallback((isForced: boolean): void => {
    const next = windowFor(current.current.layout, map.current, drawn.current, moved.current, isForced);
    if (next === drawn.current) return;
    const isBlank = !covers(current.current.layout, drawn.current, placeIn(map.current), map.current.screen);
    drawn.current = next;
    if (isBlank && !isForced) flushSync(() => setShown(next));
    else setShown(next);
  }, []);

  const put = useCallback(
    (next: ScrollMap): void => {
      const node = element.current;
      map.current = next;
      if (node && Math.abs(node.scrollTop - next.scrollTop) >= 0.5) node.scrollTop = next.scrollTop;
      for (const listener of listeners.current) listener(placeIn(next));
    },
    [element],
  );

  const keepPlace = useCallback((): void => {
    const { layout: now, ids: numbers, view: name } = current.current;
    const y = placeIn(map.current);
    if (y <= 0 || now.rows === 0) {
      place.current = null;
      forgetPlace(name);
      return;
    }
    const anchor = anchorAt(now, y);
    place.current = { rowid: numbers[anchor.item] ?? 0, into: anchor.into };
    rememberPlace(name, numbers, anchor);
  }, []);

  const settle = useCallback((): void => {
    moved.current.speed = 0;
    if (hasDrifted(map.current)) put(moveTo(map.current, placeIn(map.current)));
    draw(true);
  }, [draw, put]);

  useLayoutEffect(() => {
    current.current = options;
  });

  useLayoutEffect(() => {
    const isNewView = lastView.current !== view;
    lastView.current = view;
    const anchor = isNewView ? recallPlace(view, ids) : place.current && anchorOf(ids, place.current);
    const kept = anchor ? placeOf(layout, anchor) : place.current && !isNewView ? placeIn(map.current) : 0;
    put(moveTo({ total: layout.height, screen }, kept));
    if (isNewView) place.current = anchor ? { rowid: ids[anchor.item] ?? 0, into: anchor.into } : null;
    draw(true);
  }, [layout, ids, view, screen, put, draw]);

  useEffect(() => {
    const node = element.current;
    if (!node) return;
    const onScroll = (): void => {
      const before = map.current;
      let next = follow(before, node.scrollTop);
      const isOurs = Math.abs(node.scrollTop - before.scrollTop) < 1;
      if (isAtFalseEnd(next)) next = moveTo(next, placeIn(next));
      put(next);
      measure(moved.current, placeIn(next));
      if (!isOurs) keepPlace();
      draw(false);
      clearTimeout(idle.current);
      idle.current = setTimeout(settle, IDLE_MS);
    };
    node.addEventListener('scroll', onScroll, { passive: true });
    return () => {
      clearTimeout(idle.current);
      node.removeEventListener('scroll', onScroll);
    };
  }, [element, put, draw, keepPlace, settle]);

  const scrollTo = useCallback(
    (y: number): void => {
      put(moveTo(map.current, y));
      keepPlace();
      draw(false);
    },
    [put, keepPlace, draw],
  );

  const reveal = useCallback(
    (item: number): void => {
      const { layout: now, head } = current.current;
      const row = rowOf(now, item);
      const top = (now.rowTop[row] ?? 0) - head;
      const bottom = (now.rowTop[row] ?? 0) + (now.rowHeight[row] ?? 0) + 12;
      const y = placeIn(map.current);
      if (top < y) scrollTo(row === 0 ? 0 : top);
      else if (bottom > y + map.current.screen) scrollTo(bottom - map.current.screen);
    },
    [scrollTo],
  );

  const subscribe = useCallback((listener: (y: number) => void) => {
    listeners.current.add(listener);
    listener(placeIn(map.current));
    return () => {
      listeners.current.delete(listener);
    };
  }, []);

  return { shown, place: useCallback(() => placeIn(map.current), []), scrollTo, reveal, subscribe };
}

interface Movement {
  y: number;
  at: number;
  /** Smoothed, in px per ms. */
  speed: number;
  direction: 1 | -1;
}

function measure(movement: Movement, y: number): void {
  const now = performance.now();
  const distance = y - movement.y;
  const speed = Math.abs(distance) / Math.max(8, now - movement.at);
  movement.speed = now - movement.at > 200 ? 0 : movement.speed * 0.5 + speed * 0.5;
  if (distance !== 0) movement.direction = distance > 0 ? 1 : -1;
  movement.y = y;
  movement.at = now;
}

/** The rows to draw around the screen; the same object while the drawn rows suffice. */
function windowFor(layout: Justified, map: ScrollMap, drawn: Shown, movement: Movement, isForced: boolean): Shown {
  const y = placeIn(map);
  const isFast = movement.speed > FAST;
  const { direction } = movement;
  const reserve = RESERVE * map.screen;
  const needTop = direction < 0 ? y - reserve : y;
  const needBottom = y + map.screen + (direction > 0 ? reserve : 0);
  const isEnough =
    drawn.offset === map.offset && drawn.isFast === isFast && covers(layout, drawn, needTop, needBottom - needTop);
  if (isEnough && !isForced) return drawn;
  const above = (direction < 0 ? AHEAD : BEHIND) * map.screen;
  const below = (direction > 0 ? AHEAD : BEHIND) * map.screen;
  const range = rowsBetween(layout, y - above, y + map.screen + below);
  const isSame =
    range.first === drawn.first && range.last === drawn.last && drawn.offset === map.offset && drawn.isFast === isFast;
  return isSame ? drawn : { ...range, offset: map.offset, isFast, direction };
}

function covers(layout: Justified, drawn: RowRange, top: number, height: number): boolean {
  const need = rowsBetween(layout, Math.max(0, top), Math.min(layout.height, top + height));
  return drawn.first <= need.first && drawn.last >= need.last;
}
