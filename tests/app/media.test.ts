/** Media over both doors: the same ranges, conditions and refusals through the fetch handler and over HTTP. */

import { readdirSync, readlinkSync } from 'node:fs';
import { truncate, unlink, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { parseRange } from '../../src-main/app/http/media-response.ts';
import { staticPage } from '../../src-main/app/static-page.ts';
import type { GenerationDetail } from '../../src-main/contract/items/generation.ts';
import { type RunningServer, startServer } from '../../src-main/server.ts';
import { BOATS, DRAGON, TRAM } from './archive.ts';
import { type Opened, openWithArchive } from './opened.ts';

vi.setConfig({ testTimeout: 30_000, hookTimeout: 60_000 });

let opened: Opened;
let server: RunningServer;
let cookie: string;
let places: Readonly<Record<'plain' | 'stored' | 'deflated', { readonly path: string; readonly bytes: Buffer }>>;

beforeAll(async () => {
  opened = await openWithArchive();
  server = await startServer({ library: opened.library, page: staticPage(), port: 0 });
  const welcome = await fetch(server.url, { redirect: 'manual' });
  cookie = welcome.headers.get('set-cookie')?.split(';')[0] ?? '';
  const { clip } = opened.archive;
  places = {
    plain: { path: await mediaPath(DRAGON), bytes: clip },
    stored: { path: await mediaPath(TRAM), bytes: clip },
    deflated: { path: await mediaPath(BOATS), bytes: Buffer.concat([clip, Buffer.alloc(4096)]) },
  };
});

afterAll(async () => {
  await server?.close();
  await opened?.close();
});

async function mediaPath(id: string): Promise<string> {
  const detail = (await opened.library.reads.show(id)) as GenerationDetail;
  return `/media/file/${detail.files[0]?.fileId}`;
}

interface Seen {
  readonly status: number;
  readonly range: string | null;
  readonly length: string | null;
  readonly type: string | null;
  readonly etag: string | null;
  readonly body: Buffer;
}

async function see(response: Response): Promise<Seen> {
  const header = (name: string): string | null => response.headers.get(name);
  return {
    status: response.status,
    range: header('content-range'),
    length: header('content-length'),
    type: header('content-type'),
    etag: header('etag'),
    body: Buffer.from(await response.arrayBuffer()),
  };
}

const throughHandler = async (path: string, init: RequestInit): Promise<Seen> => see(await opened.ask(path, init));
const overHttp = async (
  path: string,
  { headers, ...init }: RequestInit & { headers?: Record<string, string> },
): Promise<Seen> =>
  see(await fetch(`http://127.0.0.1:${server.port}${path}`, { ...init, headers: { ...headers, cookie } }));

type Expected =
  | { readonly status: 200 | 304 | 416 }
  | { readonly status: 206; readonly from: number; readonly to: number };

/** Each case: what is asked, and what must be answered for a file of `size` bytes with this validator and date. */
const CASES: readonly (readonly [
  name: string,
  ask: (file: { size: number; etag: string; date: string }) => Record<string, string>,
  answer: (size: number) => Expected,
])[] = [
  ['no range', () => ({}), () => ({ status: 200 })],
  ['the first byte', () => ({ range: 'bytes=0-0' }), () => ({ status: 206, from: 0, to: 0 })],
  ['everything from the start', () => ({ range: 'bytes=0-' }), (size) => ({ status: 206, from: 0, to: size - 1 })],
  ['a piece', () => ({ range: 'bytes=10-19' }), () => ({ status: 206, from: 10, to: 19 })],
  ['the last five', () => ({ range: 'bytes=-5' }), (size) => ({ status: 206, from: size - 5, to: size - 1 })],
  ['the last none', () => ({ range: 'bytes=-0' }), () => ({ status: 416 })],
  [
    'more than there is, from the end',
    () => ({ range: 'bytes=-999999999' }),
    (size) => ({ status: 206, from: 0, to: size - 1 }),
  ],
  ['from behind the end', ({ size }) => ({ range: `bytes=${size}-` }), () => ({ status: 416 })],
  [
    'from the last byte',
    ({ size }) => ({ range: `bytes=${size - 1}-` }),
    (size) => ({ status: 206, from: size - 1, to: size - 1 }),
  ],
  [
    'an end beyond the end',
    () => ({ range: 'bytes=4-99999999999999999999' }),
    (size) => ({ status: 206, from: 4, to: size - 1 }),
  ],
  ['an end before its start', () => ({ range: 'bytes=5-2' }), () => ({ status: 200 })],
  ['no numbers', () => ({ range: 'bytes=a-b' }), () => ({ status: 200 })],
  ['a dash alone', () => ({ range: 'bytes=-' }), () => ({ status: 200 })],
  ['another unit', () => ({ range: 'items=0-4' }), () => ({ status: 200 })],
  ['several ranges', () => ({ range: 'bytes=0-4,10-14' }), () => ({ status: 200 })],
  ['the unit in capitals', () => ({ range: 'BYTES=0-3' }), () => ({ status: 206, from: 0, to: 3 })],
  [
    'If-Range with our validator',
    ({ etag }) => ({ range: 'bytes=2-3', 'if-range': etag }),
    () => ({ status: 206, from: 2, to: 3 }),
  ],
  ['If-Range with another validator', () => ({ range: 'bytes=2-3', 'if-range': '"other"' }), () => ({ status: 200 })],
  [
    'If-Range with a weak validator',
    ({ etag }) => ({ range: 'bytes=2-3', 'if-range': `W/${etag}` }),
    () => ({ status: 200 }),
  ],
  [
    'If-Range with our date',
    ({ date }) => ({ range: 'bytes=2-3', 'if-range': date }),
    () => ({ status: 206, from: 2, to: 3 }),
  ],
  [
    'If-Range with an older date',
    () => ({ range: 'bytes=2-3', 'if-range': new Date(0).toUTCString() }),
    () => ({ status: 200 }),
  ],
  ['If-None-Match with our validator', ({ etag }) => ({ 'if-none-match': `"x", ${etag}` }), () => ({ status: 304 })],
  ['If-None-Match with a star', () => ({ 'if-none-match': '*' }), () => ({ status: 304 })],
  [
    'If-None-Match with another',
    () => ({ 'if-none-match': '"x"', range: 'bytes=1-1' }),
    () => ({ status: 206, from: 1, to: 1 }),
  ],
  ['If-Modified-Since with our date', ({ date }) => ({ 'if-modified-since': date }), () => ({ status: 304 })],
  ['If-Modified-Since before it', () => ({ 'if-modified-since': new Date(0).toUTCString() }), () => ({ status: 200 })],
];

describe.each(['plain', 'stored', 'deflated'] as const)('a %s file', (kind) => {
  test.each(CASES)('%s', async (_name, ask, answer) => {
    const { path, bytes } = places[kind];
    const head = await opened.ask(path, { method: 'HEAD' });
    const headers = ask({
      size: bytes.length,
      etag: head.headers.get('etag') ?? '',
      date: head.headers.get('last-modified') ?? '',
    });
    const expected = answer(bytes.length);
    const seen = await throughHandler(path, { headers });
    expect(seen.status).toBe(expected.status);
    if (expected.status === 200) expect(seen.body.equals(bytes)).toBe(true);
    if (expected.status === 206) {
      expect(seen.range).toBe(`bytes ${expected.from}-${expected.to}/${bytes.length}`);
      expect(seen.length).toBe(String(expected.to - expected.from + 1));
      expect(seen.body.equals(bytes.subarray(expected.from, expected.to + 1))).toBe(true);
    }
    if (expected.status === 416) expect(seen.range).toBe(`bytes */${bytes.length}`);
    const onTheWire = await overHttp(path, { headers });
    // An answer without a body has a length of its own on the wire.
    expect(seen.body.length > 0 ? onTheWire : { ...onTheWire, length: seen.length }).toEqual(seen);
  });

  test('HEAD gives the length and no content, with or without a range', async () => {
    const { path, bytes } = places[kind];
    for (const headers of [{}, { range: 'bytes=0-3' }]) {
      for (const seen of [
        await throughHandler(path, { method: 'HEAD', headers }),
        await overHttp(path, { method: 'HEAD', headers }),
      ]) {
        expect(seen).toMatchObject({ status: 200, range: null, length: String(bytes.length), type: 'video/mp4' });
        expect(seen.body.length).toBe(0);
      }
    }
  });
});

test('every single range gives a slice of the file or a refusal', () => {
  const edge = fc.option(fc.nat({ max: 2000 }), { nil: null });
  fc.assert(
    fc.property(fc.nat({ max: 1000 }), edge, edge, (size, first, last) => {
      const range = parseRange(`bytes=${first ?? ''}-${last ?? ''}`, size);
      if (range === null) return first === null ? last === null : last !== null && last < first;
      if (range === 'unsatisfiable') return first === null ? Math.min(last ?? 0, size) === 0 : first >= size;
      return range.start >= 0 && range.start < range.end && range.end <= size;
    }),
  );
});

test('an answer that is never read opens no file', async () => {
  const { path } = places.plain;
  const before = openHandles();
  const kept = await Promise.all(Array.from({ length: 50 }, () => opened.ask(path)));
  expect(kept.every(({ status }) => status === 200)).toBe(true);
  expect(openHandles()).toBe(before);
});

test('an aborted answer closes its file', async () => {
  const big = join(opened.archive.root, 'big.mp4');
  await writeFile(big, Buffer.concat([opened.archive.clip, Buffer.alloc(8_000_000, 1)]));
  await importOne(big);
  const path = await pathOf(big);
  const before = openHandles();
  for (let turn = 0; turn < 20; turn++) {
    const reader = (await opened.ask(path)).body?.getReader();
    await reader?.read();
    await reader?.cancel();
    const controller = new AbortController();
    const response = await fetch(`http://127.0.0.1:${server.port}${path}`, {
      headers: { cookie },
      signal: controller.signal,
    });
    await response.body?.getReader().read();
    controller.abort();
  }
  await expect.poll(openHandles, { timeout: 5_000 }).toBe(before);
});

test('a file that changed on disk since its import is served as it is now', async () => {
  const changed = join(opened.archive.root, 'changed.mp4');
  await writeFile(changed, Buffer.concat([opened.archive.clip, Buffer.from('first')]));
  await importOne(changed);
  const path = await pathOf(changed);
  const first = await throughHandler(path, {});
  await writeFile(changed, 'short');
  await utimes(changed, 1_000, 1_000);
  const second = await throughHandler(path, {});
  expect(second.body.toString()).toBe('short');
  expect(second.etag).not.toBe(first.etag);
});

test('a file that shrinks or disappears while it is read breaks only that answer', async () => {
  const shrinking = join(opened.archive.root, 'shrinking.mp4');
  await writeFile(shrinking, Buffer.concat([opened.archive.clip, Buffer.alloc(4_000_000, 2)]));
  await importOne(shrinking);
  const path = await pathOf(shrinking);
  const reader = (await opened.ask(path)).body?.getReader();
  await reader?.read();
  await truncate(shrinking, 1_000);
  await expect(
    (async () => {
      while (!(await reader?.read())?.done);
    })(),
  ).rejects.toThrow();
  const unread = await opened.ask(path);
  await unlink(shrinking);
  await expect(unread.arrayBuffer()).rejects.toThrow();
  const gone = await opened.ask(path);
  expect(gone.status).toBe(404);
  expect(await gone.json()).toMatchObject({ error: { code: 'not-found', path: shrinking } });
  expect((await overHttp(path, {})).status).toBe(404);
  expect((await overHttp(places.plain.path, {})).status).toBe(200);
});

test('unknown file ids and paths are refused', async () => {
  expect((await opened.ask('/media/file/999999')).status).toBe(404);
  for (const bad of ['abc', '-1', '1.5', '1e3', '..%2f..%2fetc%2fpasswd', '%00']) {
    expect((await opened.ask(`/media/file/${bad}`)).status, bad).toBe(400);
  }
  expect((await opened.ask('/media/file/../../etc/passwd')).status).toBe(404);
});

test('a poster is a WebP picture with a validator, cached for ever under its version', async () => {
  const { rowid } = (await opened.library.reads.show(DRAGON)) as GenerationDetail;
  const poster = await opened.ask(`/media/poster/${rowid}?v=1`);
  expect(poster.status).toBe(200);
  expect(poster.headers.get('content-type')).toBe('image/webp');
  expect(poster.headers.get('cache-control')).toContain('immutable');
  expect(
    Buffer.from(await poster.arrayBuffer())
      .subarray(8, 12)
      .toString(),
  ).toBe('WEBP');
  const again = await opened.ask(`/media/poster/${rowid}`, {
    headers: { 'if-none-match': poster.headers.get('etag') ?? '' },
  });
  expect(again.status).toBe(304);
  expect((await opened.ask('/media/poster/999999')).status).toBe(404);
});

async function importOne(path: string): Promise<void> {
  const { id } = await opened.library.jobs.import([path]);
  await opened.library.jobs.finished(id);
}

/** The media address of a loose file, found by its path. */
async function pathOf(file: string): Promise<string> {
  const { items } = await opened.library.reads.search({ q: '', sort: 'newest', seed: 0, limit: 100, offsetId: null });
  const found = items.flatMap(({ files }) => files).find(({ path }) => path === file);
  return `/media/file/${found?.fileId}`;
}

/** How many of the archive's files this process holds open (Linux tells). */
function openHandles(): number {
  if (process.platform !== 'linux') return 0;
  return readdirSync('/proc/self/fd').filter((fd) => {
    try {
      return readlinkSync(`/proc/self/fd/${fd}`).endsWith('.mp4');
    } catch {
      // Closed between the listing and the look.
      return false;
    }
  }).length;
}
