/** Where each view was left: the item at the top of the screen, so that coming back finds the same place. */

/** What keeps its place when the layout changes: an item, and how far the top of the screen is into its row (in rows). */
export interface Anchor {
  readonly item: number;
  readonly into: number;
}

/** An anchor that outlives its layout: the generation rather than its index. */
export interface Place {
  readonly rowid: number;
  readonly into: number;
}

const REMEMBERED = 200;
const places = new Map<string, Place>();
const listeners = new Set<() => void>();

/** The name of a result in its order, under which its place is kept. */
export function viewName(view: { readonly q: string; readonly sort: string; readonly seed: number }): string {
  return `${view.sort} ${view.sort === 'random' ? view.seed : ''} ${view.q}`;
}

export function rememberPlace(view: string, ids: Uint32Array, anchor: Anchor): void {
  putPlace(view, { rowid: ids[anchor.item] ?? 0, into: anchor.into });
}

/** Sets the place that a view is to open at. */
export function putPlace(view: string, place: Place): void {
  places.delete(view);
  places.set(view, place);
  const oldest = places.keys().next().value;
  if (places.size > REMEMBERED && oldest !== undefined) places.delete(oldest);
  tell();
}

/** Null at the beginning of a view, and where nobody has been. */
export function placeOfView(view: string): Place | null {
  return places.get(view) ?? null;
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
  if (places.delete(view)) tell();
}

/** Hears every movement of any view; returns the unsubscribe function. */
export function listenToPlaces(listener: () => void): () => void {
  listeners.add(listener);
  return () => void listeners.delete(listener);
}

function tell(): void {
  for (const listener of listeners) listener();
}
