/** What is carried over the window: generations on their way to a collection, a tag, or another place among their own. */
import { create } from 'zustand';

export interface Carried {
  readonly count: number;
  /** What the pointer is over, as its box names it (`collection:Name`, `tag:name`); null over nothing that takes it. */
  readonly over: string | null;
}

export const useCarried = create<{ readonly carried: Carried | null }>()(() => ({ carried: null }));

let marked: HTMLElement | null = null;

/** Marks what is under the pointer and tells it; the boxes that take something carry `data-drop`. */
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
