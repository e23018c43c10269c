/** The keyboard of the gallery: move, select, open. All other keys are commands of the window. */
import { type KeyboardEvent, type RefObject, useEffect, useLayoutEffect, useRef } from 'react';
import { isMacKeyboard } from '../../commands/keys.ts';
import { only, toggle } from '../../state/selection.ts';
import { useView } from '../../state/store.ts';
import { type Move, middleOf, moveFrom } from '../layout/geometry.ts';
import type { Justified } from '../layout/justify.ts';
import type { Scroller } from '../layout/use-scroller.ts';
import type { ManualSort } from '../result/use-manual-sort.ts';
import { cellId } from './Cell.tsx';
import { type Direction, goalOf, moveInLayout } from './move-items.ts';

export interface GridKeysOptions {
  readonly surface: RefObject<HTMLElement | null>;
  readonly rows: Justified;
  readonly ids: Uint32Array;
  readonly scroll: Scroller;
  readonly screen: number;
  /** Null when the view has no manual order. */
  readonly manualSort: ManualSort | null;
}

export interface GridKeys {
  readonly onKeyDown: (event: KeyboardEvent) => void;
  /** The start of a range: the item last selected without Shift. */
  readonly anchor: RefObject<number>;
}

const MOVES: Readonly<Record<string, Move>> = {
  ArrowLeft: 'left',
  ArrowRight: 'right',
  ArrowUp: 'up',
  ArrowDown: 'down',
  Home: 'home',
  End: 'end',
  PageUp: 'page-up',
  PageDown: 'page-down',
};

const DIRECTIONS: Readonly<Record<string, Direction>> = {
  ArrowLeft: 'left',
  ArrowRight: 'right',
  ArrowUp: 'up',
  ArrowDown: 'down',
};

export function useGridKeys({ surface, rows, ids, scroll, screen, manualSort }: GridKeysOptions): GridKeys {
  const anchor = useRef(-1);
  const goalX = useRef<number | null>(null);
  const focus = useView((state) => state.focus);
  const wantsFocus = useRef(false);

  // The element of a distant item exists only after scrolling; then it gets the focus.
  useLayoutEffect(() => {
    if (!wantsFocus.current) return;
    const cell = document.getElementById(cellId(focus));
    if (!cell) return;
    wantsFocus.current = false;
    cell.focus({ preventScroll: true });
  });

  // After the viewer closes, the focus is on the item that was viewed last.
  const viewing = useView((state) => state.viewing);
  const watched = useRef<number | null>(viewing);
  const { reveal } = scroll;
  useEffect(() => {
    const last = watched.current;
    watched.current = viewing;
    const item = viewing === null && last !== null ? ids.indexOf(last) : -1;
    const view = useView.getState();
    if (item < 0) {
      // An item in a closed stack has no cell, so the focus does not move.
      if (viewing === null && last !== null)
        document.getElementById(cellId(view.focus))?.focus({ preventScroll: true });
      return;
    }
    const wasMany = view.selected.all || view.selected.rowids.size > 1;
    wantsFocus.current = true;
    anchor.current = item;
    view.set({ focus: item, selected: wasMany ? view.selected : only(ids[item] ?? 0) });
    reveal(item);
  }, [viewing, ids, reveal]);

  // A click beside the cells must not remove the focus from the gallery.
  useEffect(() => {
    const onKeyDown = (event: globalThis.KeyboardEvent): void => {
      if (event.defaultPrevented || event.target !== document.body || !(event.key in MOVES)) return;
      const { overlay, viewing } = useView.getState();
      if (overlay !== 'none' || viewing !== null || event.altKey || event.ctrlKey || event.metaKey) return;
      event.preventDefault();
      surface.current?.querySelector<HTMLElement>('[role="gridcell"][tabindex="0"]')?.focus({ preventScroll: true });
    };
    document.addEventListener('keydown', onKeyDown);
    return () => document.removeEventListener('keydown', onKeyDown);
  }, [surface]);

  const go = (item: number, event: KeyboardEvent): void => {
    const { set, selected } = useView.getState();
    const rowid = ids[item];
    if (rowid === undefined) return;
    wantsFocus.current = true;
    if (event.shiftKey) {
      if (anchor.current < 0) anchor.current = item;
      set({ focus: item, selected: rangeOf(ids, anchor.current, item) });
    } else {
      anchor.current = item;
      set({ focus: item, selected: event.ctrlKey ? selected : only(rowid) });
    }
    scroll.reveal(item);
  };

  /** Alt with an arrow key moves the selected items in the manual order, together with the focus. */
  const rearrange = (event: KeyboardEvent): boolean => {
    const direction = DIRECTIONS[event.key];
    const from = itemOf(event.target);
    if (!direction || from === null || !manualSort) return false;
    event.stopPropagation();
    const moving = manualSort.moving(ids, from);
    const before = goalOf(rows, ids, moving, direction);
    if (before === undefined) return true;
    const rowids = moving.map((item) => ids[item] ?? 0);
    const moved = moveInLayout({ ids, aspects: new Uint8Array(ids.length), days: [] }, rowids, before);
    const focus = moved.ids.indexOf(ids[from] ?? 0);
    manualSort.move(rowids, before);
    wantsFocus.current = true;
    anchor.current = focus;
    useView.getState().set({ focus });
    scroll.reveal(focus);
    return true;
  };

  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.nativeEvent.isComposing || (event.altKey && !rearrange(event))) return;
    if (event.altKey) return event.preventDefault();
    const view = useView.getState();
    const own = itemOf(event.target);
    const from = own ?? view.focus;
    const isMod = isMacKeyboard() ? event.metaKey : event.ctrlKey;
    const move = moveOf(event, isMod);
    if (move) {
      event.preventDefault();
      const isVertical = move === 'up' || move === 'down' || move === 'page-up' || move === 'page-down';
      if (isVertical) goalX.current ??= middleOf(rows, from);
      else goalX.current = null;
      go(moveFrom(rows, from, move, goalX.current, screen), event);
      return;
    }
    const rowid = ids[from];
    if (rowid === undefined) return;
    if (event.key === 'Enter' && !isMod && !event.shiftKey) {
      event.preventDefault();
      view.set({ focus: from, viewing: rowid, quick: false });
    } else if (event.key === ' ') {
      event.preventDefault();
      if (isMod || event.shiftKey) view.select(toggle(view.selected, rowid));
      else view.set({ focus: from, viewing: rowid, quick: true });
    }
  };

  return { onKeyDown, anchor };
}

/** The items between two items, in either direction; the whole result when they are all. */
export function rangeOf(
  ids: Uint32Array,
  from: number,
  to: number,
): { readonly all: false; readonly rowids: ReadonlySet<number> } {
  return { all: false, rowids: new Set(ids.subarray(Math.min(from, to), Math.max(from, to) + 1)) };
}

/** The item of the cell that an event came from; null for none. */
export function itemOf(target: EventTarget | null): number | null {
  const cell = target instanceof Element ? target.closest<HTMLElement>('[data-item]') : null;
  return cell ? Number(cell.dataset.item) : null;
}

function moveOf(event: KeyboardEvent, isMod: boolean): Move | null {
  if (isMod && (event.key === 'ArrowLeft' || event.key === 'ArrowRight'))
    return event.key === 'ArrowLeft' ? 'row-start' : 'row-end';
  return MOVES[event.key] ?? null;
}
