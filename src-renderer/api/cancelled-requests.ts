/**
 * Tells the server in the window which requests this page cancels: media that left the screen before they loaded, and
 * requests that newer ones replaced. A browser closes their connections instead; Electron does not pass this on.
 */
import { MOST_CANCELLED, REQUEST_HEADER } from '../../src-main/contract/library/cancelled-requests.ts';
import { desktopBridge } from '../shell/bridge.ts';

/** Distinguishes the requests of this page from those of other pages. */
export const PAGE = Math.random().toString(36).slice(2);

/** Cancelled requests are collected for this time, in ms. One that is requested again meanwhile is not cancelled. */
const COLLECT_MS = 30;

const isInWindow = (): boolean => desktopBridge() !== undefined;

const elements = new Set<HTMLImageElement | HTMLVideoElement>();
const cancelled = new Set<string>();
let requests = 0;

/**
 * The address of media for this page. In the window it names the page, so that cancelling it cancels no request of
 * another page.
 */
export function ofPage(address: string): string {
  return isInWindow() ? `${address}${address.includes('?') ? '&' : '?'}page=${PAGE}` : address;
}

/** For the `ref` of an image or video: cancels its request when it leaves the page before it has loaded. */
export function loads(element: HTMLImageElement | HTMLVideoElement | null): () => void {
  if (!element) return () => {};
  elements.add(element);
  return () => {
    elements.delete(element);
    const address = element.getAttribute('src');
    if (address !== null && !isLoaded(element) && isInWindow()) cancel(address);
    // An image outside the page continues to load, and would show the cancellation as an error.
    element.removeAttribute('src');
  };
}

/** A request with a name; it is cancelled when its signal aborts before `ended` is called. */
export function named(init: RequestInit): { readonly init: RequestInit; readonly ended: () => void } {
  const { signal } = init;
  if (!signal || !isInWindow()) return { init, ended: () => {} };
  const name = `${PAGE}-${++requests}`;
  const onAbort = (): void => cancel(name);
  signal.addEventListener('abort', onAbort, { once: true });
  const headers = new Headers(init.headers);
  headers.set(REQUEST_HEADER, name);
  return { init: { ...init, headers }, ended: () => signal.removeEventListener('abort', onAbort) };
}

function isLoaded(element: HTMLImageElement | HTMLVideoElement): boolean {
  return element instanceof HTMLVideoElement ? element.readyState >= HTMLMediaElement.HAVE_METADATA : element.complete;
}

function cancel(name: string): void {
  if (cancelled.size === 0) setTimeout(send, COLLECT_MS);
  cancelled.add(name);
}

function send(): void {
  const wanted = new Set([...elements].map((element) => element.getAttribute('src')));
  const names = [...cancelled].filter((name) => !wanted.has(name)).slice(-MOST_CANCELLED);
  cancelled.clear();
  if (names.length > 0) post(names);
}

function post(names: readonly string[], keepalive = false): void {
  const init = {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ requests: names }),
  };
  // A failure is ignored: the server then only does unneeded work.
  void fetch('/api/given-up', { ...init, keepalive }).catch(() => {});
}

/** A page that closes cancels all its media requests. */
globalThis.addEventListener?.('pagehide', () => {
  const names = [...elements]
    .filter((element) => !isLoaded(element))
    .map((element) => element.getAttribute('src') ?? '');
  if (names.length > 0) post(names.slice(-MOST_CANCELLED), true);
});
