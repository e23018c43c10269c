/** The bridge in the main process: the page's calls, with checked arguments, against a real library. */
import { existsSync } from 'node:fs';
import { rm, stat, unlink } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { NativeImage } from 'electron';
import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import type { StoredFile } from '../../src-main/catalog/reads/items/stored-file.ts';
import { textsFor } from '../../src-main/desktop/menu/texts.ts';
import { serveBridge } from '../../src-main/desktop/running/bridge.ts';
import { CHANNELS } from '../../src-main/desktop/running/channels.ts';
import { originalsOf } from '../../src-main/desktop/windows/drag-out.ts';
import { logOf } from '../../src-main/storage/log.ts';
import { BOATS, DRAGON, TRAM } from '../app/archive.ts';
import { runExport } from '../app/export/exported.ts';
import { type Opened, openWithArchive } from '../app/opened.ts';
import { Contents, FakeWindow, ipcEvent } from './stand-ins.ts';

vi.setConfig({ testTimeout: 60_000 });

type Handler = (event: unknown, ...args: unknown[]) => unknown;

let opened: Opened;
const handlers = new Map<string, Handler>();
const revealed: string[] = [];
const asked: { properties: readonly string[]; filters?: unknown }[] = [];
let answer = 0;
let windows = 0;
let platform: NodeJS.Platform = 'linux';
const page = 'app://afterimage/';

beforeAll(async () => {
  opened = await openWithArchive('desktop');
}, 60_000);
afterAll(() => opened?.close());
beforeEach(() => {
  for (const list of [revealed, asked]) list.length = 0;
  serveBridge({
    ipc: {
      handle: (name: string, handler: unknown) => void handlers.set(name, handler as Handler),
      on: (name: string, handler: unknown) => void handlers.set(name, handler as Handler),
    } as never,
    dialog: {
      showMessageBox: async () => ({ response: answer, checkboxChecked: false }),
      showOpenDialog: async (_window: unknown, options: { properties: string[] }) => {
        asked.push(options);
        return { canceled: false, filePaths: ['/chosen'] };
      },
    } as never,
    shell: { showItemInFolder: (path) => void revealed.push(path) },
    dragIcon: async () => ({}) as NativeImage,
    library: opened.library,
    windowOf: () => new FakeWindow().as(),
    newWindow: () => {
      windows += 1;
    },
    texts: () => textsFor(['en']),
    platform,
  });
});

const call = async (channel: string, url: string, inner: boolean, ...args: unknown[]): Promise<unknown> =>
  handlers.get(channel)?.(ipcEvent(url, new Contents(), inner), ...args);

async function fileOf(id: string): Promise<{ fileId: number; path: string }> {
  const file = (await opened.library.reads.show(id))?.files[0];
  if (!file) throw new Error(`No file of ${id}.`);
  return file;
}

test.each([
  ['another origin', 'https://evil.example/', false],
  ['another host of the scheme', 'app://evil/', false],
  ['a frame inside the page', page, true],
])('a call from %s is refused', async (_name, url, inner) => {
  await expect(call(CHANNELS.chooseSources, url, inner)).rejects.toThrow('Only the page itself');
  await expect(call(CHANNELS.chooseFolder, url, inner)).rejects.toThrow('Only the page itself');
  await expect(call(CHANNELS.chooseBackup, url, inner)).rejects.toThrow('Only the page itself');
  await expect(call(CHANNELS.revealFile, url, inner, 1)).rejects.toThrow('Only the page itself');
});

test.each([
  ['a path', '/etc/passwd'],
  ['a float', 1.5],
  ['nothing', undefined],
  ['an object', {}],
  ['a negative number', -1],
])('showing %s instead of a file number is refused', async (_name, argument) => {
  await expect(call(CHANNELS.revealFile, page, false, argument)).rejects.toThrow();
  expect(revealed).toEqual([]);
});

test('a file is shown in its folder while it is there', async () => {
  const { fileId, path } = await fileOf(DRAGON);
  expect(await call(CHANNELS.revealFile, page, false, fileId)).toBe(true);
  expect(revealed).toEqual([path]);
  expect(await call(CHANNELS.revealFile, page, false, 999_999)).toBe(false);
});

test('only the folder of an export is shown', async () => {
  const directory = join(opened.archive.root, 'exported');
  const { id } = await runExport(opened.library, { directory, as: 'json' });
  expect(await call(CHANNELS.revealExport, page, false, id)).toBe(true);
  expect(revealed).toEqual([directory]);
  for (const other of ['', 'nothing', '/etc'])
    expect(await call(CHANNELS.revealExport, page, false, other)).toBe(false);
  await expect(call(CHANNELS.revealExport, page, false, 7)).rejects.toThrow();
  await expect(call(CHANNELS.revealExport, 'https://evil.example/', false, id)).rejects.toThrow('Only the page itself');
  await rm(directory, { recursive: true });
  expect(await call(CHANNELS.revealExport, page, false, id)).toBe(false);
  expect(revealed).toEqual([directory]);
});

/** Drags these generations. Returns the answer to the page and the files that the system receives. */
async function drag(rowids: unknown): Promise<{ readonly outcome: unknown; readonly files: readonly string[] }> {
  const contents = new Contents();
  const outcome = await handlers.get(CHANNELS.startDrag)?.(ipcEvent(page, contents), rowids);
  return { outcome, files: contents.dragged.flatMap(({ files }) => files) };
}

