/** Keyboard moves in the gallery: left and right by order, up and down by position. */
import type { Justified } from './justify.ts';
import { rowOf, rowsBetween } from './windowing.ts';

export type Move =
  | 'left'
  | 'right'
  | 'up'
  | 'down'
  | 'home'
  | 'end'
  | 'row-start'
  | 'row-end'
  | 'page-up'
  | 'page-down';

/**
 * The item after a move; the same item at an edge.
 * @param goalX the column to keep while moving up and down; null for the middle of the item
 * @param screen the height of the screen in px, for Page Up and Page Down
 */
export function moveFrom(layout: Justified, item: number, move: Move, goalX: number | null, screen: number): number {
  const last = layout.count - 1;
  if (last < 0) return -1;
  if (item < 0) return move === 'end' ? last : 0;
  const row = rowOf(layout, item);
  const x = goalX ?? middleOf(layout, item);
  switch (move) {
    case 'left':
      return Math.max(0, item - 1);
    case 'right':
      return Math.min(last, item + 1);
    case 'home':
      return 0;
    case 'end':
      return last;
    case 'row-start':
      return layout.rowStart[row] ?? item;
    case 'row-end':
      return (layout.rowStart[row + 1] ?? last + 1) - 1;
    case 'up':
      return row === 0 ? item : nearest(layout, row - 1, x);
    case 'down':
      return row === layout.rows - 1 ? item : nearest(layout, row + 1, x);
    case 'page-up':
      return nearest(layout, pageRow(layout, row, -screen), x);
    case 'page-down':
      return nearest(layout, pageRow(layout, row, screen), x);
  }
}

/** The horizontal middle of an item. */
export function middleOf(layout: Justified, item: number): number {
  return (layout.itemX[item] ?? 0) + (layout.itemWidth[item] ?? 0) / 2;
}

/** The row one screen away, at least one row. */
function pageRow(layout: Justified, row: number, distance: number): number {
  const y = (layout.rowTop[row] ?? 0) + distance;
  const there = rowsBetween(layout, y, y).first;
  const moved = distance > 0 ? Math.max(row + 1, there) : Math.min(row - 1, there);
  return Math.min(layout.rows - 1, Math.max(0, moved));
}

function nearest(layout: Justified, row: number, x: number): number {
  let best = layout.rowStart[row] ?? 0;
  for (let item = best; item < (layout.rowStart[row + 1] ?? 0); item++) {
    if (distance(layout, item, x) < distance(layout, best, x)) best = item;
  }
  return best;
}

/** 0 inside the item, otherwise the distance from x to its nearer edge. */
function distance(layout: Justified, item: number, x: number): number {
  const left = layout.itemX[item] ?? 0;
  return Math.max(0, left - x, x - left - (layout.itemWidth[item] ?? 0));
}
