/** The scheme of the page: requests to app://afterimage go to the fetch handler in this process. */
import type { CustomScheme, Protocol } from 'electron';
import { PAGE_ORIGIN, PAGE_SCHEME } from '../running/channels.ts';

/** Register it before the app is ready. The scheme behaves like https and supports range requests of videos. */
export const SCHEME: CustomScheme = {
  scheme: PAGE_SCHEME,
  privileges: { standard: true, secure: true, supportFetchAPI: true, stream: true, codeCache: true },
};

/** Answers the requests of the page; other hosts of the scheme do not exist. */
export function handlePage(protocol: Pick<Protocol, 'handle'>, fetch: (request: Request) => Promise<Response>): void {
  protocol.handle(PAGE_SCHEME, async (request) =>
    isPage(request.url) ? fetch(request) : new Response(null, { status: 404 }),
  );
}

/** Whether an address belongs to the page. */
export function isPage(url: string): boolean {
  return url === PAGE_ORIGIN || url.startsWith(`${PAGE_ORIGIN}/`);
}
