/**
 * Says in the window which requests this page wants no more: what left the screen before it had arrived, and what
 * something newer replaced. A browser says so by closing their connections, which Electron does not pass on.
 */
import { MOST_GIVEN_UP, REQUEST_HEADER } from '../../src-main/contract/library/given-up.ts';
import { desktopBridge } from '../shell/bridge.ts';

/** Tells this page's requests from those of others. */
export const PAGE = Math.random().toString(36).slice(2);

/** How long what is given up is collected, in ms: what comes back at once is not given up. */
const COLLECT_MS = 30;

const isInWindow = (): boolean => desktopBridge() !== undefined;

const elements = new Set<HTMLImageElement | HTMLVideoElement>();
const gone = new Set<string>();
let requests = 0;

/**
 * The address of media as this page asks for it: in the window it names the page, so that no other page's is given up
 * with it.
 */
export function ofPage(address: string): string {
  return isInWindow() ? `${address}${address.includes('?') ? '&' : '?'}page=${PAGE}` : address;
}

/** For the `ref` of an image or video: what it has not loaded when it leaves the page is given up. */
export function loads(element: HTMLImageElement | HTMLVideoElement | null): () => void {
  if (!element) return () => {};
  elements.add(element);
  return () => {
    elements.delete(element);
    const address = element.getAttribute('src');
    if (address !== null && !isLoaded(element) && isInWindow()) giveUp(address);
    // An image that has left the page would go on loading, and be told that nobody wanted it.
    element.removeAttribute('src');
  };
}

/** A request under a name, which is given up when its signal aborts before `ended` is called. */
export function named(init: RequestInit): { readonly init: RequestInit; readonly ended: () => void } {
  const { signal } = init;
  if (!signal || !isInWindow()) return { init, ended: () => {} };
  const name = `${PAGE}-${++requests}`;
  const onAbort = (): void => giveUp(name);
  signal.addEventListener('abort', onAbort, { once: true });
  const headers = new Headers(init.headers);
  headers.set(REQUEST_HEADER, name);
  return { init: { ...init, headers }, ended: () => signal.removeEventListener('abort', onAbort) };
}

function isLoaded(element: HTMLImageElement | HTMLVideoElement): boolean {
  return element instanceof HTMLVideoElement ? element.readyState >= HTMLMediaElement.HAVE_METADATA : element.complete;
}

function giveUp(name: string): void {
  if (gone.size === 0) setTimeout(tell, COLLECT_MS);
  gone.add(name);
}

function tell(): void {
  const wanted = new Set([...elements].map((element) => element.getAttribute('src')));
  const names = [...gone].filter((name) => !wanted.has(name)).slice(-MOST_GIVEN_UP);
  gone.clear();
  if (names.length > 0) post(names);
}

function post(names: readonly string[], keepalive = false): void {
  const init = {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ requests: names }),
  };
  // Nobody waits for it: what is not given up is made for nobody, and that is all.
  void fetch('/api/given-up', { ...init, keepalive }).catch(() => {});
}

/** A page that goes away wants nothing any more. */
globalThis.addEventListener?.('pagehide', () => {
  const names = [...elements]
    .filter((element) => !isLoaded(element))
    .map((element) => element.getAttribute('src') ?? '');
  if (names.length > 0) post(names.slice(-MOST_GIVEN_UP), true);
});
