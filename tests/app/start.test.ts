/** The answer with the first screen: what it holds, which view it is for, and what happens without a library. */
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { createApp } from '../../src-main/app/http/routes.ts';
import { LibraryError } from '../../src-main/app/library/library-error.ts';
import { staticPage } from '../../src-main/app/static-page.ts';
import { ErrorBody, LibraryInfo } from '../../src-main/contract/library/library.ts';
import {
  type DecodedPart,
  decodePart,
  type StartCounts,
  type StartHead,
  type StartPart,
} from '../../src-main/contract/library/start.ts';
import { Organised } from '../../src-main/contract/organising/organised.ts';
import { decodeResult, type ResultMessage } from '../../src-main/contract/searching/result.ts';
import { type Opened, openWithArchive, post } from './opened.ts';

vi.setConfig({ testTimeout: 30_000, hookTimeout: 60_000 });

let opened: Opened;

beforeAll(async () => {
  opened = await openWithArchive();
});
afterAll(() => opened?.close());

interface Started {
  readonly order: readonly (StartPart | null)[];
  readonly head: StartHead;
  readonly results: readonly ResultMessage[];
  readonly counts: StartCounts;
}

async function start(search = '', ask = opened.ask): Promise<Started> {
  const bytes = new Uint8Array(await (await ask(`/api/start${search}`)).arrayBuffer());
  const parts: DecodedPart[] = [];
  for (let part = decodePart(bytes, 0); part; part = decodePart(bytes, part.next)) parts.push(part);
  const json = (name: StartPart): unknown => {
    const found = parts.find(({ part }) => part === name);
    return found && JSON.parse(new TextDecoder().decode(found.payload));
  };
  return {
    order: parts.map(({ part }) => part),
    head: json('head') as StartHead,
    results: parts.filter(({ part }) => part === 'result').map(({ payload }) => decodeResult(payload) as ResultMessage),
    counts: json('counts') as StartCounts,
  };
}

test('one answer says what the first screen would ask in five requests', async () => {
  const { order, head, results, counts } = await start();
  expect(order[0]).toBe('head');
  expect(order.toSorted()).toEqual(['counts', 'head', 'result']);
  const info = LibraryInfo.parse(await opened.json('/api/library'));
  // The log grows while the program runs.
  expect(head.library).toEqual({ ...info, log: { ...info.log, bytes: expect.any(Number) } });
  expect(head.organised).toEqual(Organised.parse(await opened.json('/api/organised')));
  expect(head.jobs).toEqual(await opened.json('/api/jobs'));
  expect(head.query).toEqual({ q: '', sort: 'newest', seed: 1 });
  const path = '/api/result?q=&sort=newest&seed=0&stacks=closed&limit=160';
  const alone = decodeResult(new Uint8Array(await (await opened.ask(path)).arrayBuffer()));
  expect(results).toEqual([{ head: alone?.head, layout: alone?.layout, next: expect.any(Number) }]);
  const beside = await opened.json<{ counts: unknown[] }>('/api/beside?counts=');
  expect(counts).toEqual({ '': beside.counts[0] });
});

test('the address chooses the result, and brings the counts of its query', async () => {
  const { head, results, counts } = await start('?q=dragon&sort=oldest&screen=prompts&token=abc');
  expect(head.query).toEqual({ q: 'dragon', sort: 'oldest', seed: 1 });
  expect(results[0]?.head.total).toBeLessThan(head.library.total);
  expect(Object.keys(counts)).toEqual(['', 'dragon']);
  expect(counts.dragon?.total).toBe(results[0]?.head.total);
});

test('without a view in the address the answer is for the last view', async () => {
  await opened.ask('/api/settings', post({ address: '?q=lantern&sort=oldest' }, 'PATCH'));
  expect((await start()).head.query).toMatchObject({ q: 'lantern', sort: 'oldest' });
  expect((await start('?pass=abc')).head.query).toMatchObject({ q: 'lantern' });
  expect((await start('?screen=gallery')).head.query).toMatchObject({ q: '', sort: 'newest' });
  await opened.ask('/api/settings', post({ address: '' }, 'PATCH'));
});

test('a large library sends the beginning of its result first, unless the view has a place in it', async () => {
  const { library } = opened;
  const reads = Object.create(library.reads, { total: { value: async () => 200_001 } });
  const app = createApp({
    library: { ...library, reads, readsFor: () => reads },
    door: 'browser',
    page: staticPage(join(opened.archive.root, 'no-page')),
  });
  const ask = (path: string): Promise<Response> => app.fetch(new Request(`http://127.0.0.1${path}`));
  const [beginning, whole] = (await start('?q=', ask)).results;
  expect(beginning).toMatchObject({ layout: null, head: { total: null } });
  expect(beginning?.head.items.length).toBe(4);
  expect(whole?.layout?.ids.length).toBe(4);
  expect((await start('?at=2', ask)).results).toHaveLength(1);
});

test('a part that fails is left out, and the rest arrives', async () => {
  const { library } = opened;
  const refuse = { value: () => Promise.reject(new LibraryError('thread-ended', 'It ended.', null)) };
  const reads = Object.create(library.reads, { result: refuse });
  const app = createApp({
    library: { ...library, reads, readsFor: () => reads },
    door: 'browser',
    page: staticPage(join(opened.archive.root, 'no-page')),
  });
  const { order } = await start('', (path) => app.fetch(new Request(`http://127.0.0.1${path}`)));
  expect(order).toEqual(['head', 'counts']);
});

test('a library that cannot answer is an error like that of every request', async () => {
  const { library } = opened;
  const reads = Object.create(library.reads, {
    revision: { value: () => Promise.reject(new LibraryError('library-damaged', 'It is damaged.', '/library')) },
  });
  const app = createApp({
    library: { ...library, reads, readsFor: () => reads },
    door: 'browser',
    page: staticPage(join(opened.archive.root, 'no-page')),
  });
  const answer = await app.fetch(new Request('http://127.0.0.1/api/start'));
  expect(answer.status).toBe(503);
  expect(ErrorBody.parse(await answer.json()).error.code).toBe('library-damaged');
});
