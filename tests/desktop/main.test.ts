/** The built window's entry, run by Node.js with a module in Electron's place: the pieces are wired, the bundled threads start. */
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { bringUpToDate } from '../../build/page.ts';
import { type Archive, makeArchive } from '../app/archive.ts';
import { post } from '../app/opened.ts';
import type { Message, Question } from './electron-stand-in.ts';

vi.setConfig({ testTimeout: 60_000, hookTimeout: 180_000 });

const ROOT = join(import.meta.dirname, '../..');
const STAND_IN = JSON.stringify(new URL('./electron-stand-in.ts', import.meta.url).href);
const HOOK = `import { registerHooks } from 'node:module';
registerHooks({ resolve: (name, context, next) => name === 'electron' ? { url: ${STAND_IN}, shortCircuit: true } : next(name, context) });`;

let archive: Archive;
let library: string;
let child: ChildProcess;
let ready: readonly string[];

beforeAll(async () => {
  expect(await bringUpToDate()).toBe(true);
  archive = await makeArchive();
  library = join(archive.root, 'library');
  child = fork(join(ROOT, 'out/main/main.js'), ['--library', library, '--', archive.folder], {
    // As Electron would: the program's own folder is the first word.
    execArgv: ['--import', `data:text/javascript,${encodeURIComponent(HOOK)}`],
    env: { ...process.env, STAND_IN_PROFILE: archive.root },
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  const [message] = (await once(child, 'message')) as [{ ready: readonly string[] }];
  ready = message.ready;
});
afterAll(async () => {
  child?.kill();
  await archive?.remove();
});

async function ask(path: string, init?: RequestInit): Promise<{ status: number; json: Record<string, unknown> }> {
  child.send({ path, ...(init ? { init } : {}) } satisfies Question);
  const [message] = (await once(child, 'message')) as [Extract<Message, { status: number }>];
  return { status: message.status, json: message.text.startsWith('{') ? JSON.parse(message.text) : { text: message.text } };
}

test('everything is in place before the page is loaded', () => {
  expect(ready.slice(0, 3)).toEqual(['sandbox', 'scheme', `path userData ${join(library, 'window')}`]);
  expect(ready.filter((name) => name.startsWith('afterimage:'))).toEqual([
    'afterimage:choose-sources',
    'afterimage:choose-folder',
    'afterimage:reveal-file',
    'afterimage:start-drag',
    'afterimage:new-window',
  ]);
  expect(ready).toContain('menu 5');
  expect(ready.find((name) => name.startsWith('window'))).toBe(`window #151517 ${join(ROOT, 'out/preload/preload.cjs')}`);
});

test('the page and its library are answered, and what it was started with is imported', async () => {
  expect((await ask('/')).json.text).toContain('<div id="root">');
  await expect
    .poll(async () => (await ask('/api/library')).json, { timeout: 30_000 })
    .toMatchObject({ door: 'desktop', path: library, total: 2 });
});

test('a file opened by the system is imported too', async () => {
  child.send({ emit: ['open-file', { preventDefault: null }, archive.zip] } satisfies Question);
  await expect.poll(async () => (await ask('/api/library')).json.total, { timeout: 30_000 }).toBe(4);
});

test('a changed theme reaches the menu and the colours', async () => {
  expect((await ask('/api/settings', post({ theme: 'light', language: 'ja' }, 'PATCH'))).json).toMatchObject({
    theme: 'light',
    language: 'ja',
  });
});

test('quitting closes the library first', async () => {
  const exit = once(child, 'exit');
  child.send({ emit: ['window-all-closed'] } satisfies Question);
  expect((await exit)[0]).toBe(0);
});
