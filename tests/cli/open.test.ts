/** `afterimage PATH`, where there is no screen: the archive is imported and served, and Ctrl-C ends it. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { cp } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { type Archive, makeArchive } from '../app/archive.ts';
import { CLI, run } from './run.ts';

vi.setConfig({ testTimeout: 180_000, hookTimeout: 60_000 });

let archive: Archive;
beforeAll(async () => {
  archive = await makeArchive();
});
afterAll(() => archive?.remove());

test('a path alone is imported and opened', async () => {
  const library = join(archive.root, 'opened');
  const { DISPLAY: _screen, WAYLAND_DISPLAY: _other, ...env } = process.env;
  const child = spawn(process.execPath, [CLI, archive.zip, '--library', library], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env,
  });
  const [line] = (await once(child.stdout, 'data')) as [Buffer];
  const url = new URL(line.toString().trim());
  const welcome = await fetch(url, { redirect: 'manual' });
  const cookie = welcome.headers.get('set-cookie')?.split(';')[0] ?? '';
  const total = async (): Promise<number> =>
    ((await (await fetch(new URL('/api/library', url), { headers: { cookie } })).json()) as { total: number }).total;
  await expect.poll(total, { timeout: 30_000 }).toBe(2);
  const exit = once(child, 'exit');
  child.kill('SIGTERM');
  expect((await exit)[0]).toBe(0);
});

test('a stopped import continues', async () => {
  const many = join(archive.root, 'many');
  await Promise.all(
    Array.from({ length: 300 }, (_, at) => cp(archive.folder, join(many, String(at)), { recursive: true })),
  );
  const library = join(archive.root, 'stopped');
  const child = spawn(process.execPath, [CLI, 'import', many, '--library', library], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const exit = once(child, 'exit') as Promise<[number | null]>;
  // Its catalog is there: it is under way, and listens.
  await expect.poll(() => existsSync(join(library, 'catalog.sqlite')), { timeout: 30_000, interval: 5 }).toBe(true);
  child.kill('SIGINT');
  const [code] = await exit;
  expect([0, 1]).toContain(code);
  const again = await run('import', many, '--json', '--library', library);
  expect(again.code).toBe(0);
  const found = await run('search', '--json', '--limit', '0', '--library', library);
  expect(JSON.parse(found.out)).toEqual({ total: 2, items: [] });
});
