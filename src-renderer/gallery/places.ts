/** Where each view was left: the item at the top of the screen, so that coming back finds the same place. */
import type { Anchor } from './windowing.ts';

/** An anchor that outlives its layout: the generation rather than its index. */
export interface Place {
  readonly rowid: number;
  readonly into: number;
}

const REMEMBERED = 200;
const places = new Map<string, Place>();

export function rememberPlace(view: string, ids: Uint32Array, anchor: Anchor): void {
  places.delete(view);
  places.set(view, { rowid: ids[anchor.item] ?? 0, into: anchor.into });
  const oldest = places.keys().next().value;
  if (places.size > REMEMBERED && oldest !== undefined) places.delete(oldest);
}

/** The anchor in a result as it is now; null when the view is new or its item is gone. */
export function recallPlace(view: string, ids: Uint32Array): Anchor | null {
  const place = places.get(view);
  return place ? anchorOf(ids, place) : null;
}

/** The same generation in another result; null when it is not in it. */
export function anchorOf(ids: Uint32Array, place: Place): Anchor | null {
  const item = ids.indexOf(place.rowid);
  return item < 0 ? null : { item, into: place.into };
}

export function forgetPlace(view: string): void {
  places.delete(view);
}
