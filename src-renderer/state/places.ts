/** Stores the position of each view: the item at the top of the screen. */

/** A position that survives a new layout: an item, and the offset of the screen into its row (in rows). */
export interface Anchor {
  readonly item: number;
  readonly into: number;
}

/** An anchor with the generation instead of its index. */
export interface Place {
  readonly rowid: number;
  readonly into: number;
}

const REMEMBERED = 200;
const places = new Map<string, Place>();
const listeners = new Set<() => void>();

/** The name of a result in its order, under which its position is stored. */
export function viewName(view: { readonly q: string; readonly sort: string; readonly seed: number }): string {
  return `${view.sort} ${view.sort === 'random' ? view.seed : ''} ${view.q}`;
}

export function rememberPlace(view: string, ids: Uint32Array, anchor: Anchor): void {
  putPlace(view, { rowid: ids[anchor.item] ?? 0, into: anchor.into });
}

/** Sets the position at which a view opens. */
export function putPlace(view: string, place: Place): void {
  places.delete(view);
  places.set(view, place);
  const oldest = places.keys().next().value;
  if (places.size > REMEMBERED && oldest !== undefined) places.delete(oldest);
  tell();
}

/** The position of a view; null at its beginning and for a new view. */
export function placeOfView(view: string): Place | null {
  return places.get(view) ?? null;
}

/** The anchor in the current result; null when the view is new or its item is gone. */
export function recallPlace(view: string, ids: Uint32Array): Anchor | null {
  const place = places.get(view);
  return place ? anchorOf(ids, place) : null;
}

/** The anchor of the same generation in another result; null when it is not in it. */
export function anchorOf(ids: Uint32Array, place: Place): Anchor | null {
  const item = ids.indexOf(place.rowid);
  return item < 0 ? null : { item, into: place.into };
}

export function forgetPlace(view: string): void {
  if (places.delete(view)) tell();
}

/** Calls `listener` for every movement of any view; returns the function that stops it. */
export function listenToPlaces(listener: () => void): () => void {
  listeners.add(listener);
  return () => void listeners.delete(listener);
}

function tell(): void {
  for (const listener of listeners) listener();
}
