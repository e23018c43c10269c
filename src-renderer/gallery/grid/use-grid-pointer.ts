/** The pointer in the gallery: click, range, rubber band, open, hover, and start of a drag. */
import { type MouseEvent, type PointerEvent, type RefObject, useEffect, useRef, useState } from 'react';
import { isMacKeyboard } from '../../commands/keys.ts';
import { add, isSelected, only, toggle } from '../../state/selection.ts';
import { NOTHING_SELECTED, type Selected, useView } from '../../state/store.ts';
import type { Justified } from '../layout/justify.ts';
import type { Scroller } from '../layout/use-scroller.ts';
import { itemsIn } from '../layout/windowing.ts';
import { itemOf, rangeOf } from './use-grid-keys.ts';
import type { ItemDrag } from './use-item-drag.ts';

export interface GridPointerOptions {
  readonly surface: RefObject<HTMLElement | null>;
  readonly scroller: RefObject<HTMLElement | null>;
  readonly rows: Justified;
  readonly ids: Uint32Array;
  readonly scroll: Scroller;
  readonly anchor: RefObject<number>;
  readonly drag: ItemDrag;
  readonly onToggleStack: (rowid: number) => void;
}

export interface GridPointer {
  /** The item under the pointer; -1 for none. */
  readonly hovered: number;
  readonly band: RefObject<HTMLDivElement | null>;
  readonly handlers: {
    readonly onClick: (event: MouseEvent) => void;
    readonly onDoubleClick: (event: MouseEvent) => void;
    readonly onPointerDown: (event: PointerEvent) => void;
    readonly onPointerOver: (event: PointerEvent) => void;
    readonly onPointerLeave: () => void;
  };
}

/** The largest movement of a click, in px. */
const SLOP = 5;
/** The band scrolls when the pointer is this near an edge, and at most this fast, in px. */
const EDGE = 40;
const EDGE_SPEED = 28;

interface Band {
  readonly x: number;
  /** A position in the layout, so that it stays when the gallery scrolls. */
  readonly y: number;
  readonly before: Selected;
  readonly pointer: number;
  isDrawn: boolean;
  clientX: number;
  clientY: number;
}

