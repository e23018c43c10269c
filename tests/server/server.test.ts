/** The browser door: who is let in, under which name, and how it starts and stops. */
import { once } from 'node:events';
import { createServer, request as httpRequest, type IncomingMessage } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { isLoopback } from '../../src-main/app/http/browser-guard.ts';
import { oneTimePasses } from '../../src-main/app/http/one-time-passes.ts';
import { staticPage } from '../../src-main/app/static-page.ts';
import { type RunningServer, startServer } from '../../src-main/server.ts';
import { type Opened, openWithArchive } from '../app/opened.ts';

vi.setConfig({ testTimeout: 30_000, hookTimeout: 60_000 });

let opened: Opened;
let server: RunningServer;
let token: string;
let cookie: string;

beforeAll(async () => {
  opened = await openWithArchive();
  server = await startServer({ library: opened.library, page: staticPage(), port: 0 });
  token = new URL(server.url).searchParams.get('token') ?? '';
  cookie = `afterimage-${server.port}=${token}`;
});
afterAll(async () => {
  await server?.close();
  await opened?.close();
});

interface Asked {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

/** A request with exactly these headers: fetch would not let a test forge a host. */
async function ask(
  path: string,
  { method = 'GET', headers = {}, body }: Asked = {},
): Promise<{ status: number; headers: IncomingMessage['headers']; text: string }> {
  const sent = httpRequest({
    host: '127.0.0.1',
    port: server.port,
    path,
    method,
    headers: { host: `127.0.0.1:${server.port}`, ...headers },
  });
  sent.end(body);
  const [answer] = (await once(sent, 'response')) as [IncomingMessage];
  const chunks: Buffer[] = await Array.fromAsync(answer);
  return { status: answer.statusCode ?? 0, headers: answer.headers, text: Buffer.concat(chunks).toString() };
}

describe('the key', () => {
  test('the printed address contains 256 random bits', () => {
    expect(Buffer.from(token, 'base64url').length).toBe(32);
    expect(server.url).toBe(`http://127.0.0.1:${server.port}/?token=${token}`);
  });

  test('the right token is exchanged for a cookie and leaves the address', async () => {
    const answer = await ask(`/?token=${token}`);
    expect(answer.status).toBe(303);
    expect(answer.headers.location).toBe('/');
    expect(answer.headers['set-cookie']).toEqual([`${cookie}; HttpOnly; SameSite=Strict; Path=/`]);
  });

  test('the rest of the address stays after the token is removed', async () => {
    const answer = await ask(`/?q=paper+dragon&token=${token}&sort=oldest`);
    expect(answer.status).toBe(303);
    expect(answer.headers.location).toBe('/?q=paper+dragon&sort=oldest');
  });

  test.each([
    ['nothing', '/', {}],
    ['a wrong token', '/?token=wrong', {}],
    ['an empty token', '/?token=', {}],
    ['a token one sign too long', () => `/?token=${token}x`, {}],
    ['a wrong cookie', '/api/library', { cookie: 'afterimage-1=wrong' }],
    ['an empty cookie', '/api/library', () => ({ cookie: `afterimage-${server.port}=` })],
    ['media without a cookie', '/media/file/1', {}],
    ['events without a cookie', '/api/events', {}],
    [
      'a wrong token beside the right cookie of another port',
      '/api/library?token=x',
      () => ({ cookie: `afterimage-1=${token}` }),
    ],
  ])('%s is answered 401 with one sentence', async (_name, path, headers) => {
    const answer = await ask(typeof path === 'string' ? path : path(), {
      headers: typeof headers === 'function' ? headers() : headers,
    });
    expect(answer.status).toBe(401);
    expect(JSON.parse(answer.text)).toMatchObject({ error: { code: 'unauthorized' } });
    expect(answer.headers['content-security-policy']).toContain("default-src 'none'");
    expect(answer.text).not.toContain(token);
  });

  test('the cookie opens everything', async () => {
    expect((await ask('/api/library', { headers: { cookie } })).status).toBe(200);
    expect((await ask('/api/library', { headers: { cookie: `other=1; ${cookie}; more=2` } })).status).toBe(200);
  });
});

describe('an address for opening a browser', () => {
  test('works once, and does not contain the key', async () => {
    const url = new URL(server.openingUrl());
    expect(url.href).not.toContain(token);
    const first = await ask(`${url.pathname}${url.search}&q=dragon`);
    expect(first).toMatchObject({ status: 303, headers: { location: '/?q=dragon' } });
    expect(first.headers['set-cookie']?.[0]).toContain(cookie);
    expect((await ask(`${url.pathname}${url.search}`)).status).toBe(401);
    expect((await ask('/?pass=')).status).toBe(401);
  });

  test('works for a minute', () => {
    let now = 0;
    const passes = oneTimePasses(() => now);
    const [early, late] = [passes.issue(), passes.issue()];
    now = 60_000;
    expect(passes.take(early)).toBe(true);
    now = 60_001;
    expect(passes.take(late)).toBe(false);
  });
});

describe('another server of this computer', () => {
  test('cannot lock the person out with a cookie of the same name', async () => {
    const foreign = `afterimage-${server.port}=somebody-else`;
    for (const cookies of [`${foreign}; ${cookie}`, `${cookie}; ${foreign}`]) {
      expect((await ask('/api/library', { headers: { cookie: cookies } })).status).toBe(200);
    }
    expect((await ask('/api/library', { headers: { cookie: `${foreign}; ${foreign}` } })).status).toBe(401);
  });
});

describe('the name', () => {
  test.each([
    ['127.0.0.1:PORT', 200],
    ['localhost:PORT', 200],
    ['LOCALHOST:PORT', 200],
    ['[::1]:PORT', 200],
    ['127.0.0.1', 403],
    ['127.0.0.1:1', 403],
    ['evil.example:PORT', 403],
    ['localhost.evil.example:PORT', 403],
    ['127.0.0.1.evil.example:PORT', 403],
    ['192.168.1.20:PORT', 403],
  ])('Host: %s → %i', async (host, status) => {
    const answer = await ask('/api/library', { headers: { cookie, host: host.replace('PORT', String(server.port)) } });
    expect(answer.status).toBe(status);
  });
});

describe('the asker', () => {
  const edit = JSON.stringify({ playing: false });
  const json = { 'content-type': 'application/json' };
  const own = (): string => `http://127.0.0.1:${server.port}`;
  test.each([
    ['no browser at all', () => ({}), 204],
    ['our own page', () => ({ origin: own(), 'sec-fetch-site': 'same-origin' }), 204],
    ['a page of another port', () => ({ origin: 'http://127.0.0.1:9', 'sec-fetch-site': 'same-site' }), 403],
    ['a page of another site', () => ({ origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' }), 403],
    ['another origin without the other header', () => ({ origin: 'https://evil.example' }), 403],
    ['a sandboxed frame', () => ({ origin: 'null' }), 403],
    ['a site that lies about its origin', () => ({ origin: own(), 'sec-fetch-site': 'cross-site' }), 403],
  ])('a change asked by %s', async (_name, headers, status) => {
    const answer = await ask('/api/playing', {
      method: 'POST',
      body: edit,
      headers: { cookie, ...json, ...headers() },
    });
    expect(answer.status).toBe(status);
  });

  test.each([
    ['our own page', { 'sec-fetch-site': 'same-origin', 'sec-fetch-mode': 'cors', 'sec-fetch-dest': 'empty' }, 200],
    ['the address bar', { 'sec-fetch-site': 'none', 'sec-fetch-mode': 'navigate', 'sec-fetch-dest': 'document' }, 200],
    [
      'a link elsewhere',
      { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'navigate', 'sec-fetch-dest': 'document' },
      200,
    ],
    [
      'a picture elsewhere',
      { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'no-cors', 'sec-fetch-dest': 'image' },
      403,
    ],
    [
      'a frame elsewhere',
      { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'navigate', 'sec-fetch-dest': 'iframe' },
      403,
    ],
    [
      'a script of another port',
      { 'sec-fetch-site': 'same-site', 'sec-fetch-mode': 'no-cors', 'sec-fetch-dest': 'script' },
      403,
    ],
  ])('a reading asked by %s', async (_name, headers, status) => {
    expect((await ask('/api/library', { headers: { cookie, ...headers } })).status).toBe(status);
  });
});

describe('bodies without a length', () => {
  /** Sends pieces until the answer comes or they end. */
  async function sendChunked(pieces: Iterable<Buffer | string>): Promise<{ status: number; text: string }> {
    const sent = httpRequest({
      host: '127.0.0.1',
      port: server.port,
      path: '/api/playing',
      method: 'POST',
      headers: { cookie, 'content-type': 'application/json', 'transfer-encoding': 'chunked' },
    });
    sent.on('error', () => {});
    const response = once(sent, 'response') as Promise<[IncomingMessage]>;
    let isAnswered = false;
    sent.once('response', () => {
      isAnswered = true;
    });
    for (const piece of pieces) {
      if (sent.destroyed || isAnswered) break;
      if (!sent.write(piece)) await Promise.race([once(sent, 'drain'), response]);
    }
    sent.end();
    const [answer] = await response;
    const chunks: Buffer[] = await Array.fromAsync(answer);
    return { status: answer.statusCode ?? 0, text: Buffer.concat(chunks).toString() };
  }

  test('are read', async () => {
    expect((await sendChunked(['{"play', 'ing":', 'false}'])).status).toBe(204);
    expect((await sendChunked(['{"playing":1}'])).status).toBe(400);
  });

  test('are bounded', async () => {
    const piece = Buffer.alloc(64 * 1024, ' ');
    const { status, text } = await sendChunked(Array.from({ length: 400 }, () => piece));
    expect(status).toBe(413);
    expect(JSON.parse(text)).toMatchObject({ error: { code: 'too-large' } });
  });
});

describe('answers that come from no route have the headers, too', () => {
  /** What the server says to these bytes. */
  async function say(bytes: string): Promise<string> {
    const socket = connect(server.port, '127.0.0.1');
    socket.write(bytes);
    const chunks: Buffer[] = [];
    // What was sent and not read makes a reset follow the answer.
    socket.on('data', (chunk) => chunks.push(chunk)).on('error', () => {});
    await once(socket, 'close');
    return Buffer.concat(chunks).toString();
  }
  test.each([
    ['no HTTP', () => 'nonsense\r\n\r\n', 400],
    ['a head that is too long', () => `GET / HTTP/1.1\r\nhost: 127.0.0.1\r\nx: ${'x'.repeat(200_000)}\r\n\r\n`, 431],
    ['no host', () => 'GET / HTTP/1.1\r\nconnection: close\r\n\r\n', 403],
    ['a host that is none', () => 'GET / HTTP/1.1\r\nhost: a b\r\nconnection: close\r\n\r\n', 400],
    [
      'a wish nobody grants',
      () => 'GET / HTTP/1.1\r\nhost: 127.0.0.1\r\nexpect: wonders\r\nconnection: close\r\n\r\n',
      417,
    ],
    ['nobody let in', () => `GET / HTTP/1.1\r\nhost: 127.0.0.1:${server.port}\r\nconnection: close\r\n\r\n`, 401],
  ])('%s', async (_name, bytes, status) => {
    const answer = (await say(bytes())).toLowerCase();
    expect(answer).toMatch(new RegExp(`^http/1.1 ${status} `));
    expect(answer).toContain("\r\ncontent-security-policy: default-src 'none'");
    expect(answer).toContain('\r\nx-content-type-options: nosniff');
    expect(answer).toContain('\r\ncache-control: no-store');
  });
});

describe('starting and stopping', () => {
  test('a requested port that is busy is refused with a sentence', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await once(other, 'listening');
    const { port } = other.address() as AddressInfo;
    await expect(startServer({ library: opened.library, page: staticPage(), port })).rejects.toMatchObject({
      code: 'port-busy',
    });
    other.close();
  });

  test('without a requested port, the next free port is used', async () => {
    const first = await startServer({ library: opened.library, page: staticPage() });
    const second = await startServer({ library: opened.library, page: staticPage() });
    expect(second.port).not.toBe(first.port);
    await Promise.all([first.close(), second.close()]);
  });

  test('an address of another computer is refused with a sentence', async () => {
    await expect(
      startServer({ library: opened.library, page: staticPage(), host: '203.0.113.7', port: 0 }),
    ).rejects.toMatchObject({
      code: 'bad-host',
    });
  });

  test('on all addresses, requests to IP addresses are answered and requests to names are refused', async () => {
    const open = await startServer({
      library: opened.library,
      page: staticPage(),
      host: '0.0.0.0',
      port: 0,
      token: 'known',
    });
    expect(open.url).toBe(`http://127.0.0.1:${open.port}/?token=known`);
    const own = { cookie: `afterimage-${open.port}=known` };
    const status = async (host: string): Promise<number> => {
      const sent = httpRequest({
        host: '127.0.0.1',
        port: open.port,
        path: '/api/library',
        headers: { ...own, host: `${host}:${open.port}` },
      }).end();
      const [answer] = (await once(sent, 'response')) as [IncomingMessage];
      answer.resume();
      return answer.statusCode ?? 0;
    };
    expect(await status('192.168.1.20')).toBe(200);
    expect(await status('evil.example')).toBe(403);
    await open.close();
  });

  test('closing ends open streams and their listeners at once', async () => {
    const closing = await startServer({ library: opened.library, page: staticPage(), port: 0, token: 'known' });
    const events = await fetch(`http://127.0.0.1:${closing.port}/api/events`, {
      headers: { cookie: `afterimage-${closing.port}=known` },
    });
    const reader = events.body?.getReader();
    await reader?.read();
    await closing.close();
    await expect(reader?.read()).rejects.toThrow();
    await expect(fetch(`http://127.0.0.1:${closing.port}/`)).rejects.toThrow();
  });

  test('loopback is recognised by name and by IP address', () => {
    expect(['localhost', '127.0.0.1', '::1', '[::1]'].map(isLoopback)).toEqual([true, true, true, true]);
    expect(['0.0.0.0', '192.168.0.1', 'example.org'].map(isLoopback)).toEqual([false, false, false]);
  });
});
