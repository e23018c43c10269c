/** Counts the requests of a page to its server. */
import { expect, type Page, type Request } from 'playwright/test';

export interface Requests {
  /** The requests since the last call, in order: the path, after the method if it is not GET. */
  taken(): readonly string[];
  /** Waits until no request runs and no new one begins. */
  settle(): Promise<void>;
}

/** Requests that store the view and the searches after a pause; no key causes them directly. */
const REMEMBERED = /^\/api\/(?:events|settings|searches\/recent)$/;
/** The page has settled when it sends no request for this time, in ms. */
const QUIET_MS = 500;

export function countRequests(page: Page): Requests {
  let asked: string[] = [];
  // A request that began before the listener can end after it; it does not count.
  const underWay = new Set<Request>();
  let lastAt = 0;
  const pathOf = (url: string): string | null => {
    const { pathname } = new URL(url);
    return pathname.startsWith('/api/') && !REMEMBERED.test(pathname) ? pathname : null;
  };
  page.on('request', (request) => {
    const path = pathOf(request.url());
    if (path === null) return;
    underWay.add(request);
    lastAt = Date.now();
    asked.push(request.method() === 'GET' ? path : `${request.method()} ${path}`);
  });
  const ended = (request: Request): void => {
    if (underWay.delete(request)) lastAt = Date.now();
  };
  page.on('requestfinished', ended);
  page.on('requestfailed', ended);
  return {
    taken() {
      const taken = asked;
      asked = [];
      return taken;
    },
    async settle() {
      lastAt = Date.now();
      await expect.poll(() => underWay.size === 0 && Date.now() - lastAt > QUIET_MS).toBe(true);
    },
  };
}
