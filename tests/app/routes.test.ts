/** The API by its addresses: what is answered, what is refused, and the one shape of every refusal. */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { createApp } from '../../src-main/app/http/routes.ts';
import { staticPage } from '../../src-main/app/static-page.ts';
import { FileOutcomePage } from '../../src-main/contract/archive/file-outcome.ts';
import { StoredImport } from '../../src-main/contract/archive/report.ts';
import { Card, GenerationDetail } from '../../src-main/contract/items/generation.ts';
import { type AppEvent, Job } from '../../src-main/contract/library/job.ts';
import {
  ErrorBody,
  FolderListing,
  LibraryInfo,
  Settings,
  SourceInfo,
} from '../../src-main/contract/library/library.ts';
import { EditResult, UndoResult } from '../../src-main/contract/organising/edit.ts';
import { FolderPage } from '../../src-main/contract/searching/folder-tree.ts';
import { decodeResult, ResultHead } from '../../src-main/contract/searching/result.ts';
import { Beside, CardPage } from '../../src-main/contract/searching/search.ts';
import { type Opened, openWithArchive, post } from './opened.ts';

vi.setConfig({ testTimeout: 30_000, hookTimeout: 60_000 });

let opened: Opened;
const bytesOf = async (path: string): Promise<Uint8Array<ArrayBuffer>> =>
  new Uint8Array(await (await opened.ask(path)).arrayBuffer());

beforeAll(async () => {
  opened = await openWithArchive();
});
afterAll(() => opened?.close());

test('the tree route opens one folder, its filter finds what is in it, and an item knows the way back', async () => {
  const tops = FolderPage.parse(await opened.json('/api/tree'));
  expect(tops).toMatchObject({ trail: [], length: tops.folders.length });
  const top = tops.folders.find(({ total }) => total > 0);
  if (!top) throw new Error('no source holds a file');
  const inside = FolderPage.parse(await opened.json(`/api/tree?under=${encodeURIComponent(top.path)}`));
  expect(inside.trail.map(({ path }) => path)).toEqual([top.path]);
  const found = CardPage.parse(await opened.json(`/api/cards?q=${encodeURIComponent(top.filter)}`));
  expect(found.total).toBe(top.total);
  const detail = GenerationDetail.parse(await opened.json(`/api/generations/${found.items[0]?.rowid}`));
  expect(detail.places[0]?.folders[0]?.path).toBe(top.path);
  expect(FolderPage.parse(await opened.json('/api/tree?under=/etc'))).toEqual({ trail: [], folders: [], length: 0 });
  expect((await opened.ask('/api/tree?limit=5000')).status).toBe(400);
});

test('the library route describes the library', async () => {
  const info = LibraryInfo.parse(await opened.json('/api/library'));
  expect(info).toMatchObject({ total: 4, door: 'browser', path: join(opened.archive.root, 'library') });
  expect(info.sources).toHaveLength(2);
});

test('the revision of the library route is never newer than its figures', async () => {
  const { library } = opened;
  let atTotal = -1;
  const reads = Object.create(library.reads, {
    revision: { value: async () => wait(50).then(() => library.reads.revision()) },
    total: {
      async value() {
        const total = await library.reads.total();
        atTotal = await library.reads.revision();
        await library.edits.edit({
          selection: { type: 'query', q: '', except: [] },
          change: { set: 'favorite', favorite: true },
        });
        await library.edits.undo();
        return total;
      },
    },
  });
  const app = createApp({ library: { ...library, reads }, door: 'browser', page: staticPage(opened.archive.root) });
  const info = LibraryInfo.parse(await (await app.fetch(new Request('http://127.0.0.1/api/library'))).json());
  expect(atTotal).toBeGreaterThan(0);
  expect(info.revision).toBeLessThanOrEqual(atTotal);
});

test('settings are changed one by one and stored', async () => {
  const changed = Settings.parse(await opened.json('/api/settings', post({ theme: 'dark' }, 'PATCH')));
  expect(changed.theme).toBe('dark');
  expect(Settings.parse(await opened.json('/api/settings', post({ language: 'ja' }, 'PATCH')))).toMatchObject({
    theme: 'dark',
    language: 'ja',
  });
});

