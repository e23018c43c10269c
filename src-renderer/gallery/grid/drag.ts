/**
 * The state of a drag inside the window: items dragged to a collection, a tag, or another place in their collection.
 */
import { create } from 'zustand';

export interface Carried {
  readonly count: number;
  /** The drop target under the pointer (`collection:Name`, `tag:name`); null for none. */
  readonly over: string | null;
}

export const useCarried = create<{ readonly carried: Carried | null }>()(() => ({ carried: null }));

let marked: HTMLElement | null = null;

/** Marks the drop target under the pointer and returns it. Drop targets have the attribute `data-drop`. */
export function carryOver(count: number, x: number, y: number): string | null {
  const box = document.elementFromPoint(x, y)?.closest<HTMLElement>('[data-drop]') ?? null;
  if (box !== marked) {
    unmark();
    marked = box;
    if (box) box.dataset.target = 'true';
  }
  const over = box?.dataset.drop ?? null;
  const before = useCarried.getState().carried;
  if (before?.over !== over || before.count !== count) useCarried.setState({ carried: { count, over } });
  return over;
}

export function putDown(): void {
  unmark();
  useCarried.setState({ carried: null });
}

function unmark(): void {
  if (marked) delete marked.dataset.target;
  marked = null;
}
