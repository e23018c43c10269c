/** Which rows of a long list are in view of the element that scrolls it. */
import { useCallback, useEffect, useLayoutEffect, useState } from 'react';

/** The height of a row in px: `--row` of design/tokens.css. */
export const ROW = 28;
/** Rows beyond the edges of the view, and the step in which the rows change. */
const BEYOND = 12;
const STEP = 8;

export interface RowsInView {
  /** The rows [from, to). */
  readonly from: number;
  readonly to: number;
  /** Scrolls so that a row is in view. */
  show(row: number): void;
}

/** @param list the element with all rows, null until it is there; it is inside a `nav` that scrolls */
export function useRowsInView(list: HTMLElement | null): RowsInView {
  const [span, setSpan] = useState({ from: 0, to: BEYOND * 2 });
  const measure = useCallback(() => {
    const [box, view] = [list?.getBoundingClientRect(), viewOf(list)?.getBoundingClientRect()];
    if (!box || !view) return;
    const top = Math.floor((view.top - box.top) / ROW / STEP) * STEP;
    const from = Math.max(0, top - BEYOND);
    const to = Math.max(from, top + Math.ceil(view.height / ROW) + BEYOND + STEP);
    setSpan((before) => (before.from === from && before.to === to ? before : { from, to }));
  }, [list]);
  useLayoutEffect(measure);
  useEffect(() => {
    const view = viewOf(list);
    if (!view) return;
    view.addEventListener('scroll', measure, { passive: true });
    // What stands above the list moves it when it grows.
    const observer = new ResizeObserver(measure);
    for (const element of [view, ...view.children]) observer.observe(element);
    return () => {
      view.removeEventListener('scroll', measure);
      observer.disconnect();
    };
  }, [list, measure]);
  const show = (row: number): void => {
    const [box, scroller] = [list?.getBoundingClientRect(), viewOf(list)];
    if (!box || !scroller) return;
    const view = scroller.getBoundingClientRect();
    const top = box.top + row * ROW;
    if (top < view.top) scroller.scrollTop += top - view.top - ROW;
    else if (top + ROW > view.bottom) scroller.scrollTop += top + ROW - view.bottom + ROW;
  };
  return { ...span, show };
}

const viewOf = (list: HTMLElement | null): HTMLElement | null => list?.closest('nav') ?? null;
