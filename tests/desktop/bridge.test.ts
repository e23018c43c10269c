/** The bridge's other end: six calls from our own page, with checked arguments, against a real library. */
import { unlink } from 'node:fs/promises';
import type { NativeImage } from 'electron';
import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { serveBridge } from '../../src-main/desktop/bridge.ts';
import { CHANNELS } from '../../src-main/desktop/channels.ts';
import { textsFor } from '../../src-main/desktop/texts.ts';
import { DRAGON, TRAM } from '../app/archive.ts';
import { type Opened, openWithArchive } from '../app/opened.ts';
import { Contents, FakeWindow, ipcEvent } from './stand-ins.ts';

vi.setConfig({ testTimeout: 60_000 });

type Handler = (event: unknown, ...args: unknown[]) => unknown;

let opened: Opened;
const handlers = new Map<string, Handler>();
const revealed: string[] = [];
const asked: { properties: readonly string[]; filters?: unknown }[] = [];
let answer = 0;
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

test('an original is dragged out; one inside a zip is unpacked into the library first', async () => {
  for (const id of [DRAGON, TRAM]) {
    const { fileId } = await fileOf(id);
    const contents = new Contents();
    handlers.get(CHANNELS.startDrag)?.(ipcEvent(page, contents), fileId);
    await expect.poll(() => contents.dragged.length, { timeout: 20_000 }).toBe(1);
  }
});

test('a file that is gone is neither shown nor dragged', async () => {
  const { fileId, path } = await fileOf(DRAGON);
  await unlink(path);
  expect(await call(CHANNELS.revealFile, page, false, fileId)).toBe(false);
});

test('one dialog on macOS, a question before it elsewhere', async () => {
  answer = 1;
  expect(await call(CHANNELS.chooseSources, page, false)).toEqual(['/chosen']);
  expect(asked.at(-1)?.properties).toEqual(['openDirectory', 'multiSelections']);
  answer = 0;
  await call(CHANNELS.chooseSources, page, false);
  expect(asked.at(-1)).toMatchObject({ properties: ['openFile', 'multiSelections'], filters: [{ extensions: ['zip'] }] });
  answer = 2;
  expect(await call(CHANNELS.chooseSources, page, false)).toEqual([]);
  platform = 'darwin';
});

test('one folder is chosen to write into, and may be made on the way', async () => {
  expect(await call(CHANNELS.chooseFolder, page, false)).toBe('/chosen');
  expect(asked.at(-1)?.properties).toEqual(['openDirectory', 'createDirectory']);
});

test('on macOS folders and zips are chosen together', async () => {
  await call(CHANNELS.chooseSources, page, false);
  expect(asked.at(-1)?.properties).toEqual(['openFile', 'openDirectory', 'multiSelections']);
});
