/**
 * Scrolls the gallery: decides which rows are drawn, and keeps the position across new layouts, resizing and returning.
 */
import { type RefObject, useCallback, useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react';
import { flushSync } from 'react-dom';
import { anchorOf, forgetPlace, type Place, recallPlace, rememberPlace } from '../../state/places.ts';
import { type Band, rowsAfterIdle, rowsAfterMove, rowsAround, rowsOnScreen } from './drawn-rows.ts';
import type { Justified } from './justify.ts';
import { follow, hasDrifted, isAtFalseEnd, moveTo, placeIn, type ScrollMap } from './scroll-map.ts';
import { anchorAt, placeOf, type RowRange, rowOf } from './windowing.ts';

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

/**
 * Scrolling becomes too fast to load posters, and slow enough again, in px per ms. Nobody sees single pictures at four
 * screens a second; a notch of a wheel is about 2, a fling on a touchpad reaches about 4.5.
 */
const FAST = 4;
const SLOW = 2.5;
const IDLE_MS = 110;
/** The longest wait for an idle moment in which rows around the screen are drawn, in ms. */
const GROW_MS = 400;

/** Where the gallery stands in a layout, and what is drawn of it. */
interface Standing {
  readonly view: string | null;
  readonly layout: Justified | null;
  readonly map: ScrollMap;
  /** Null at the top. */
  readonly place: Place | null;
  readonly shown: Shown;
}

const NOWHERE: Standing = {
  view: null,
  layout: null,
  map: { total: 0, screen: 0, scrollTop: 0, offset: 0 },
  place: null,
  shown: { first: 0, last: 0, offset: 0, isFast: false, direction: 1 },
};

export function useScroller(options: ScrollerOptions): Scroller {
  const { element, layout, ids, view, screen } = options;
  const standing = useRef(NOWHERE);
  // The rows of a new layout are chosen while it is drawn for the first time, so that it is not drawn twice.
  const begun = useMemo(() => standIn(standing.current, { layout, ids, view, screen }), [layout, ids, view, screen]);
  const [moved, setMoved] = useState<{ readonly since: Standing; readonly shown: Shown } | null>(null);
  const shown = moved?.since === begun ? moved.shown : begun.shown;
  const since = useRef(begun);
  const idle = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  const growth = useRef(0);
  const movement = useRef<Movement>({ y: 0, at: 0, speed: 0, direction: 1 });
  const listeners = useRef(new Set<(y: number) => void>());
  const current = useRef(options);

  const show = useCallback((rows: RowRange, isUrgent: boolean): void => {
    const { shown: before, map } = standing.current;
    const { speed, direction } = movement.current;
    const next: Shown = { ...rows, offset: map.offset, isFast: speed > (before.isFast ? SLOW : FAST), direction };
    if (isSameShown(before, next)) return;
    standing.current = { ...standing.current, shown: next };
    const set = (): void => setMoved({ since: since.current, shown: next });
    if (isUrgent) flushSync(set);
    else set();
  }, []);

  /** Draws the rows around the screen, a few in each idle moment. */
  const growSoon = useCallback((): void => {
    cancelIdleCallback(growth.current);
    const grow = (): void => {
      const { shown: drawn, map } = standing.current;
      const rows = rowsAfterIdle(current.current.layout, bandOf(map, movement.current), drawn);
      if (rows === drawn) return;
      show(rows, false);
      growSoon();
    };
    growth.current = requestIdleCallback(grow, { timeout: GROW_MS });
  }, [show]);

  const draw = useCallback((): void => {
    const { layout: now } = current.current;
    const { shown: drawn, map } = standing.current;
    const band = bandOf(map, movement.current);
    const seen = rowsOnScreen(now, band);
    const isBlank = drawn.offset !== map.offset || seen.first < drawn.first || seen.last > drawn.last;
    show(rowsAfterMove(now, band, drawn), isBlank);
  }, [show]);

  const put = useCallback(
    (next: ScrollMap): void => {
      const node = element.current;
      standing.current = { ...standing.current, map: next };
      if (node && Math.abs(node.scrollTop - next.scrollTop) >= 0.5) node.scrollTop = next.scrollTop;
      for (const listener of listeners.current) listener(placeIn(next));
    },
    [element],
  );

  const keepPlace = useCallback((): void => {
    const { layout: now, ids: numbers, view: name } = current.current;
    const y = placeIn(standing.current.map);
    if (y <= 0 || now.rows === 0) {
      standing.current = { ...standing.current, place: null };
      forgetPlace(name);
      return;
    }
    const anchor = anchorAt(now, y);
    const place = { rowid: numbers[anchor.item] ?? 0, into: anchor.into };
    standing.current = { ...standing.current, place };
    rememberPlace(name, numbers, anchor);
  }, []);

  const settle = useCallback((): void => {
    const { map } = standing.current;
    movement.current.speed = 0;
    if (hasDrifted(map)) put(moveTo(map, placeIn(map)));
    draw();
    growSoon();
  }, [draw, growSoon, put]);

  useLayoutEffect(() => {
    current.current = options;
  });

  useLayoutEffect(() => {
    since.current = begun;
    standing.current = begun;
    put(begun.map);
    growSoon();
  }, [begun, put, growSoon]);

  useEffect(() => {
    const node = element.current;
    if (!node) return;
    const onScroll = (): void => {
      const before = standing.current.map;
      let next = follow(before, node.scrollTop);
      const isOurs = Math.abs(node.scrollTop - before.scrollTop) < 1;
      if (isAtFalseEnd(next)) next = moveTo(next, placeIn(next));
      put(next);
      measure(movement.current, placeIn(next));
      if (!isOurs) keepPlace();
      draw();
      clearTimeout(idle.current);
      idle.current = setTimeout(settle, IDLE_MS);
    };
    node.addEventListener('scroll', onScroll, { passive: true });
    return () => {
      clearTimeout(idle.current);
      cancelIdleCallback(growth.current);
      node.removeEventListener('scroll', onScroll);
    };
  }, [element, put, draw, keepPlace, settle]);

  const scrollTo = useCallback(
    (y: number): void => {
      put(moveTo(standing.current.map, y));
      keepPlace();
      draw();
    },
    [put, keepPlace, draw],
  );

  const reveal = useCallback(
    (item: number): void => {
      const { layout: now, head } = current.current;
      const row = rowOf(now, item);
      const top = (now.rowTop[row] ?? 0) - head;
      const bottom = (now.rowTop[row] ?? 0) + (now.rowHeight[row] ?? 0) + 12;
      const { map } = standing.current;
      const y = placeIn(map);
      if (top < y) scrollTo(row === 0 ? 0 : top);
      else if (bottom > y + map.screen) scrollTo(bottom - map.screen);
    },
    [scrollTo],
  );

  const subscribe = useCallback((listener: (y: number) => void) => {
    listeners.current.add(listener);
    listener(placeIn(standing.current.map));
    return () => {
      listeners.current.delete(listener);
    };
  }, []);

  return { shown, place: useCallback(() => placeIn(standing.current.map), []), scrollTo, reveal, subscribe };
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

type Stood = Pick<ScrollerOptions, 'layout' | 'ids' | 'view' | 'screen'>;

/** Stands in a new layout: at its stored position, or where the same view stood before. */
function standIn(before: Standing, { layout, ids, view, screen }: Stood): Standing {
  const isNewView = before.view !== view;
  const anchor = isNewView ? recallPlace(view, ids) : before.place && anchorOf(ids, before.place);
  const y = anchor ? placeOf(layout, anchor) : before.place && !isNewView ? placeIn(before.map) : 0;
  const map = moveTo({ total: layout.height, screen }, y);
  const { isFast, direction } = before.shown;
  const band = { y: placeIn(map), screen, direction };
  const isJump = isNewView || before.layout?.width !== layout.width;
  const rows = isJump || !before.layout ? rowsOnScreen(layout, band) : rowsKept(before, before.layout, layout, band);
  return {
    view,
    layout,
    map,
    place: isNewView ? anchor && { rowid: ids[anchor.item] ?? 0, into: anchor.into } : before.place,
    shown: { ...rows, offset: map.offset, isFast: isFast && !isNewView, direction },
  };
}

/** As many rows around the screen as were drawn before. */
function rowsKept({ map, shown }: Standing, layout: Justified, next: Justified, band: Band): RowRange {
  const seen = rowsOnScreen(layout, { ...band, y: placeIn(map), screen: map.screen });
  return rowsAround(next, band, Math.max(0, seen.first - shown.first), Math.max(0, shown.last - seen.last));
}

const bandOf = (map: ScrollMap, { direction }: Movement): Band => ({ y: placeIn(map), screen: map.screen, direction });

const isSameShown = (one: Shown, other: Shown): boolean =>
  one.first === other.first && one.last === other.last && one.offset === other.offset && one.isFast === other.isFast;
