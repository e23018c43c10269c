/**
 * The open requests of the window's pages, each with an abort signal. A browser closes the connection of an aborted
 * request, but Electron does not tell `protocol.handle`. So the page sends the names of aborted requests.
 */
import { REQUEST_HEADER } from '../../contract/library/cancelled-requests.ts';

/** The number of requests before this one. */
export interface Arrival {
  readonly arrival: number;
}

type Fetch = (request: Request, arrival: Arrival) => Promise<Response>;

export interface OpenRequests {
  /** Answers a request with `fetch`; its signal aborts when the page aborts the request. */
  follow(request: Request, fetch: Fetch): Promise<Response>;
  /** Aborts requests with these names that arrived before this message. Later requests with the same name continue. */
  cancel(names: readonly string[], news: Arrival): void;
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
        return await fetch(new Request(request, { signal: AbortSignal.any([request.signal, own.abort.signal]) }), {
          arrival,
        });
      } finally {
        sameName.delete(own);
        if (sameName.size === 0 && open.get(name) === sameName) open.delete(name);
      }
    },
    cancel(names, news) {
      for (const name of names)
        for (const { arrival, abort } of open.get(name) ?? []) if (arrival < news.arrival) abort.abort();
    },
  };
}

/** The name of a request; null for a request that cannot be aborted: it changes something or has no name. */
function nameOf(request: Request): string | null {
  if (request.method !== 'GET') return null;
  const { pathname, search } = new URL(request.url);
  return request.headers.get(REQUEST_HEADER) ?? (pathname.startsWith('/media/') ? `${pathname}${search}` : null);
}
