/** The kept first screen: it is sent while the library opens, and never when anything it depends on has changed. */
import { copyFile, cp, readFile, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, expect, test, vi } from 'vitest';
import { type LibraryHost, openHost } from '../../src-main/app/library/library-host.ts';
import { openLibrary } from '../../src-main/app/library/open-library.ts';
import { keptStartPath } from '../../src-main/app/library/opening/kept-start.ts';
import { staticPage } from '../../src-main/app/static-page.ts';
import type { AppEvent } from '../../src-main/contract/library/job.ts';
import { decodePart, type StartHead } from '../../src-main/contract/library/start.ts';
import { decodeResult } from '../../src-main/contract/searching/result.ts';
import { exportRecord, generationsJson } from '../fixtures/sora-export.ts';
import { tempFolder, writeFiles } from '../fixtures/temp.ts';
import { post } from './opened.ts';

vi.setConfig({ testTimeout: 60_000 });
afterEach(() => vi.useRealTimers());

interface Started {
  readonly head: StartHead;
  readonly total: number | null | undefined;
}

/** A closed library of 12 items. */
async function made(): Promise<string> {
  const root = await tempFolder();
  const directory = join(root, 'library');
  await writeFiles(join(root, 'part'), {
    'generations.json': generationsJson(Array.from({ length: 12 }, (_, at) => exportRecord(at))),
  });
  const library = await openLibrary({ directory, backgroundPreviews: false });
  await library.jobs.finished((await library.jobs.import([join(root, 'part')])).id);
  await library.close();
  return directory;
}

/** Opens the library as a server does, asks `questions`, and closes it. */
async function hosted<T>(directory: string, questions: (host: LibraryHost) => Promise<T>): Promise<T> {
  const host = await openHost({ directory, door: 'browser', page: staticPage(join(directory, 'no-page')) });
  try {
    return await questions(host);
  } finally {
    await host.close();
  }
}

async function startOf(host: LibraryHost, search = ''): Promise<Started> {
  const response = await host.fetch(new Request(`http://127.0.0.1/api/start${search}`));
  const bytes = new Uint8Array(await response.arrayBuffer());
  let head: StartHead | undefined;
  let total: number | null | undefined;
  for (let part = decodePart(bytes, 0); part; part = decodePart(bytes, part.next)) {
    if (part.part === 'head') head = JSON.parse(new TextDecoder().decode(part.payload)) as StartHead;
    if (part.part === 'result') total = decodeResult(part.payload)?.head.total;
  }
  if (!head) throw new Error(`There is no head in ${bytes.length} bytes.`);
  return { head, total };
}

const start = (directory: string, search = ''): Promise<Started> => hosted(directory, (host) => startOf(host, search));

async function tagAll(directory: string): Promise<void> {
  const library = await openLibrary({ directory, backgroundPreviews: false });
  const rowids = [...(await library.reads.rowids(''))];
  await library.edits.edit({ selection: { type: 'rowids', rowids }, change: { set: 'tag-add', tag: 'Later' } });
  await library.close();
}

test('the second start sends the kept first screen, and it says what the library says', async () => {
  const directory = await made();
  const first = await start(directory);
  expect(first.head.isKept).toBeUndefined();
  const second = await start(directory);
  expect(second.head.isKept).toBe(true);
  expect(second.head.jobs).toEqual([]);
  expect(second.total).toBe(12);
  const { log, ...library } = second.head.library;
  const { log: _, ...before } = first.head.library;
  expect(library).toEqual(before);
  expect(second.head.organised).toEqual(first.head.organised);
});

test('a start after the library is open, and a start with its own view, are never kept answers', async () => {
  const directory = await made();
  await start(directory);
  await hosted(directory, async (host) => {
    expect((await startOf(host, '?q=dragon')).head.isKept).toBeUndefined();
    expect((await startOf(host)).head.isKept).toBeUndefined();
  });
});

test('it follows the last view', async () => {
  const directory = await made();
  await hosted(directory, async (host) => {
    await host.opened;
    await host.fetch(new Request('http://127.0.0.1/api/settings', post({ address: '?q=zzz&sort=oldest' }, 'PATCH')));
  });
  const { head, total } = await start(directory);
  expect(head).toMatchObject({ isKept: true, query: { q: 'zzz', sort: 'oldest' } });
  expect(total).toBe(0);
});

