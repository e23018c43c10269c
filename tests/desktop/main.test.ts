/**
 * The built entry of the window, run by Node.js with a stand-in for Electron: its parts are connected and the bundled
 * threads start.
 */
import { once } from 'node:events';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { bringUpToDate } from '../../build/page.ts';
import { type Archive, makeArchive } from '../app/archive.ts';
import { post } from '../app/opened.ts';
import { type Started, startProgram } from './started.ts';

vi.setConfig({ testTimeout: 60_000, hookTimeout: 180_000 });

const ROOT = join(import.meta.dirname, '../..');

let archive: Archive;
let library: string;
let program: Started;

beforeAll(async () => {
  expect(await bringUpToDate()).toBe(true);
  archive = await makeArchive();
  library = join(archive.root, 'library');
  program = await startProgram(archive.root, ['--library', library, '--', archive.folder]);
});
afterAll(async () => {
  program?.child.kill();
  await archive?.remove();
});

test('everything is in place before the page is loaded', () => {
  expect(program.ready.slice(0, 3)).toEqual(['sandbox', 'scheme', `path userData ${join(library, 'window')}`]);
  expect(program.ready.filter((name) => name.startsWith('afterimage:'))).toEqual([
    'afterimage:choose-sources',
    'afterimage:choose-folder',
    'afterimage:choose-backup',
    'afterimage:reveal-file',
    'afterimage:reveal-export',
    'afterimage:reveal-log',
    'afterimage:start-drag',
    'afterimage:new-window',
  ]);
  expect(program.ready).toContain('menu 5');
  expect(program.ready.find((name) => name.startsWith('window'))).toBe(
    `window #151517 ${join(ROOT, 'out/preload/preload.cjs')}`,
  );
});

test('with the sandbox switched off, the window does not request it', async () => {
  const other = await startProgram(archive.root, ['--no-sandbox', '--library', join(archive.root, 'other')]);
  other.child.kill();
  expect(other.ready).not.toContain('sandbox');
});

test('the page and the API answer, and the paths of the command line are imported', async () => {
  expect((await program.ask('/')).json.text).toContain('<div id="root">');
  await expect
    .poll(async () => (await program.ask('/api/library')).json, { timeout: 30_000 })
    .toMatchObject({ door: 'desktop', path: library, total: 2 });
});

test('a file opened by the system is imported too', async () => {
  program.emit('open-file', { preventDefault: null }, archive.zip);
  await expect.poll(async () => (await program.ask('/api/library')).json.total, { timeout: 30_000 }).toBe(4);
});

test('a changed theme reaches the menu and the colours', async () => {
  expect((await program.ask('/api/settings', post({ theme: 'light', language: 'ja' }, 'PATCH'))).json).toMatchObject({
    theme: 'light',
    language: 'ja',
  });
});

test('quitting closes the library first', async () => {
  const exit = once(program.child, 'exit');
  program.emit('window-all-closed');
  expect((await exit)[0]).toBe(0);
});

test('on macOS the program runs without windows, and its icon or an opened file opens one', async () => {
  const mac = await startProgram(archive.root, ['--library', join(archive.root, 'mac-library')], 'darwin');
  const windows = async (): Promise<number> => (await mac.done()).filter((name) => name.startsWith('window ')).length;
  await expect.poll(windows).toBe(1);
  expect(await mac.done()).toContain('dock New window');
  mac.emit('activate');
  expect(await windows()).toBe(1);

  mac.emit('close-windows');
  mac.emit('window-all-closed');
  expect((await mac.ask('/api/library')).status).toBe(200);
  mac.emit('activate');
  await expect.poll(windows).toBe(2);

  mac.emit('close-windows');
  mac.emit('window-all-closed');
  mac.emit('open-file', { preventDefault: null }, archive.folder);
  await expect.poll(windows).toBe(3);
  await expect.poll(async () => (await mac.ask('/api/library')).json.total, { timeout: 30_000 }).toBe(2);
  await expect.poll(() => mac.done(), { timeout: 10_000 }).toContain(`recent ${archive.folder}`);
  const exit = once(mac.child, 'exit');
  mac.emit('quit-wished');
  expect((await exit)[0]).toBe(0);
});
