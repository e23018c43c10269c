/**
 * The page over a made-up library, for looking at it and for measuring: vite serves the page, this file answers for the
 * application. `node tests/renderer/fixture-server.ts [port] [items]`
 */
import type { IncomingMessage, ServerResponse } from 'node:http';
import react from '@vitejs/plugin-react';
import { createServer, type Plugin, type ViteDevServer } from 'vite';
import { type Art, makeArt, makeClip } from './fixture-art.ts';
import { createFixture, type Fixture } from './fixture-data.ts';

const PICTURES = 20;

export async function startFixtureServer(port: number, items: number): Promise<ViteDevServer> {
  const art = Array.from({ length: PICTURES }, (_, seed) => makeArt(seed));
  const clips = Array.from({ length: 5 }, (_, seed) => makeClip(seed));
  const fixture = createFixture(items, art);
  const server = await createServer({
    root: new URL('../../src-renderer', import.meta.url).pathname,
    configFile: false,
    plugins: [react(), fakeApplication(fixture, art, clips)],
    server: { port, host: '127.0.0.1', hmr: false, watch: null },
    logLevel: 'warn',
  });
  return server.listen();
}

function fakeApplication(fixture: Fixture, art: readonly Art[], clips: readonly Buffer[]): Plugin {
  return {
    name: 'fake-application',
    configureServer(server) {
      server.middlewares.use((request: IncomingMessage, response: ServerResponse, next: () => void) => {
        const url = new URL(request.url ?? '/', 'http://127.0.0.1');
        if (url.pathname.startsWith('/api/')) answer(fixture, url, request, response);
        else if (url.pathname.startsWith('/media/')) media(url, request, response, art, clips);
        else next();
      });
    },
  };
}

function answer(fixture: Fixture, url: URL, request: IncomingMessage, response: ServerResponse): void {
  const path = url.pathname.slice('/api/'.length);
  const q = url.searchParams.get('q') ?? '';
  const json = (value: unknown, status = 200): void => {
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(value));
  };
  const [, rowid, related] = /^generations\/(\d+)(\/related)?/.exec(path) ?? [];
  if (related) return json([1, 2, 3]);
  if (rowid) return json(fixture.detail(Number(rowid)) ?? { error: { code: 'not-found', message: 'Gone.', path: null } });
  switch (path) {
    case 'library':
      return json(fixture.library());
    case 'cards/of':
      return json((url.searchParams.get('rowids') ?? '').split(',').flatMap((id) => fixture.card(Number(id)) ?? []));
    case 'layout':
      response.writeHead(200, { 'content-type': 'application/octet-stream' });
      response.end(fixture.layout(q, url.searchParams.get('sort') ?? 'newest'));
      return;
    case 'understand':
      return json(fixture.understand(q));
    case 'sidebar':
      return json(fixture.sidebar(q));
    case 'events':
      response.writeHead(200, { 'content-type': 'text/event-stream' }).write(':\n\n');
      request.on('close', () => response.end());
      return;
    case 'playing':
      response.writeHead(204).end();
      return;
    case 'settings':
      return json(fixture.library().settings);
    case 'journal':
    case 'edits':
    case 'undo':
    case 'redo':
      return json({ changed: 1, journalId: 1, undo: null, redo: null });
    default:
      return json([]);
  }
}

function media(url: URL, request: IncomingMessage, response: ServerResponse, art: readonly Art[], clips: readonly Buffer[]): void {
  const [, , kind, number] = url.pathname.split('/');
  const picture = art[Number(number) % art.length] as Art;
  const isImage = Number(number) % 9 === 0;
  if (kind === 'poster' || kind === 'filmstrip' || isImage) {
    response.writeHead(200, { 'content-type': 'image/webp', 'cache-control': 'max-age=600' });
    response.end(kind === 'filmstrip' ? picture.filmstrip : picture.poster);
    return;
  }
  const clip = clips[Number(number) % clips.length] as Buffer;
  const [, from = '0', to] = /bytes=(\d+)-(\d*)/.exec(request.headers.range ?? '') ?? [];
  const last = to ? Math.min(Number(to), clip.length - 1) : clip.length - 1;
  response.writeHead(206, {
    'content-type': 'video/mp4',
    'accept-ranges': 'bytes',
    'content-range': `bytes ${from}-${last}/${clip.length}`,
    'content-length': last - Number(from) + 1,
  });
  response.end(clip.subarray(Number(from), last + 1));
}

if (import.meta.main) {
  const [port = '5199', items = '100000'] = process.argv.slice(2);
  const server = await startFixtureServer(Number(port), Number(items));
  server.printUrls();
}
