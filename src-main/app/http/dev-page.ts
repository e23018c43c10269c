/** The page during development: fetched from Vite's development server, under our own origin. */
import { randomBytes } from 'node:crypto';
import { NONCE_PLACEHOLDER } from '../static-page.ts';

/**
 * A handler that forwards requests of the page to the development server at `origin`, such as http://127.0.0.1:5173.
 */
export function devPage(origin: string): (request: Request) => Promise<Response> {
  return async (request) => {
    const { pathname, search } = new URL(request.url);
    const answer = await fetch(new URL(pathname + search, origin), {
      headers: { accept: request.headers.get('accept') ?? '*/*' },
    });
    const type = answer.headers.get('content-type') ?? 'application/octet-stream';
    if (!type.startsWith('text/html'))
      return new Response(answer.body, {
        status: answer.status,
        headers: { 'content-type': type, 'cache-control': 'no-store' },
      });
    const nonce = randomBytes(16).toString('base64');
    const html = (await answer.text()).replaceAll(NONCE_PLACEHOLDER, nonce);
    return new Response(html, {
      status: answer.status,
      headers: { 'content-type': type, 'cache-control': 'no-store', 'content-security-policy': policy(nonce, origin) },
    });
  };
}

/** The policy for hot reload: it adds a script and style elements, and keeps a socket open. */
function policy(nonce: string, origin: string): string {
  return [
    "default-src 'none'",
    `script-src 'self' 'nonce-${nonce}'`,
    `style-src 'self' 'nonce-${nonce}'`,
    "img-src 'self' data: blob:",
    "media-src 'self'",
    `connect-src 'self' ${origin.replace(/^http/, 'ws')}`,
    "font-src 'self' data:",
    "frame-ancestors 'none'",
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ');
}