test('cards come in pages, by number, and as a layout that agrees with them', async () => {
  const page = CardPage.parse(await opened.json('/api/cards?limit=2&offset=1'));
  expect(page.total).toBe(4);
  expect(page.items).toHaveLength(2);
  const result = decodeResult(await bytesOf('/api/result?limit=2'));
  const ids = [...(result?.layout?.ids ?? [])];
  expect(ids.slice(1, 3)).toEqual(page.items.map(({ rowid }) => rowid));
  expect(ResultHead.parse(result?.head)).toMatchObject({ total: 4, items: [{}, page.items[0]] });
  const [first, second] = ids;
  const cards = Card.array().parse(await opened.json(`/api/cards/of?rowids=${second},${first},999999`));
  expect(cards.map(({ rowid }) => rowid)).toEqual([second, first]);
});

test('the first cards are answered before the total', async () => {
  const bytes = await bytesOf('/api/result?limit=2&begin=true&q=a');
  const beginning = decodeResult(bytes);
  expect(ResultHead.parse(beginning?.head)).toMatchObject({ total: null, items: [{}, {}] });
  expect(beginning?.layout).toBeNull();
  // What has arrived so far is not taken for all of it.
  expect(decodeResult(bytes.slice(0, (beginning?.next ?? 0) - 1))).toBeNull();
  const rest = decodeResult(bytes, beginning?.next);
  expect(rest).toMatchObject({ head: { total: rest?.layout?.ids.length, items: [] }, next: bytes.length });
  expect([...(rest?.layout?.ids ?? [])].slice(0, 2)).toEqual(beginning?.head.items.map(({ rowid }) => rowid));
});

test('a query is parsed, its results are counted, and completions are suggested', async () => {
  const found = CardPage.parse(await opened.json('/api/cards?q=paper%20dragon'));
  expect(found.items.map(({ text }) => text)).toEqual(['@somebody walks a paper dragon through a rainy market']);
  const understood = decodeResult(await bytesOf('/api/result?q=type%3Avideo%20paper'))?.head;
  expect(understood?.chips).toMatchObject([{ field: 'type', value: 'video' }]);
  const beside = Beside.parse(await opened.json('/api/beside?counts=&counts=paper&words=pap&cursor=3&correct=papre'));
  expect(beside.counts.map(({ total }) => total)).toEqual([4, 2]);
  expect(beside.suggestions.map(({ insert }) => insert)).toContain('paper');
  expect(beside.corrections).toMatchObject([{ q: 'paper' }]);
  expect(Beside.parse(await opened.json('/api/beside?correct=paper')).corrections).toEqual([]);
});

test('one item is answered with all its data and related items', async () => {
  const [card] = CardPage.parse(await opened.json('/api/cards?q=tram')).items;
  const detail = GenerationDetail.parse(await opened.json(`/api/generations/${card?.rowid}`));
  expect(detail.prompt).toBe('a tram leaves');
  expect(await opened.json(`/api/generations/${card?.rowid}/related?by=task`)).toEqual([]);
  expect((await opened.ask('/api/generations/999999')).status).toBe(404);
});

test('a new tag and a new collection are counted at once, also after undo and redo', async () => {
  const counts = async (): Promise<readonly (number | undefined)[]> => {
    const [whole] = Beside.parse(await opened.json('/api/beside?counts=')).counts;
    return [whole?.tag.fresh, whole?.collection.Fresh];
  };
  const all = { type: 'query', q: '' } as const;
  const step = (name: 'undo' | 'redo'): Promise<unknown> => opened.json(`/api/${name}`, { method: 'POST' });
  const start = await counts();
  await opened.json('/api/edits', post({ selection: all, change: { set: 'tag-add', tag: 'fresh' } }));
  await opened.json('/api/arrange', post({ set: 'collection-create', collection: 'Fresh' }));
  await opened.json('/api/edits', post({ selection: all, change: { set: 'collection-add', collection: 'Fresh' } }));
  for (let round = 0; round < 2; round++) {
    // Both readers must have seen it: each answers some of the questions.
    for (let ask = 0; ask < 4; ask++) expect(await counts()).toEqual([4, 4]);
    for (let steps = 0; steps < 3; steps++) await step('undo');
    for (let ask = 0; ask < 4; ask++) expect(await counts()).toEqual(start);
    for (let steps = 0; steps < 3; steps++) await step('redo');
  }
  for (let steps = 0; steps < 3; steps++) await step('undo');
});

