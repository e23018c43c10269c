/** Quitting takes only seconds during any work, leaves no process running, and the library opens undamaged. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, open as openFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import Database from 'better-sqlite3';
import { expect, onTestFinished, test, vi } from 'vitest';
import type { Library } from '../../src-main/app/library/library.ts';
import { openLibrary } from '../../src-main/app/library/open-library.ts';
import { CATALOG_FILE } from '../../src-main/catalog/connection.ts';
import { CLI } from '../cli/run.ts';
import { exportRecord, generationsJson } from '../fixtures/sora-export.ts';
import { tempFolder, writeFiles } from '../fixtures/temp.ts';
import { makeClips } from './many-clips.ts';
import { ffmpegPids, ffmpegsOf } from './processes.ts';
import { kill, started } from './workers.ts';

vi.setConfig({ testTimeout: 120_000 });

const MOST_MS = 5_000;

interface Stage {
  readonly directory: string;
  readonly clips: string;
  readonly library: Library;
}

/** A library with a few clips. */
async function stage(count: number, seconds: number, backgroundPreviews = false): Promise<Stage> {
  const root = await tempFolder();
  const clips = join(root, 'clips');
  await mkdir(clips);
  await makeClips(clips, count, seconds);
  const directory = join(root, 'library');
  const library = await openLibrary({ directory, backgroundPreviews });
  await library.jobs.finished((await library.jobs.import([clips])).id);
  return { directory, clips, library };
}

/** Closes the library and checks that it is undamaged and that no process is left. */
async function quits({ directory, library }: Pick<Stage, 'directory' | 'library'>): Promise<void> {
  const begun = performance.now();
  await library.close();
  expect(performance.now() - begun).toBeLessThan(MOST_MS);
  // A killed process is listed for a moment longer; on a busy computer for more than a second.
  await expect.poll(() => ffmpegPids(process.pid), { timeout: 5_000, interval: 10 }).toEqual([]);
  expect(library.jobs.list().filter(({ state }) => state === 'running' || state === 'waiting')).toEqual([]);
  const db = new Database(join(directory, CATALOG_FILE));
  expect(db.pragma('integrity_check', { simple: true })).toBe('ok');
  db.close();
}

async function manyRecords(count: number): Promise<string> {
  const folder = await tempFolder();
  await writeFiles(folder, {
    'generations.json': generationsJson(Array.from({ length: count }, (_, at) => exportRecord(at))),
  });
  return folder;
}

const begins = (library: Library, id: string): Promise<unknown> =>
  vi.waitUntil(() => (library.jobs.get(id)?.progress?.done ?? 0) > 0, { timeout: 30_000, interval: 2 });

test('during the import of records, with another import waiting', async () => {
  const staged = await stage(1, 1);
  const { id } = await staged.library.jobs.import([await manyRecords(20_000)]);
  await staged.library.jobs.import([staged.clips]);
  await begins(staged.library, id);
  await quits(staged);
});

test('during the hashing of a huge file', async () => {
  const staged = await stage(1, 1);
  const folder = await tempFolder();
  const huge = await openFile(join(folder, 'huge.mp4'), 'w');
  await huge.truncate(20 * 1024 ** 3);
  await huge.close();
  const { id } = await staged.library.jobs.import([folder]);
  await vi.waitUntil(() => staged.library.jobs.get(id)?.progress?.phase === 'fixity', { timeout: 30_000, interval: 5 });
  await quits(staged);
});

test('during the making of posters and proxies, on screen and in the background', async () => {
  const staged = await stage(24, 8, true);
  const rowids = await staged.library.reads.rowids('');
  const asked = [...rowids].flatMap((rowid) => [
    staged.library.previews.get(rowid, 'poster', 0),
    staged.library.previews.get(rowid, 'proxy', 0),
  ]);
  const answered = Promise.allSettled(asked);
  await vi.waitUntil(() => ffmpegsOf(process.pid) > 0, { timeout: 20_000, interval: 2 });
  await quits(staged);
  await answered;
});