export function useGridPointer({
  surface,
  scroller,
  rows,
  ids,
  scroll,
  anchor,
  drag,
  onToggleStack,
}: GridPointerOptions): GridPointer {
  const [hovered, setHovered] = useState(-1);
  const bandElement = useRef<HTMLDivElement>(null);
  const band = useRef<Band | null>(null);
  const wasDragged = useRef(false);
  const latest = useRef({ rows, ids, scroll });
  useEffect(() => {
    latest.current = { rows, ids, scroll };
  }, [rows, ids, scroll]);

  useEffect(() => {
    let frame = 0;
    const draw = (): void => {
      const now = band.current;
      const box = surface.current?.getBoundingClientRect();
      const view = scroller.current?.getBoundingClientRect();
      if (!now || !box || !view) return;
      const y = latest.current.scroll.place();
      const there = { x: now.clientX - box.left, y: now.clientY - view.top + y };
      if (!now.isDrawn && Math.hypot(there.x - now.x, there.y - now.y) < SLOP) return;
      now.isDrawn = true;
      wasDragged.current = true;
      const left = Math.min(now.x, there.x);
      const top = Math.min(now.y, there.y);
      const width = Math.abs(there.x - now.x);
      const height = Math.abs(there.y - now.y);
      show(bandElement.current, left, top - (y - (view.top - box.top)), width, height);
      const { rows: layout, ids: numbers } = latest.current;
      const inside = itemsIn(layout, left, top, left + width, top + height).map((item) => numbers[item] ?? 0);
      useView.getState().select(add(now.before, inside));
      const speed = edgeSpeed(now.clientY, view.top, view.bottom);
      if (speed !== 0) latest.current.scroll.scrollTo(y + speed);
      if (speed !== 0) frame = requestAnimationFrame(draw);
    };
    const onMove = (event: globalThis.PointerEvent): void => {
      if (!band.current || event.pointerId !== band.current.pointer) return;
      band.current.clientX = event.clientX;
      band.current.clientY = event.clientY;
      cancelAnimationFrame(frame);
      frame = requestAnimationFrame(draw);
    };
    const onUp = (): void => {
      cancelAnimationFrame(frame);
      band.current = null;
      if (bandElement.current) bandElement.current.hidden = true;
    };
    addEventListener('pointermove', onMove);
    addEventListener('pointerup', onUp);
    addEventListener('pointercancel', onUp);
    return () => {
      cancelAnimationFrame(frame);
      removeEventListener('pointermove', onMove);
      removeEventListener('pointerup', onUp);
      removeEventListener('pointercancel', onUp);
    };
  }, [surface, scroller]);

  const onClick = (event: MouseEvent): void => {
    if (wasDragged.current || drag.wasDragged.current) return;
    const { set, select, selected } = useView.getState();
    const item = itemOf(event.target);
    const rowid = item === null ? undefined : ids[item];
    const isMod = isMacKeyboard() ? event.metaKey : event.ctrlKey;
    if (rowid !== undefined && event.target instanceof Element && event.target.closest('[data-stack]'))
      return onToggleStack(rowid);
    if (item === null || rowid === undefined) {
      if (!isMod && !event.shiftKey) select(NOTHING_SELECTED);
      return;
    }
    if (event.shiftKey && anchor.current >= 0) {
      const range = rangeOf(ids, anchor.current, item);
      set({ focus: item, selected: isMod ? add(selected, range.rowids) : range });
      return;
    }
    anchor.current = item;
    set({ focus: item, selected: isMod ? toggle(selected, rowid) : only(rowid) });
  };

  const onDoubleClick = (event: MouseEvent): void => {
    const item = itemOf(event.target);
    const rowid = item === null ? undefined : ids[item];
    if (item !== null && rowid !== undefined) useView.getState().set({ focus: item, viewing: rowid, quick: false });
  };

  const onPointerDown = (event: PointerEvent): void => {
    wasDragged.current = false;
    if (event.button !== 0 || event.pointerType === 'touch') return;
    const { selected } = useView.getState();
    const item = itemOf(event.target);
    const rowid = item === null ? undefined : ids[item];
    drag.wasDragged.current = false;
    const isAdding = event.shiftKey || (isMacKeyboard() ? event.metaKey : event.ctrlKey);
    if (item !== null && rowid !== undefined && !isAdding && isSelected(selected, rowid))
      return drag.begin(event, item);
    const box = surface.current?.getBoundingClientRect();
    const view = scroller.current?.getBoundingClientRect();
    if (!box || !view) return;
    band.current = {
      x: event.clientX - box.left,
      y: event.clientY - view.top + scroll.place(),
      before: isAdding ? selected : NOTHING_SELECTED,
      pointer: event.pointerId,
      isDrawn: false,
      clientX: event.clientX,
      clientY: event.clientY,
    };
  };

  return {
    hovered,
    band: bandElement,
    handlers: {
      onClick,
      onDoubleClick,
      onPointerDown,
      onPointerOver: (event) =>
        setHovered(event.pointerType === 'touch' || band.current?.isDrawn ? -1 : (itemOf(event.target) ?? -1)),
      onPointerLeave: () => setHovered(-1),
    },
  };
}

function show(element: HTMLElement | null, left: number, top: number, width: number, height: number): void {
  if (!element) return;
  element.hidden = false;
  Object.assign(element.style, { left: `${left}px`, top: `${top}px`, width: `${width}px`, height: `${height}px` });
}

/** The scroll speed in px per frame: faster near the edge. */
function edgeSpeed(y: number, top: number, bottom: number): number {
  if (y < top + EDGE) return -EDGE_SPEED * Math.min(1, (top + EDGE - y) / EDGE);
  if (y > bottom - EDGE) return EDGE_SPEED * Math.min(1, (y - bottom + EDGE) / EDGE);
  return 0;
}
