/** A process is known by its number and its beginning: numbers are given out again. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, readdir, utimes } from 'node:fs/promises';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { expect, onTestFinished, test, vi } from 'vitest';
import { unpackedFolder } from '../../src-main/app/library/library-folder.ts';
import { openLibrary } from '../../src-main/app/library/open-library.ts';
import { CATALOG_FILE } from '../../src-main/catalog/connection.ts';
import { beginningOf, stillRuns } from '../../src-main/threads/process-ran.ts';
import { tempFolder } from '../fixtures/temp.ts';

vi.setConfig({ testTimeout: 60_000 });

const HOUR_MS = 3_600_000;

/** A process that runs until the test is over. */
async function running(): Promise<number> {
  const child = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1e6)'], { stdio: 'ignore' });
  onTestFinished(() => void child.kill('SIGKILL'));
  await once(child, 'spawn');
  return child.pid as number;
}

test('the start time of a running process is known, and an ended process has none', async () => {
  const pid = await running();
  const now = Date.now();
  expect(Math.abs((beginningOf(pid) ?? 0) - now)).toBeLessThan(5_000);
  expect([stillRuns(pid, now), stillRuns(pid, now - HOUR_MS)]).toEqual([true, false]);
  process.kill(pid, 'SIGKILL');
  await vi.waitUntil(() => !stillRuns(pid, now), { timeout: 10_000 });
});

test.skipIf(process.platform === 'win32')('the program ps tells the same', async () => {
  const pid = await running();
  const told = beginningOf(pid, 'darwin');
  // Where the system has no such program nothing is known.
  if (told !== null) expect(Math.abs(told - (beginningOf(pid) ?? 0))).toBeLessThan(5_000);
});

test('imports and unpacked files of an ended process are recognised, also when another process has the same id', async () => {
  const directory = join(await tempFolder(), 'library');
  const first = await openLibrary({ directory, backgroundPreviews: false });
  const [pid, now] = [await running(), Date.now()];
  const db = new Database(join(directory, CATALOG_FILE));
  const begin = db.prepare(`INSERT INTO import (started_ms, paths, pid) VALUES (?, '[]', ?)`);
  for (const started of [now - HOUR_MS, now]) begin.run(started, pid);
  db.close();
  await first.close();
  const folder = join(unpackedFolder(directory), String(pid));
  await mkdir(folder, { recursive: true });
  const outcomes = async (): Promise<unknown> => {
    const library = await openLibrary({ directory, backgroundPreviews: false });
    const imports = await library.reads.imports();
    await library.close();
    return imports.map(({ outcome }) => outcome);
  };
  expect(await outcomes()).toEqual(['running', 'interrupted']);
  expect(await readdir(unpackedFolder(directory))).toContain(String(pid));
  await utimes(folder, new Date(now - HOUR_MS), new Date(now - HOUR_MS));
  await outcomes();
  expect(await readdir(unpackedFolder(directory))).not.toContain(String(pid));
});
