/** `previews` where the disk becomes full: what it says is what is kept. */
import { appendFile, cp, mkdir, mkdtemp, rm, stat, truncate } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { PreviewReport } from '../../src-main/contract/archive/report.ts';
import { makeSmallLibrary } from '../e2e/small-archive.ts';
import { mountSmallDisk, unmount } from './as-person.ts';
import { run } from './run.ts';

vi.setConfig({ testTimeout: 240_000, hookTimeout: 240_000 });

let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'afterimage-test-'));
  await makeSmallLibrary(folder);
});
const disks: string[] = [];
afterAll(async () => {
  disks.forEach(unmount);
  await rm(folder, { recursive: true, force: true });
});

/** Writes a file until the disk is full. */
async function fill(file: string): Promise<void> {
  for (let piece = 1 << 20; piece >= 4096; piece >>= 1) {
    for (let isRoom = true; isRoom; ) {
      isRoom = await appendFile(file, Buffer.alloc(piece)).then(
        () => true,
        () => false,
      );
    }
  }
}

/** How many posters a library keeps. */
function kept(library: string): number {
  const db = new Database(join(library, 'previews', 'previews.sqlite'), { readonly: true });
  const number = db.prepare(`SELECT count(*) FROM preview WHERE kind = 'poster' AND size > 0`).pluck().get() as number;
  db.close();
  return number;
}

test.each([400, 200])('%i KB of room', async (room) => {
  const disk = join(folder, `disk-${room}`);
  await mkdir(disk);
  if (!mountSmallDisk(disk, '12m')) return;
  disks.push(disk);
  const library = join(disk, 'library');
  await cp(join(folder, 'library'), library, { recursive: true });
  await rm(join(library, 'previews'), { recursive: true, force: true });
  await fill(join(disk, 'filler'));
  await truncate(join(disk, 'filler'), (await stat(join(disk, 'filler'))).size - room * 1024);

  const { code, out, err } = await run('--library', library, '--json', 'previews');
  expect(code).toBe(1);
  expect(err).not.toContain('Something went wrong');
  const report = PreviewReport.parse(JSON.parse(out));
  expect(report.failed).toHaveLength(1);
  expect(report.failed[0]?.message).toMatch(/^The disk that holds the library is full: /);
  await rm(join(disk, 'filler'));
  expect(report.made).toBe(kept(library));
  const rest = PreviewReport.parse(JSON.parse((await run('--library', library, '--json', 'previews')).out));
  expect(report.made + rest.made).toBe(15);
});
