/** The first screen of a page in one answer. The address of the page is the address of the request. */
import { Hono } from 'hono';
import type { AppOptions } from '../app-options.ts';
import { askFirstScreen, type Send } from '../first-screen.ts';
import { securityHeaders } from '../security-headers.ts';

export function startRoutes(options: Pick<AppOptions, 'library' | 'door'>) {
  return new Hono().get('/start', async (c) => {
    const reads = options.library.readsFor({ signal: c.req.raw.signal, lane: null });
    const screen = await askFirstScreen(options, reads, new URL(c.req.url).search);
    return startResponse(streamed(screen.send));
  });
}

/** Answers every request with a kept first screen. */
export function keptStartApp(answer: Uint8Array<ArrayBuffer>): { fetch(request: Request): Promise<Response> } {
  const app = new Hono().use(securityHeaders).get('*', () => startResponse(answer));
  return { fetch: async (request) => app.fetch(request) };
}

const startResponse = (parts: ReadableStream<Uint8Array<ArrayBuffer>> | Uint8Array<ArrayBuffer>): Response =>
  new Response(parts, { headers: { 'content-type': 'application/octet-stream', 'cache-control': 'no-store' } });

/** A stream of what `write` sends. It ends with `write`; what is sent after the reader left is dropped. */
function streamed(write: (send: Send) => Promise<void>): ReadableStream<Uint8Array<ArrayBuffer>> {
  let isOver = false;
  return new ReadableStream({
    async start(controller) {
      await write((part) => {
        if (!isOver) controller.enqueue(part);
      });
      if (!isOver) controller.close();
    },
    cancel() {
      isOver = true;
    },
  });
}