test('undo to an entry reverts it and all later entries in one step, or nothing', async () => {
  const rate = (rating: number): Promise<EditResult> =>
    opened.json('/api/edits', post({ selection: { type: 'query', q: '' }, change: { set: 'rating', rating } }));
  const ratings = async (): Promise<readonly number[]> => {
    const { items } = await opened.library.reads.cards({
      q: '',
      sort: 'newest',
      seed: 0,
      limit: 10,
      offset: 0,
    } as never);
    return [...new Set(items.map(({ rating }) => rating))];
  };
  const entries: (number | null)[] = [];
  for (const rating of [1, 2, 3, 4]) entries.push((await rate(rating)).journalId);
  const revisions: number[] = [];
  const unsubscribe = opened.library.subscribe((event) => event.type === 'catalog' && revisions.push(event.revision));
  const undone = UndoResult.parse(await opened.json('/api/undo', post({ to: entries[1] })));
  unsubscribe();
  expect(undone).toMatchObject({
    steps: 3,
    changed: 12,
    journalId: entries[1],
    undo: { rating: 1 },
    redo: { rating: 2 },
  });
  expect(revisions).toHaveLength(1);
  expect(await ratings()).toEqual([1]);
  const again = await opened.ask('/api/undo', post({ to: entries[2] }));
  expect([again.status, await ratings()]).toEqual([404, [1]]);
  for (let steps = 0; steps < 3; steps++) await opened.json('/api/redo', { method: 'POST' });
  expect(await ratings()).toEqual([4]);
  expect(UndoResult.parse(await opened.json('/api/undo', post({ to: entries[0] }))).steps).toBe(4);
});

test('an edit is made, undone and redone', async () => {
  const edit = { selection: { type: 'query', q: 'paper' }, change: { set: 'tag-add', tag: 'keepers' } };
  expect(EditResult.parse(await opened.json('/api/edits', post(edit))).changed).toBe(2);
  expect(EditResult.parse(await opened.json('/api/edits', post(edit))).changed).toBe(0);
  expect(EditResult.parse(await opened.json('/api/undo', { method: 'POST' })).changed).toBe(2);
  const redone = EditResult.parse(await opened.json('/api/redo', { method: 'POST' }));
  expect(redone).toMatchObject({ changed: 2, undo: { set: 'tag-add', tag: 'keepers' } });
  expect(EditResult.parse(await opened.json('/api/journal')).redo).toBeNull();
});

test('the answer and the event of an edit state its change scope', async () => {
  const events = await opened.ask('/api/events');
  const [card] = CardPage.parse(await opened.json('/api/cards?q=paper')).items;
  const rowids = [card?.rowid];
  const edit = { selection: { type: 'rowids', rowids }, change: { set: 'tag-add', tag: 'keepers' } };
  // The tag is there since the test before, on these items: taken away and given again.
  const removed = EditResult.parse(
    await opened.json('/api/edits', post({ ...edit, change: { set: 'tag-remove', tag: 'keepers' } })),
  );
  const added = EditResult.parse(await opened.json('/api/edits', post(edit)));
  expect(added.change?.scope).toEqual({ parts: ['tags'], items: rowids });
  expect(added.change?.revision).toBe((removed.change?.revision ?? 0) + 1);
  expect(EditResult.parse(await opened.json('/api/edits', post(edit))).change).toBeNull();
  const heard = await listenUntil(
    events,
    (event) => event.type === 'catalog' && event.revision === added.change?.revision,
  );
  expect(heard.at(-1)).toEqual({ type: 'catalog', edit: true, ...added.change });
  const renamed = EditResult.parse(
    await opened.json('/api/arrange', post({ set: 'tag-rename', tag: 'keepers', to: 'kept' })),
  );
  expect(renamed.change?.scope).toEqual({ parts: ['tag-list'], items: null });
  const undone = EditResult.parse(await opened.json('/api/undo', { method: 'POST' }));
  expect(undone.change?.scope).toEqual({ parts: ['tag-list'], items: null });
});

test('a result states which edits can change it', async () => {
  const dependsOn = async (query: string): Promise<readonly string[]> =>
    [...(decodeResult(await bytesOf(`/api/result?${query}`))?.head.dependsOn ?? ['?'])].sort();
  expect(await dependsOn('q=')).toEqual([]);
  expect(await dependsOn('q=&stacks=closed')).toEqual(['stacks']);
  expect(await dependsOn('q=paper')).toEqual(['notes']);
  expect(await dependsOn('q=type:video%20-tag:keepers')).toEqual(['tag-list', 'tags']);
  expect(await dependsOn('q=is:favorite%20OR%20rating:5')).toEqual(['favorites', 'ratings']);
  expect(await dependsOn('q=date:2025&sort=rating')).toEqual(['ratings']);
});