test('after any change by another command it is not used', async () => {
  const directory = await made();
  await start(directory);
  await tagAll(directory);
  const { head } = await start(directory);
  expect(head.isKept).toBeUndefined();
  expect(head.organised.tags.map(({ name }) => name)).toEqual(['Later']);
});

test('another day, another door, another place and another catalog do not use it', async () => {
  const directory = await made();
  await start(directory);

  vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 24 * 3_600_000 });
  expect((await start(directory)).head.isKept).toBeUndefined();
  vi.useRealTimers();

  await start(directory);
  const window = await openHost({ directory, door: 'desktop', page: staticPage(join(directory, 'no-page')) });
  expect((await startOf(window)).head).not.toHaveProperty('isKept');
  await window.close();

  await start(directory);
  const moved = `${directory}-moved`;
  await cp(directory, moved, { recursive: true, preserveTimestamps: true });
  expect((await start(moved)).head.isKept).toBeUndefined();

  const other = await made();
  await copyFile(keptStartPath(directory), keptStartPath(other));
  expect((await start(other)).head.isKept).toBeUndefined();
});

test('a catalog that was put back with another time is another catalog', async () => {
  const directory = await made();
  await start(directory);
  await utimes(join(directory, 'catalog.sqlite'), new Date(), new Date(Date.now() - 5_000));
  expect((await start(directory)).head.isKept).toBeUndefined();
});

test('any damage of the file leads to the answer of the library', async () => {
  const directory = await made();
  await start(directory);
  const whole = await readFile(keptStartPath(directory));
  const untouched = await tempFolder();
  await cp(directory, untouched, { recursive: true, preserveTimestamps: true });
  const damages = fc.oneof(
    fc.record({ at: fc.nat(whole.length - 1), bit: fc.nat(7) }).map(({ at, bit }) => {
      const bytes = Buffer.from(whole);
      bytes[at] = (bytes[at] ?? 0) ^ (1 << bit);
      return bytes;
    }),
    fc.nat(whole.length - 1).map((length) => whole.subarray(0, length)),
    fc.uint8Array({ minLength: 1, maxLength: 40 }).map((more) => Buffer.concat([whole, more])),
  );
  await fc.assert(
    fc.asyncProperty(damages, async (bytes) => {
      for (const name of ['catalog.sqlite', 'library.json', 'seal.sqlite'])
        await cp(join(untouched, name), join(directory, name), { preserveTimestamps: true });
      await writeFile(keptStartPath(directory), bytes);
      const { head, total } = await start(directory);
      expect(head.isKept).toBeUndefined();
      expect(total).toBe(12);
    }),
    { numRuns: 12 },
  );
});

test('when the library cannot be opened after all, the page is told to load again, once', async () => {
  const directory = await made();
  await start(directory);
  const catalog = join(directory, 'catalog.sqlite');
  const host = await openHost({ directory, door: 'browser', page: staticPage(join(directory, 'no-page')) });
  try {
    expect((await startOf(host)).head.isKept).toBe(true);
    // The damage comes after the head was looked at.
    const bytes = await readFile(catalog);
    await writeFile(catalog, bytes.fill(0x55, 4096));
    await host.opened;
    expect(host.lost()?.code).toBe('library-damaged');
    expect(await firstEvent(host)).toEqual({ type: 'replaced' });
    expect(await firstEvent(host)).toBeNull();
  } finally {
    await host.close();
  }
});

/** The first event of a stream; null when there is none at once. */
async function firstEvent(host: LibraryHost): Promise<AppEvent | null> {
  const controller = new AbortController();
  const { body } = await host.fetch(new Request('http://127.0.0.1/api/events', { signal: controller.signal }));
  const reader = body?.getReader();
  let text = '';
  for (let piece = 0; piece < 2 && !text.includes('data:'); piece++) {
    const read = await Promise.race([reader?.read(), new Promise<null>((resolve) => setTimeout(resolve, 300, null))]);
    if (!read) break;
    text += new TextDecoder().decode(read.value);
  }
  controller.abort();
  const data = /data: (.*)/.exec(text)?.[1];
  return data === undefined ? null : (JSON.parse(data) as AppEvent);
}
