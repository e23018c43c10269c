/**
 * The request for the first screen. It is sent before the code of the page has loaded, so this module imports almost
 * nothing.
 */
import { isExplicit } from '../../../src-main/contract/searching/address.ts';

let asked: Promise<Response> | null = null;

/** Asks for the view of the address. Without one, the server answers for the view of the last window. */
export function askStart(): void {
  // A page that is loaded again at an empty address shows the whole library, not the last view (state/history.ts).
  const isReloaded = (history.state as { readonly afterimage?: boolean } | null)?.afterimage === true;
  const search = isExplicit(location.search) ? location.search : isReloaded ? '?screen=gallery' : '';
  asked = fetch(`/api/start${search}`);
  // Whoever takes the answer hears of a failure.
  asked.catch(() => {});
}

/** The answer on its way; null when nobody asked. */
export const startAsked = (): Promise<Response> | null => asked;