test('sources and file outcomes are answered', async () => {
  const sources = SourceInfo.array().parse(await opened.json('/api/sources'));
  expect(sources.map(({ path, kind, within, readAs }) => ({ path, kind, within, readAs }))).toEqual([
    { path: opened.archive.folder, kind: 'folder', within: null, readAs: null },
    { path: opened.archive.zip, kind: 'zip', within: null, readAs: null },
  ]);
  const [first] = StoredImport.array().parse(await opened.json('/api/imports'));
  FileOutcomePage.parse(await opened.json(`/api/imports/${first?.id}/files?fate=new&limit=2`));
  expect((await opened.ask('/api/imports/999/files')).status).toBe(404);
  expect((await opened.ask(`/api/imports/${first?.id}/files?fate=eaten`)).status).toBe(400);
});

test('an import is a job, and its events reach the listener', async () => {
  const events = await opened.ask('/api/events');
  expect(events.headers.get('content-type')).toContain('text/event-stream');
  const loose = join(opened.archive.root, 'loose.mp4');
  await writeFile(loose, Buffer.concat([opened.archive.clip, Buffer.from('loose')]));
  const job = Job.parse(await opened.json('/api/import', post({ paths: [loose] })));
  const heard = await listenUntil(
    events,
    (event) => event.type === 'job' && event.job.id === job.id && event.job.state === 'done',
  );
  expect(heard.some(({ type }) => type === 'catalog')).toBe(true);
  expect(heard.filter(({ type }) => type === 'welcome')).toHaveLength(1);
  const listed = Job.array().parse(await opened.json('/api/jobs'));
  expect(listed.find(({ id }) => id === job.id)?.report?.generations.added).toBe(1);
  expect(StoredImport.array().parse(await opened.json('/api/imports')).length).toBe(2);
  expect(Job.parse(await opened.json(`/api/jobs/${job.id}/cancel`, { method: 'POST' })).state).toBe('done');
});

test('an event stream begins with the revision of the catalog', async () => {
  const [welcome] = await listenUntil(await opened.ask('/api/events'), ({ type }) => type === 'welcome');
  const { revision, settings } = LibraryInfo.parse(await opened.json('/api/library'));
  const jobs = Job.array().parse(await opened.json('/api/jobs'));
  expect(welcome).toEqual({ type: 'welcome', revision, settings, jobs });
});

test('the listener of a closed stream is removed', async () => {
  let listeners = 0;
  const library = {
    ...opened.library,
    subscribe(listener: (event: AppEvent) => void) {
      listeners++;
      const stop = opened.library.subscribe(listener);
      return () => {
        listeners--;
        stop();
      };
    },
  };
  const app = createApp({ library, door: 'browser', page: staticPage() });
  const first = await app.fetch(new Request('http://127.0.0.1/api/events'));
  const leaving = new AbortController();
  await app.fetch(new Request('http://127.0.0.1/api/events', { signal: leaving.signal }));
  expect(listeners).toBe(2);
  await first.body?.cancel();
  leaving.abort();
  expect(listeners).toBe(0);
});

test('folders are listed for browsers, with zips and without hidden ones', async () => {
  await writeFile(join(opened.archive.root, '.hidden.zip'), '');
  const listing = FolderListing.parse(
    await opened.json(`/api/folders?path=${encodeURIComponent(opened.archive.root)}`),
  );
  expect(listing.entries.map(({ name, kind }) => [name, kind])).toEqual([
    ['library', 'folder'],
    ['sora-data-files-export-1', 'folder'],
    ['sora-data-files-export-2.zip', 'zip'],
  ]);
  expect((await opened.ask('/api/folders?path=relative')).status).toBe(400);
  expect((await opened.ask('/api/folders?path=%2Fno%2Fsuch%2Ffolder')).status).toBe(404);
  const desktop = createApp({ library: opened.library, door: 'desktop', page: staticPage() });
  expect((await desktop.fetch(new Request('app://afterimage/api/folders'))).status).toBe(404);
});

test('a page reports a playing video, which pauses previews', async () => {
  expect((await opened.ask('/api/playing', post({ playing: true }))).status).toBe(204);
  expect((await opened.ask('/api/playing', post({ playing: false }))).status).toBe(204);
});