const rowidOf = async (id: string): Promise<number> => {
  const [rowid] = await opened.library.reads.rowids(`id:${id}`);
  if (rowid === undefined) throw new Error(`No generation ${id}.`);
  return rowid;
};

test('originals are dragged out together; those inside a zip are unpacked into the library first', async () => {
  const { path } = await fileOf(DRAGON);
  const rowids = await Promise.all([DRAGON, TRAM, BOATS].map(rowidOf));
  expect(await drag([rowids[0]])).toEqual({ outcome: { state: 'dragged', leftOut: 0 }, files: [path] });
  const { outcome, files } = await drag(rowids);
  expect(outcome).toEqual({ state: 'dragged', leftOut: 0 });
  expect(files).toHaveLength(3);
  expect(files.map((file) => basename(file))).toEqual([`${DRAGON}.mp4`, `${TRAM}.mp4`, `${BOATS}.mp4`]);
  expect(files[0]).toBe(path);
  const sizes = await Promise.all(files.map(async (file) => (await stat(file)).size));
  expect(sizes).toEqual([opened.archive.clip.length, opened.archive.clip.length, opened.archive.clip.length + 4096]);
});

test('generations without a file are left out and counted', async () => {
  const all = [...(await opened.library.reads.rowids(''))];
  const { outcome, files } = await drag([...all, 999_999]);
  expect(outcome).toEqual({ state: 'dragged', leftOut: 2 });
  expect(files).toHaveLength(3);
  const [prompt] = await opened.library.reads.rowids('state:prompt-only');
  expect(await drag([prompt])).toEqual({ outcome: { state: 'nothing', leftOut: 1 }, files: [] });
});

test.each([
  ['a number', 1],
  ['nothing at all', []],
  ['paths', ['/etc/passwd']],
  ['more than a drag takes', Array.from({ length: 201 }, (_, index) => index)],
])('dragging %s is refused', async (_name, rowids) => {
  await expect(drag(rowids)).rejects.toThrow();
});

test('a drag that would unpack too much unpacks nothing', async () => {
  const large = { ...(await opened.library.reads.mainFile(await rowidOf(TRAM))), size: 1_500_000_000 } as StoredFile;
  const asked: number[] = [];
  const library = {
    path: opened.library.path,
    reads: { ...opened.library.reads, mainFile: async () => large },
    previews: { ...opened.library.previews, extracted: async (fileId: number) => String(asked.push(fileId)) },
  };
  expect(await originalsOf([1, 2], library)).toEqual({ paths: [], outcome: { state: 'too-large', leftOut: 2 } });
  expect(asked).toEqual([]);
});

test('only the application’s own page can open another window', async () => {
  handlers.get(CHANNELS.newWindow)?.(ipcEvent(page, new Contents()));
  expect(windows).toBe(1);
  expect(() => handlers.get(CHANNELS.newWindow)?.(ipcEvent('https://evil.example/', new Contents()))).toThrow(
    'Only the page itself',
  );
  expect(windows).toBe(1);
});

test('a missing file is neither shown nor dragged', async () => {
  const { fileId, path } = await fileOf(DRAGON);
  const rowid = await rowidOf(DRAGON);
  await unlink(path);
  expect(await call(CHANNELS.revealFile, page, false, fileId)).toBe(false);
  expect(await drag([rowid])).toEqual({ outcome: { state: 'nothing', leftOut: 1 }, files: [] });
});

test('outside macOS a question comes first: choose folders or zips', async () => {
  answer = 1;
  expect(await call(CHANNELS.chooseSources, page, false)).toEqual(['/chosen']);
  expect(asked.at(-1)?.properties).toEqual(['openDirectory', 'multiSelections']);
  answer = 0;
  await call(CHANNELS.chooseSources, page, false);
  expect(asked.at(-1)).toMatchObject({
    properties: ['openFile', 'multiSelections'],
    filters: [{ extensions: ['zip', '001'] }],
  });
  answer = 2;
  expect(await call(CHANNELS.chooseSources, page, false)).toEqual([]);
  platform = 'darwin';
});

test('the folder dialog chooses one folder and can make a new one', async () => {
  expect(await call(CHANNELS.chooseFolder, page, false)).toBe('/chosen');
  expect(asked.at(-1)?.properties).toEqual(['openDirectory', 'createDirectory']);
});

test('the backup dialog chooses one backup or snapshot', async () => {
  expect(await call(CHANNELS.chooseBackup, page, false)).toBe('/chosen');
  expect(asked.at(-1)).toMatchObject({ properties: ['openFile'], filters: [{ extensions: ['zip', 'sqlite'] }] });
});

test('on macOS one dialog chooses folders and zips', async () => {
  await call(CHANNELS.chooseSources, page, false);
  expect(asked.at(-1)?.properties).toEqual(['openFile', 'openDirectory', 'multiSelections']);
});

test('the log is shown in its folder, and only the application’s own page can ask for it', async () => {
  const { file } = logOf(opened.library.path);
  await vi.waitUntil(() => existsSync(file));
  expect(await call(CHANNELS.revealLog, page, false)).toBe(true);
  expect(revealed.at(-1)).toBe(file);
  await expect(call(CHANNELS.revealLog, page, false, '/etc/passwd')).rejects.toThrow();
  await expect(call(CHANNELS.revealLog, 'https://evil.example/', false)).rejects.toThrow('Only the page itself');
});
