/**
 * Threads and programs die at random moments of a busy library: nothing waits for ever, and what was answered as saved
 * is there.
 */
import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { expect, test, vi } from 'vitest';
import type { Library } from '../../src-main/app/library/library.ts';
import { openLibrary } from '../../src-main/app/library/open-library.ts';
import { hasEnded } from '../../src-main/contract/library/job.ts';
import { randomFrom } from '../catalog/seed.ts';
import { exportRecord, generationsJson } from '../fixtures/sora-export.ts';
import { tempFolder, writeFiles } from '../fixtures/temp.ts';
import { makeClips } from './many-clips.ts';
import { ffmpegPids } from './processes.ts';
import { kill, running } from './workers.ts';

vi.setConfig({ testTimeout: 240_000 });

const KILLS = 20;
/** Deaths while one library is open: a third one of the writer within a minute ends its service. */
const KILLS_A_ROUND = 2;
const RECORDS = 400;
const CLIPS = 8;
/** Nothing that is asked may take longer, in ms. */
const BOUND = 20_000;

const FOUND = ['is:favorite', 'a*', '(a* OR o*) -zz', 'has:file', ''];
const KINDS = ['poster', 'filmstrip', 'proxy'] as const;

async function within<T>(what: string, promise: Promise<T>, ms = BOUND): Promise<T> {
  const late = Symbol('late');
  const outcome = await Promise.race([promise, wait(ms, late, { ref: false })]);
  if (outcome === late) throw new Error(`${what} took more than ${ms} ms.`);
  return outcome as T;
}

/** Asks again and again until told to stop; whatever fails must fail with a sentence. */
async function busy(what: string, goesOn: () => boolean, step: () => Promise<void>): Promise<void> {
  while (goesOn()) {
    await within(what, step()).catch((cause: Error & { code?: string }) => {
      if (!['edit-unconfirmed', 'thread-ended', 'library-unwritable'].includes(String(cause.code))) throw cause;
    });
    await wait(1);
  }
}

/** Kills it, as soon as it is there; resolves to how many of it there were. */
async function killAtOnce(victim: string): Promise<number> {
  const found = (): number => (victim === 'ffmpeg' ? ffmpegPids(process.pid).length : running(victim));
  await vi.waitUntil(() => found() > 0, { timeout: BOUND, interval: 2 });
  if (victim !== 'ffmpeg') return kill(victim);
  const pids = ffmpegPids(process.pid);
  for (const pid of pids) process.kill(pid, 'SIGKILL');
  return pids.length;
}

async function writeRecords(folder: string, round: number): Promise<void> {
  const records = Array.from({ length: RECORDS }, (_, at) => exportRecord(round * RECORDS + at));
  await writeFiles(folder, { 'generations.json': generationsJson(records) });
}

/** A library under load; `rowids` is every item that is known to be there. */
function underLoad(library: Library, rowids: readonly number[], saved: Set<number>, random: () => number) {
  let isOver = false;
  let confirmed = 0;
  const goesOn = (): boolean => !isOver;
  const any = <T>(from: readonly T[]): T => from[Math.floor(random() * from.length)] as T;
  const edits = busy('an edit', goesOn, async () => {
    const rowid = any(rowids);
    await library.edits.edit({
      selection: { type: 'rowids', rowids: [rowid] },
      change: { set: 'favorite', favorite: true },
    });
    saved.add(rowid);
    confirmed += 1;
  });
  const searches = busy('a search', goesOn, async () => {
    await Promise.all([library.reads.rowids(any(FOUND)), library.reads.sidebar(any(FOUND))]);
  });
  const posters = busy('previews', goesOn, async () => {
    const clips = [...(await library.reads.rowids('has:file'))];
    await Promise.all(clips.slice(0, 4).map(() => library.previews.get(any(clips), any(KINDS), 0)));
  });
  return {
    /** Resolves when this load has confirmed an edit: on a busy computer, threads could die before the first one. */
    hasEdited: () => vi.waitUntil(() => confirmed > 0, { timeout: BOUND }),
    async ends() {
      isOver = true;
      await Promise.all([edits, searches, posters]);
    },
  };
}

test.each(['writer-worker', 'reader-worker', 'import-worker', 'preview-worker', 'ffmpeg'])('%s', async (victim) => {
  const random = randomFrom(11);
  const root = await tempFolder();
  const directory = join(root, 'library');
  const clips = join(root, 'clips');
  await mkdir(clips);
  await makeClips(clips, CLIPS, 1);
  const saved = new Set<number>();
  const folders = [clips, join(root, 'records-0')];
  await writeRecords(join(root, 'records-0'), 0);
  const first = await openLibrary({ directory, backgroundPreviews: false });
  await first.jobs.finished((await first.jobs.import(folders)).id);
  await first.close();
  let kills = 0;
  for (let round = 1; kills < KILLS; round++) {
    const folder = join(root, `records-${round}`);
    await writeRecords(folder, round);
    folders.push(folder);
    await rm(join(directory, 'previews'), { recursive: true, force: true });
    const library = await within('opening', openLibrary({ directory, backgroundPreviews: round % 2 === 1 }));
    const rowids = [...(await library.reads.rowids(''))];
    const load = underLoad(library, rowids, saved, random);
    await load.hasEdited();
    const begun: string[] = [];
    for (let n = 0; n < KILLS_A_ROUND; n++) {
      begun.push((await library.jobs.import(folders)).id);
      await wait(random() * 150);
      kills += await killAtOnce(victim);
    }
    await load.ends();
    for (const id of begun) expect(hasEnded(await within('an import', library.jobs.finished(id)))).toBe(true);
    await within('closing', library.close(), 5_000);
  }
  await expect.poll(() => ffmpegPids(process.pid), { timeout: 1_000, interval: 10 }).toEqual([]);

  const library = await within('opening', openLibrary({ directory, backgroundPreviews: false }));
  const favourites = new Set(await library.reads.rowids('is:favorite'));
  expect([...saved].filter((rowid) => !favourites.has(rowid))).toEqual([]);
  expect(saved.size).toBeGreaterThan(0);
  const job = await library.jobs.finished((await library.jobs.import(folders)).id);
  expect(job.state).toBe('done');
  expect(await library.reads.total()).toBe((folders.length - 1) * RECORDS + CLIPS);
  const [clip = 0] = await library.reads.rowids('has:file');
  expect(await library.previews.get(clip, 'poster', 0)).not.toBeNull();
  await within('closing', library.close(), 5_000);
});
