/**
 * Serves the built page: hashed assets are cached forever, the document never. Only names that a build makes are looked
 * up.
 */
import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { errorResponse } from './http/errors.ts';
import { contentSecurityPolicy } from './http/security-headers.ts';

/** The folder of the built page. The relative path is the same from source and from the bundle in out/main. */
export const BUILT_PAGE: string = fileURLToPath(new URL('../../out/renderer', import.meta.url));

/** The placeholder for the nonce of each answer; the build configuration of the renderer contains it too. */
export const NONCE_PLACEHOLDER = '__STYLE_NONCE__';

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.webp': 'image/webp',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.webmanifest': 'application/manifest+json',
};

/** Paths that a build makes. Empty, hidden and parent parts cannot match. */
const SAFE_PATH = /^(?:\/[A-Za-z0-9_][A-Za-z0-9_.~-]*)+$/;

/** A handler for the files of the page in `directory`. */
export function staticPage(directory: string = BUILT_PAGE): (request: Request) => Promise<Response> {
  return async (request) => {
    if (request.method !== 'GET' && request.method !== 'HEAD')
      return errorResponse(405, 'bad-request', 'Only reading is possible here.');
    const { pathname } = new URL(request.url);
    if (pathname === '/' || pathname === '/index.html') return document(directory);
    const type = TYPES[extname(pathname)];
    const bytes = type && SAFE_PATH.test(pathname) ? await readFile(join(directory, pathname)).catch(() => null) : null;
    if (!type || !bytes) return errorResponse(404, 'not-found', 'There is nothing at this address.');
    const cacheControl = pathname.startsWith('/assets/') ? 'private, max-age=31536000, immutable' : 'no-cache';
    return new Response(bytes, { headers: { 'content-type': type, 'cache-control': cacheControl } });
  };
}

async function document(directory: string): Promise<Response> {
  const nonce = randomBytes(16).toString('base64');
  const html = await readFile(join(directory, 'index.html'), 'utf8').catch(() => null);
  return new Response(html === null ? notBuilt(nonce) : html.replaceAll(NONCE_PLACEHOLDER, nonce), {
    status: html === null ? 503 : 200,
    headers: {
      'content-type': 'text/html; charset=utf-8',
      'cache-control': 'no-store',
      'content-security-policy': contentSecurityPolicy(nonce),
    },
  });
}

const notBuilt = (nonce: string): string => `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Afterimage</title>
<style nonce="${nonce}">
  :root { color-scheme: light dark; font: 15px/1.55 system-ui, sans-serif; }
  body { display: grid; place-content: center; min-height: 90vh; margin: 24px; text-align: center; }
  code { font-size: 14px; }
</style>
<h1>The page has not been built yet</h1>
<p>Run <code>npm run build</code> in Afterimage’s folder, then load this page again.</p>
</html>
`;
