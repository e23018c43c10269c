/** Finds rows, labels and items of a layout by position, with binary searches. */
import type { Anchor } from '../../state/places.ts';
import type { Justified } from './justify.ts';

/** Rows [first, last). */
export interface RowRange {
  readonly first: number;
  readonly last: number;
}

/** The rows that touch the band from `top` to `bottom`. */
export function rowsBetween(layout: Justified, top: number, bottom: number): RowRange {
  const { rowTop, rowHeight, rows } = layout;
  const first = search(rows, (row) => (rowTop[row] ?? 0) + (rowHeight[row] ?? 0) >= top);
  const last = search(rows, (row) => (rowTop[row] ?? 0) > bottom);
  return { first, last: Math.max(first, last) };
}

/** The row of an item. */
export function rowOf(layout: Justified, item: number): number {
  return Math.max(0, search(layout.rows, (row) => (layout.rowStart[row] ?? 0) > item) - 1);
}

/** The day labels of rows that touch the band. */
export function labelsBetween(layout: Justified, top: number, bottom: number): RowRange {
  const { top: tops } = layout.labels;
  const first = search(tops.length, (label) => (tops[label] ?? 0) >= top);
  const last = search(tops.length, (label) => (tops[label] ?? 0) > bottom);
  return { first, last };
}

/** The month of an item, as an index into `months`; -1 for none. */
export function monthOf(layout: Justified, item: number): number {
  return search(layout.months.length, (month) => (layout.months[month]?.start ?? 0) > item) - 1;
}

/** All items that touch a rectangle, for the rubber band. */
export function itemsIn(
  layout: Justified,
  left: number,
  top: number,
  right: number,
  bottom: number,
): readonly number[] {
  const { first, last } = rowsBetween(layout, top, bottom);
  const items: number[] = [];
  for (let item = layout.rowStart[first] ?? 0; item < (layout.rowStart[last] ?? 0); item++) {
    const x = layout.itemX[item] ?? 0;
    if (x <= right && x + (layout.itemWidth[item] ?? 0) >= left) items.push(item);
  }
  return items;
}

export function anchorAt(layout: Justified, y: number): Anchor {
  const row = Math.min(rowsBetween(layout, y, y).first, Math.max(0, layout.rows - 1));
  const height = layout.rowHeight[row] ?? 1;
  return { item: layout.rowStart[row] ?? 0, into: (y - (layout.rowTop[row] ?? 0)) / height };
}

/** The position of the top of the screen at which the anchor keeps its place. */
export function placeOf(layout: Justified, anchor: Anchor): number {
  if (layout.rows === 0) return 0;
  const row = rowOf(layout, Math.min(anchor.item, layout.count - 1));
  const height = layout.rowHeight[row] ?? 0;
  const into = anchor.into < 0 ? anchor.into : Math.min(1, anchor.into);
  return Math.max(0, (layout.rowTop[row] ?? 0) + into * height);
}

/**
 * The first index in [0, count) for which `is` holds, or count. `is` must be false up to some index and true after it.
 */
function search(count: number, is: (index: number) => boolean): number {
  let low = 0;
  let high = count;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (is(middle)) high = middle;
    else low = middle + 1;
  }
  return low;
}