test.runIf(process.platform === 'linux')('while ffmpeg hangs', async () => {
  const staged = await stage(4, 8);
  const [rowid = 0] = await staged.library.reads.rowids('');
  const asked = staged.library.previews.get(rowid, 'proxy', 0).catch(() => null);
  await vi.waitUntil(() => ffmpegsOf(process.pid) > 0, { timeout: 20_000, interval: 2 });
  for (const pid of ffmpegPids(process.pid)) process.kill(pid, 'SIGSTOP');
  await quits(staged);
  expect(await asked).toBeNull();
});

test('during the making of the sample archive', async () => {
  const staged = await stage(1, 1);
  await staged.library.jobs.sample();
  await vi.waitUntil(() => ffmpegsOf(process.pid) > 0, { timeout: 20_000, interval: 5 });
  await quits(staged);
});

test('during the rescan of a watched folder', async () => {
  const staged = await stage(3, 1, true);
  const many = await manyRecords(10_000);
  await staged.library.jobs.finished((await staged.library.jobs.import([many])).id);
  const sources = await staged.library.reads.sources();
  for (const { id } of sources) await staged.library.sources.change(id, { watched: true });
  await wait(300);
  await writeFiles(many, {
    'more/generations.json': generationsJson(Array.from({ length: 9_000 }, (_, at) => exportRecord(20_000 + at))),
  });
  await vi.waitUntil(() => staged.library.jobs.list().some(({ state }) => state === 'running'), {
    timeout: 60_000,
    interval: 5,
  });
  await quits(staged);
});

test.each(['writer-worker', 'import-worker', 'reader-worker', 'preview-worker'])(
  'just after the %s died while all kinds of work were running',
  async (name) => {
    const staged = await stage(4, 8);
    const rowids = await staged.library.reads.rowids('');
    const asked = Promise.allSettled([...rowids].map((rowid) => staged.library.previews.get(rowid, 'proxy', 0)));
    const { id } = await staged.library.jobs.import([await manyRecords(10_000)]);
    await begins(staged.library, id);
    await started(name);
    void kill(name);
    await quits(staged);
    await asked;
  },
);

test.runIf(process.platform === 'linux')(
  'the server ends at a signal with all of that under way, and so do its programs',
  async () => {
    const { directory, library, clips } = await stage(12, 8);
    await library.close();
    const child = spawn(process.execPath, [CLI, '--library', directory, 'serve', '--port', '0'], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    onTestFinished(() => void child.kill('SIGKILL'));
    const url = await printed(child.stdout);
    const welcome = await fetch(url, { redirect: 'manual' });
    const headers = {
      cookie: welcome.headers.get('set-cookie')?.split(';')[0] ?? '',
      'content-type': 'application/json',
    };
    const at = (path: string): string => new URL(path, url).href;
    const { rowids } = { rowids: Array.from({ length: 6 }, (_, n) => n + 1) };
    const asked = rowids.map((rowid) => fetch(at(`/media/proxy/${rowid}`), { headers }).catch(() => null));
    const paths = [await manyRecords(20_000), clips];
    await fetch(at('/api/import'), { method: 'POST', headers, body: JSON.stringify({ paths }) });
    await vi.waitUntil(() => ffmpegsOf(child.pid ?? 0) > 0, { timeout: 20_000, interval: 5 });
    const pids = ffmpegPids(child.pid ?? 0);
    for (const pid of pids) process.kill(pid, 'SIGSTOP');
    const begun = performance.now();
    child.kill('SIGTERM');
    await once(child, 'exit');
    expect(performance.now() - begun).toBeLessThan(MOST_MS);
    await vi.waitUntil(() => !pids.some(isRunning), { timeout: 1_000 });
    await Promise.all(asked);
  },
);

const isRunning = (pid: number): boolean => {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
};

async function printed(stdout: NodeJS.ReadableStream): Promise<string> {
  let said = '';
  for await (const chunk of stdout) {
    said += String(chunk);
    const url = /http:\S+/.exec(said)?.[0];
    if (url) return url;
  }
  throw new Error(`The server ended without an address: ${said}`);
}
