/** Guards the browser door: checks the host, the token, and that the request comes from our own page. */
import { createHash, timingSafeEqual } from 'node:crypto';
import { isIP } from 'node:net';
import { errorResponse } from './errors.ts';
import type { OneTimePasses } from './one-time-passes.ts';
import { withSecurityHeaders } from './security-headers.ts';

export interface GuardOptions {
  /** The secret in the printed address. */
  readonly token: string;
  /** Passes for addresses that other users of the computer may see. */
  readonly passes: OneTimePasses;
  /** The bound address, such as 127.0.0.1, and the port: the allowed values of a Host header. */
  readonly host: string;
  readonly port: number;
}

type Fetch = (request: Request) => Promise<Response>;

/** Passes a request to `fetch` only if it has the token and names our own host. */
export function guarded(fetch: Fetch, options: GuardOptions): Fetch {
  const cookie = `afterimage-${options.port}`;
  return async (request) => {
    const refusal = refuse(request, options, cookie);
    return refusal ? withSecurityHeaders(refusal) : fetch(request);
  };
}

function refuse(request: Request, options: GuardOptions, cookie: string): Response | null {
  // Another host name that resolves to this address is DNS rebinding: a foreign page would count as our own.
  if (!isOwnHost(request.headers.get('host'), options))
    return errorResponse(403, 'forbidden', 'Afterimage does not answer under this name.');
  if (isForeign(request)) return errorResponse(403, 'forbidden', 'This request was made by another page.');
  const url = new URL(request.url);
  const offered = url.searchParams.get('token');
  if (offered !== null && isSame(offered, options.token)) return welcome(url, cookie, options.token);
  const pass = url.searchParams.get('pass');
  if (pass !== null && options.passes.take(pass)) return welcome(url, cookie, options.token);
  if (cookiesOf(request, cookie).some((value) => isSame(value, options.token))) return null;
  return errorResponse(
    401,
    'unauthorized',
    'Open the address that Afterimage printed when it was started: it carries the key to this library.',
  );
}

/**
 * Replaces the token or pass in the address by a cookie, so that it stays out of the history. Other parameters stay.
 */
function welcome({ searchParams }: URL, cookie: string, token: string): Response {
  for (const name of ['token', 'pass']) searchParams.delete(name);
  return new Response(null, {
    status: 303,
    headers: {
      location: searchParams.size === 0 ? '/' : `/?${searchParams}`,
      'cache-control': 'no-store',
      'set-cookie': `${cookie}=${token}; HttpOnly; SameSite=Strict; Path=/`,
    },
  });
}

const LOOPBACK = new Set(['localhost', '127.0.0.1', '::1']);

/** Whether a host name or address means only this computer. */
export function isLoopback(host: string): boolean {
  return LOOPBACK.has(bare(host));
}

function isOwnHost(header: string | null, { host, port }: GuardOptions): boolean {
  const match = /^(\[[0-9a-f:.]+\]|[^:]+)(?::(\d+))?$/i.exec(header ?? '');
  if (!match || Number(match[2] ?? 80) !== port) return false;
  const name = bare(match[1] ?? '');
  if (LOOPBACK.has(name) || name === bare(host)) return true;
  // Bound to all addresses of this computer: each of them is allowed as a number only, because a name may belong to
  // anyone.
  return (host === '0.0.0.0' || bare(host) === '::') && isIP(name) !== 0;
}

const bare = (host: string): string => host.toLowerCase().replace(/^\[|\]$/g, '');

/**
 * Whether the browser says that another page made this request. Any page can open our address. Other resources and
 * changes need our own origin. Programs other than browsers send neither header; for them the token decides.
 */
function isForeign(request: Request): boolean {
  const site = request.headers.get('sec-fetch-site');
  const reads = request.method === 'GET' || request.method === 'HEAD';
  const opens =
    reads &&
    request.headers.get('sec-fetch-mode') === 'navigate' &&
    request.headers.get('sec-fetch-dest') === 'document';
  if (site !== null && site !== 'same-origin' && site !== 'none' && !opens) return true;
  const origin = request.headers.get('origin');
  return !reads && origin !== null && origin !== `http://${request.headers.get('host')}`;
}

/**
 * All cookies with this name. Cookies ignore ports: a page of another server on this computer can set a cookie of our
 * name for a longer path, and the browser sends that cookie first.
 */
function cookiesOf(request: Request, name: string): readonly string[] {
  const pairs = (request.headers.get('cookie') ?? '').split(';').map((pair) => pair.trim());
  return pairs.filter((pair) => pair.startsWith(`${name}=`)).map((pair) => pair.slice(name.length + 1));
}

/** Compares in constant time: the time reveals neither the first difference nor the lengths. */
function isSame(a: string, b: string): boolean {
  const [left, right] = [a, b].map((text) => createHash('sha256').update(text).digest()) as [Buffer, Buffer];
  return timingSafeEqual(left, right);
}
