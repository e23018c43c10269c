/** What a page asks its server, counted. */
import { expect, type Page, type Request } from 'playwright/test';

export interface Requests {
  /** What was asked since the last call, in order: the method, where it is not GET, and the path. */
  taken(): readonly string[];
  /** Waits until nothing is under way and nothing more is asked. */
  settle(): Promise<void>;
}

/** Where a page was, and what was searched for, is remembered after a pause: not because of a key. */
const REMEMBERED = /^\/api\/(?:events|settings|searches\/recent)$/;
/** So long nothing is asked before the page has settled. */
const QUIET_MS = 500;

export function countRequests(page: Page): Requests {
  let asked: string[] = [];
  // A request from before the listening may end after it: it does not count.
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
