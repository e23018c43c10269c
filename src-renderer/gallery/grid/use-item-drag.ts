/**
 * Drags the selection: onto a collection or tag, to another place in the manual order, or out of the desktop window as
 * files.
 */
import { type PointerEvent, type RefObject, useEffect, useRef } from 'react';
import { useEdits } from '../../commands/edits/use-edits.ts';
import { countSelected, toSelection } from '../../state/selection.ts';
import { useView } from '../../state/store.ts';
import type { Justified } from '../layout/justify.ts';
import type { Scroller } from '../layout/use-scroller.ts';
import { rowsBetween } from '../layout/windowing.ts';
import type { ManualSort } from '../result/use-manual-sort.ts';
import { carryOver, putDown } from './drag.ts';
import { takeOut } from './take-out.ts';

export interface ItemDragOptions {
  readonly surface: RefObject<HTMLElement | null>;
  readonly scroller: RefObject<HTMLElement | null>;
  /** The line at the place of the drop. */
  readonly mark: RefObject<HTMLElement | null>;
  readonly rows: Justified;
  readonly ids: Uint32Array;
  readonly scroll: Scroller;
  readonly manualSort: ManualSort | null;
}

export interface ItemDrag {
  /** Begins a drag on a selected item. */
  begin(event: PointerEvent, item: number): void;
  /** Whether the last press was a drag and not a click. */
  readonly wasDragged: RefObject<boolean>;
}

/** The largest movement of a click, in px. */
const SLOP = 5;
/** The gallery scrolls when a drag is this near to its edge, in px. */
const EDGE = 48;
const EDGE_SPEED = 14;

interface Press {
  readonly x: number;
  readonly y: number;
  readonly item: number;
  readonly pointer: number;
  isCarried: boolean;
  over: string | null;
  /** The item before which they would be dropped; undefined outside of the manual order. */
  before: number | null | undefined;
}

export function useItemDrag(options: ItemDragOptions): ItemDrag {
  const press = useRef<Press | null>(null);
  const wasDragged = useRef(false);
  const { apply } = useEdits();
  const latest = useRef({ ...options, apply });
  useEffect(() => {
    latest.current = { ...options, apply };
  });

  useEffect(() => {
    let frame = 0;
    const end = (): void => {
      cancelAnimationFrame(frame);
      press.current = null;
      const { mark } = latest.current;
      if (mark.current) mark.current.hidden = true;
      putDown();
    };
    const onMove = (event: globalThis.PointerEvent): void => {
      const now = press.current;
      if (!now || event.pointerId !== now.pointer) return;
      if (!now.isCarried && Math.hypot(event.clientX - now.x, event.clientY - now.y) < SLOP) return;
      now.isCarried = true;
      wasDragged.current = true;
      if (isOutside(event) && takeOut(latest.current.ids, now.item)) return end();
      const { ids, manualSort } = latest.current;
      const { selected } = useView.getState();
      now.over = carryOver(countSelected(selected, ids.length), event.clientX, event.clientY);
      now.before = manualSort ? landingAt(event.clientX, event.clientY, latest.current) : undefined;
      cancelAnimationFrame(frame);
      frame = requestAnimationFrame(() => scrollNear(event.clientY, latest.current));
    };
    const onUp = (event: globalThis.PointerEvent): void => {
      const now = press.current;
      if (!now || event.pointerId !== now.pointer) return;
      const { ids, manualSort, apply: change } = latest.current;
      const { selected, q } = useView.getState();
      if (now.isCarried && now.over?.startsWith('collection:'))
        void change(toSelection(selected, q), {
          set: 'collection-add',
          collection: now.over.slice('collection:'.length),
        });
      else if (now.isCarried && now.over?.startsWith('tag:'))
        void change(toSelection(selected, q), { set: 'tag-add', tag: now.over.slice('tag:'.length) });
      else if (now.isCarried && now.before !== undefined && manualSort)
        manualSort.move(
          manualSort.moving(ids, now.item).map((item) => ids[item] ?? 0),
          now.before,
        );
      end();
    };
    const onKeyDown = (event: KeyboardEvent): void => {
      if (event.key !== 'Escape' || !press.current?.isCarried) return;
      event.preventDefault();
      event.stopPropagation();
      end();
    };
    addEventListener('pointermove', onMove);
    addEventListener('pointerup', onUp);
    addEventListener('pointercancel', end);
    addEventListener('keydown', onKeyDown, true);
    return () => {
      end();
      removeEventListener('pointermove', onMove);
      removeEventListener('pointerup', onUp);
      removeEventListener('pointercancel', end);
      removeEventListener('keydown', onKeyDown, true);
    };
  }, []);

  return {
    wasDragged,
    begin(event, item) {
      wasDragged.current = false;
      press.current = {
        x: event.clientX,
        y: event.clientY,
        item,
        pointer: event.pointerId,
        isCarried: false,
        over: null,
        before: undefined,
      };
    },
  };
}

function isOutside({ clientX, clientY }: globalThis.PointerEvent): boolean {
  return clientX <= 0 || clientY <= 0 || clientX >= innerWidth - 1 || clientY >= innerHeight - 1;
}

type Place = Pick<ItemDragOptions, 'surface' | 'scroller' | 'mark' | 'rows' | 'ids' | 'scroll'>;

/** Shows the place of a drop in the manual order and returns the item after it; undefined outside of the gallery. */
function landingAt(
  clientX: number,
  clientY: number,
  { surface, scroller, mark, rows, ids, scroll }: Place,
): number | null | undefined {
  const box = surface.current?.getBoundingClientRect();
  const view = scroller.current?.getBoundingClientRect();
  const line = mark.current;
  if (!box || !view || !line) return undefined;
  const isInside = clientX >= view.left && clientX <= view.right && clientY >= view.top && clientY <= view.bottom;
  line.hidden = !isInside;
  if (!isInside) return undefined;
  const x = clientX - box.left;
  const y = clientY - view.top + scroll.place();
  const row = Math.min(rowsBetween(rows, y, y).first, rows.rows - 1);
  const from = rows.rowStart[row] ?? 0;
  const to = rows.rowStart[row + 1] ?? from;
  let at = from;
  while (at < to && x > (rows.itemX[at] ?? 0) + (rows.itemWidth[at] ?? 0) / 2) at += 1;
  const isEnd = at === to;
  const left = isEnd ? (rows.itemX[at - 1] ?? 0) + (rows.itemWidth[at - 1] ?? 0) + 1 : (rows.itemX[at] ?? 0) - 4;
  const top = (rows.rowTop[row] ?? 0) - scroll.place() + (view.top - box.top);
  Object.assign(line.style, { left: `${left}px`, top: `${top}px`, height: `${rows.rowHeight[row] ?? 0}px` });
  return ids[at] ?? null;
}

function scrollNear(clientY: number, { scroller, scroll }: Pick<Place, 'scroller' | 'scroll'>): void {
  const view = scroller.current?.getBoundingClientRect();
  if (!view) return;
  if (clientY < view.top + EDGE) scroll.scrollTo(Math.max(0, scroll.place() - EDGE_SPEED));
  else if (clientY > view.bottom - EDGE) scroll.scrollTo(scroll.place() + EDGE_SPEED);
}