test.each([
  ['GET', '/api/cards?limit=-1', undefined],
  ['GET', '/api/cards?limit=abc', undefined],
  ['GET', '/api/cards?sort=sideways', undefined],
  ['GET', '/api/cards/of?rowids=1,x', undefined],
  ['GET', `/api/cards/of?rowids=${Array(501).fill(1).join(',')}`, undefined],
  ['GET', '/api/generations/abc', undefined],
  ['GET', '/api/generations/1/related?by=mood', undefined],
  ['PATCH', '/api/settings', { theme: 'pink' }],
  ['PATCH', '/api/settings', { density: 1e9 }],
  ['PATCH', '/api/settings', { address: `?q=${'x'.repeat(30_000)}` }],
  ['POST', '/api/edits', { selection: { type: 'query', q: '' }, change: { set: 'rating', rating: 6 } }],
  ['POST', '/api/edits', { selection: { type: 'everything' }, change: { set: 'favorite', favorite: true } }],
  ['POST', '/api/edits', null],
  ['POST', '/api/import', { paths: [] }],
  ['POST', '/api/import', { paths: ['relative/path'] }],
  ['POST', '/api/import', { paths: ['/zero\0byte'] }],
  ['POST', '/api/playing', { playing: 'yes' }],
])('%s %s with wrong input is refused with one sentence', async (method, path, body) => {
  const answer = await opened.ask(path, body === undefined ? { method } : post(body, method));
  expect(answer.status).toBe(400);
  const { error } = ErrorBody.parse(await answer.json());
  expect(error.code).toBe('bad-request');
  expect(error.message).not.toMatch(/\n|Error:/);
});

test('invalid JSON, too large, missing and unknown requests get the same form of refusal', async () => {
  const broken = await opened.ask('/api/edits', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: '{',
  });
  expect(broken.status).toBe(400);
  ErrorBody.parse(await broken.json());
  const huge = await opened.ask('/api/edits', { ...post({}), body: ' '.repeat(17 * 1024 * 1024) });
  expect(huge.status).toBe(413);
  const missing = await opened.ask('/api/import', post({ paths: ['/no/such/thing'] }));
  expect(missing.status).toBe(404);
  expect(ErrorBody.parse(await missing.json()).error).toMatchObject({ code: 'not-found', path: '/no/such/thing' });
  for (const path of ['/api/nothing', '/media/nothing', '/api', '/nothing.js']) {
    const answer = await opened.ask(path);
    expect(answer.status, path).toBe(404);
    ErrorBody.parse(await answer.json());
  }
});

test('an internal error is one plain sentence without internal details', async () => {
  const failing = {
    ...opened.library,
    edits: { ...opened.library.edits, journal: () => Promise.reject(new TypeError('secret /etc/path')) },
  };
  const app = createApp({ library: failing, door: 'browser', page: staticPage() });
  const answer = await app.fetch(new Request('http://127.0.0.1/api/journal'));
  expect(answer.status).toBe(500);
  expect(JSON.stringify(await answer.json())).not.toContain('secret');
});

test('every answer carries the security headers', async () => {
  for (const path of [
    '/',
    '/api/library',
    '/api/nothing',
    '/media/file/1',
    '/media/file/x',
    '/api/events',
    '/api/result',
  ]) {
    const { headers, body } = await opened.ask(path);
    const policy = headers.get('content-security-policy') ?? '';
    expect(policy, path).toContain("default-src 'none'");
    expect(policy, path).not.toContain('unsafe');
    expect(policy).toContain("frame-ancestors 'none'");
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('referrer-policy')).toBe('no-referrer');
    expect(headers.get('cross-origin-resource-policy')).toBe('same-origin');
    expect(headers.get('cross-origin-opener-policy')).toBe('same-origin');
    await body?.cancel();
  }
});

async function listenUntil(response: Response, isEnough: (event: AppEvent) => boolean): Promise<readonly AppEvent[]> {
  const heard: AppEvent[] = [];
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
  let text = '';
  for (;;) {
    const chunk = await reader?.read();
    if (!chunk || chunk.done) throw new Error('The stream of events ended.');
    text += chunk.value;
    const frames = text.split('\n\n');
    text = frames.pop() ?? '';
    heard.push(
      ...frames
        .flatMap((frame) => frame.split('\n').filter((line) => line.startsWith('data: ')))
        .map((line) => JSON.parse(line.slice(6))),
    );
    if (heard.some(isEnough)) {
      await reader?.cancel();
      return heard;
    }
  }
}
