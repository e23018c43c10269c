/**
 * The built page over a made-up library, for looking at it and for measuring it: the page's own files and headers are
 * the application's, everything else is made up. `node tests/renderer/fixture-server.ts [port] [items] [page folder]`
 */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { BUILT_PAGE, staticPage } from '../../src-main/app/static-page.ts';
import { encodeResult } from '../../src-main/contract/searching/result.ts';
import { type Art, makeArt, makeClip } from './fixture-art.ts';
import { createFixture, type Fixture } from './fixture-data.ts';

const PICTURES = 20;
const CLIPS = 5;

/** @param page the folder of the built page */
export function startFixtureServer(port: number, items: number, page: string = BUILT_PAGE): Promise<Server> {
  const art = Array.from({ length: PICTURES }, (_, seed) => makeArt(seed));
  const clips = Array.from({ length: CLIPS }, (_, seed) => makeClip(seed));
  const fixture = createFixture(items, art);
  const files = staticPage(page);
  const server = createServer((request, response) => {
    const url = new URL(request.url ?? '/', 'http://127.0.0.1');
    if (url.pathname.startsWith('/api/')) answer(fixture, url, request, response);
    else if (url.pathname.startsWith('/media/')) media(url, request, response, art, clips);
    else void files(new Request(url)).then((file) => send(file, response));
  });
  return new Promise((resolve) => server.listen(port, '127.0.0.1', () => resolve(server)));
}

async function send(file: Response, response: ServerResponse): Promise<void> {
  response.writeHead(file.status, Object.fromEntries(file.headers)).end(Buffer.from(await file.arrayBuffer()));
}

function answer(fixture: Fixture, url: URL, request: IncomingMessage, response: ServerResponse): void {
  const path = url.pathname.slice('/api/'.length);
  const q = url.searchParams.get('q') ?? '';
  const json = (value: unknown, status = 200): void => {
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(value));
  };
  const [, rowid, related] = /^generations\/(\d+)(\/related)?/.exec(path) ?? [];
  if (related) return json([1, 2, 3]);
  if (rowid)
    return json(fixture.detail(Number(rowid)) ?? { error: { code: 'not-found', message: 'Gone.', path: null } });
  switch (path) {
    case 'library':
      return json(fixture.library());
    case 'cards/of':
      return json((url.searchParams.get('rowids') ?? '').split(',').flatMap((id) => fixture.card(Number(id)) ?? []));
    case 'result': {
      const layout = fixture.layout(q, url.searchParams.get('sort') ?? 'newest');
      const first = layout.ids.subarray(0, Number(url.searchParams.get('limit')));
      const items = Array.from(first).flatMap((id) => fixture.card(id) ?? []);
      const head = { ...fixture.understand(q), total: layout.ids.length, items, dependsOn: [] };
      response.writeHead(200, { 'content-type': 'application/octet-stream' }).end(encodeResult({ head, layout }));
      return;
    }
    case 'beside':
      return json({ counts: url.searchParams.getAll('counts').map(fixture.sidebar), suggestions: [], corrections: [] });
    case 'organised':
      return json({ tags: [], collections: [], searches: [] });
    case 'events':
      response.writeHead(200, { 'content-type': 'text/event-stream' }).write(':\n\n');
      request.on('close', () => response.end());
      return;
    case 'playing':
      response.writeHead(204).end();
      return;
    case 'settings':
      request.on('data', (body: Buffer) => json(fixture.saveSettings(JSON.parse(String(body)))));
      return;
    case 'journal':
    case 'edits':
    case 'undo':
    case 'redo':
      return json({ changed: 1, journalId: 1, change: null, undo: null, redo: null });
    default:
      return json([]);
  }
}

function media(
  url: URL,
  request: IncomingMessage,
  response: ServerResponse,
  art: readonly Art[],
  clips: readonly Buffer[],
): void {
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
  const [port = '5199', items = '100000', page] = process.argv.slice(2);
  await startFixtureServer(Number(port), Number(items), page);
  console.log(`http://127.0.0.1:${port}/`);
}
