/**
 * The requests of the window's pages that are not answered yet, each with a signal. A browser that gives up a request closes its
 * connection, which aborts its signal; Electron tells `protocol.handle` nothing, so the page tells us.
 */
import { REQUEST_HEADER } from '../contract/given-up.ts';

/** What an answer knows of its request: how many came before it. */
export interface Arrival {
  readonly arrival: number;
}

type Fetch = (request: Request, arrival: Arrival) => Promise<Response>;

export interface OpenRequests {
  /** Answers a request with `fetch`; its signal aborts when the page gives it up. */
  follow(request: Request, fetch: Fetch): Promise<Response>;
  /** Aborts the requests of these names that came before the news of it: the same may have been asked for again since. */
  giveUp(names: readonly string[], news: Arrival): void;
}

interface Open extends Arrival {
  readonly abort: AbortController;
}

export function openRequests(): OpenRequests {
  const open = new Map<string, Set<Open>>();
  let arrived = 0;

  return {
    async follow(request, fetch) {
      const arrival = ++arrived;
      const name = nameOf(request);
      if (name === null) return fetch(request, { arrival });
      const own: Open = { arrival, abort: new AbortController() };
      const sameName = open.get(name) ?? new Set();
      open.set(name, sameName.add(own));
      try {
        return await fetch(new Request(request, { signal: AbortSignal.any([request.signal, own.abort.signal]) }), { arrival });
      } finally {
        sameName.delete(own);
        if (sameName.size === 0 && open.get(name) === sameName) open.delete(name);
      }
    },
    giveUp(names, news) {
      for (const name of names) for (const { arrival, abort } of open.get(name) ?? []) if (arrival < news.arrival) abort.abort();
    },
  };
}

/** Null for requests that cannot be given up: they change something, or nobody named them. */
function nameOf(request: Request): string | null {
  if (request.method !== 'GET') return null;
  const { pathname, search } = new URL(request.url);
  return request.headers.get(REQUEST_HEADER) ?? (pathname.startsWith('/media/') ? `${pathname}${search}` : null);
}
