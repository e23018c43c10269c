/** Killed at any moment and begun again, an import ends where an undisturbed one does. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import Database from 'better-sqlite3';
import { expect, onTestFinished, test, vi } from 'vitest';
import { openLibrary } from '../../src-main/app/library/open-library.ts';
import { CATALOG_FILE } from '../../src-main/catalog/connection.ts';
import { CLI, run } from '../cli/run.ts';
import { mp4 } from '../fixtures/media.ts';
import { exportPart, exportRecord, exportZip, generationsJson } from '../fixtures/sora-export.ts';
import { tempFolder, writeFiles } from '../fixtures/temp.ts';
import { dumpOf } from './library.ts';

const KILLS = 14;

test('a window resumes an interrupted import', async () => {
  const root = await tempFolder();
  await writeFiles(root, {
    'generations.json': generationsJson(Array.from({ length: 4000 }, (_, at) => exportRecord(at))),
  });
  const directory = join(await tempFolder(), 'library');
  const child = spawn(process.execPath, [CLI, '--library', directory, 'import', root], { stdio: 'ignore' });
  const ended = once(child, 'exit');
  await vi.waitUntil(() => partOf(directory) > 0, { timeout: 30_000, interval: 5 });
  child.kill('SIGKILL');
  await ended;
  expect(partOf(directory)).toBeLessThan(4000);

  const library = await openLibrary({ directory, backgroundPreviews: true });
  onTestFinished(() => library.close());
  await vi.waitUntil(() => library.jobs.list().length > 0, { timeout: 30_000, interval: 20 });
  await library.jobs.finished(library.jobs.list()[0]?.id ?? '');
  expect(await library.reads.total()).toBe(4000);
}, 120_000);

/** How many generations the catalog shows so far. */
function partOf(directory: string): number {
  try {
    const db = new Database(join(directory, CATALOG_FILE), { readonly: true });
    try {
      return db.prepare('SELECT count(*) FROM generation').pluck().get() as number;
    } finally {
      db.close();
    }
  } catch {
    // Not there yet.
    return 0;
  }
}

test('an import that was killed at many random moments and then finished gives the same catalog as an undisturbed one', async () => {
  const root = await tempFolder();
  const many = Array.from({ length: 1500 }, (_, at) => exportRecord(1000 + at));
  await writeFiles(join(root, 'part-1'), await exportPart(Array.from({ length: 60 }, (_, at) => exportRecord(at))));
  await writeFile(
    join(root, 'part-2.zip'),
    await exportZip(Array.from({ length: 40 }, (_, at) => exportRecord(50 + at))),
  );
  await writeFiles(root, {
    'part-3/generations.json': generationsJson(many),
    'loose/one.mp4': await mp4('one'),
    'loose/two.mp4': await mp4('one'),
  });

  const undisturbed = join(await tempFolder(), 'library');
  const began = performance.now();
  expect((await run('--library', undisturbed, 'import', root, '--json')).code).toBe(0);
  const whole = performance.now() - began;

  const tormented = join(await tempFolder(), 'library');
  let killed = 0;
  for (let n = 0; n < KILLS; n++) {
    const child = spawn(process.execPath, [CLI, '--library', tormented, 'import', root, '--json'], { stdio: 'ignore' });
    const ended = once(child, 'exit');
    // Mostly while it writes; start-up is the first part of a run.
    await Promise.race([wait(whole * (0.15 + 0.85 * Math.random())), ended]);
    killed += Number(child.kill('SIGKILL'));
    await ended;
  }
  expect(killed).toBeGreaterThan(KILLS / 4);
  const last = await run('--library', tormented, 'import', root, '--json');
  expect(last.code).toBe(0);
  expect(dumpOf(tormented)).toEqual(dumpOf(undisturbed));
}, 240_000);
