/** Watched sources take in their changes by themselves. */
import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { expect, onTestFinished, test, vi } from 'vitest';
import { openLibrary } from '../../src-main/app/library/open-library.ts';
import { openWatch } from '../../src-main/app/watch/watch.ts';
import type { SourceInfo } from '../../src-main/contract/library/library.ts';
import { mp4 } from '../fixtures/media.ts';
import { tempFolder, writeFiles } from '../fixtures/temp.ts';

vi.setConfig({ testTimeout: 120_000 });

const PACE = { restMs: 150, pollMs: 300 };
/** For tests that write again and again: on a busy computer, a pause between two writes is longer than a short rest. */
const PATIENT = { restMs: 2_000, pollMs: 300 };

function watching(path: string, watched = true, pace = PACE) {
  const rescans: string[] = [];
  let now = watched;
  const sources = async (): Promise<readonly SourceInfo[]> => [{ path, watched: now } as SourceInfo];
  const watch = openWatch({ sources, rescan: (which) => void rescans.push(which), ...pace });
  onTestFinished(() => watch.close());
  watch.look();
  return {
    rescans,
    watch,
    set(to: boolean): void {
      now = to;
      watch.look();
    },
  };
}

const until = (rescans: readonly string[], many: number): Promise<unknown> =>
  vi.waitUntil(() => rescans.length >= many, { timeout: 30_000, interval: 20 });

test('many changes give one rescan, after the last change', async () => {
  const folder = await tempFolder();
  await mkdir(join(folder, 'deep', 'down'), { recursive: true });
  const { rescans } = watching(folder, true, PATIENT);
  await wait(600);
  for (let n = 0; n < 20; n++) await writeFile(join(folder, 'deep', 'down', `${n}.mp4`), 'x');
  await until(rescans, 1);
  await wait(3_000);
  expect(rescans).toEqual([folder]);
});

test('a growing file delays the rescan', async () => {
  const folder = await tempFolder();
  const { rescans } = watching(folder, true, PATIENT);
  await wait(600);
  for (let n = 0; n < 12; n++) {
    await writeFile(join(folder, 'large.mp4'), 'x'.repeat(100), { flag: 'a' });
    await wait(60);
    expect(rescans).toEqual([]);
  }
  await until(rescans, 1);
});

test('a folder that disappears and returns is rescanned both times and stays watched', async () => {
  const root = await tempFolder();
  const folder = join(root, 'drive');
  await writeFiles(folder, { 'a.mp4': 'x' });
  const { rescans } = watching(folder);
  await wait(600);
  await rename(folder, join(root, 'away'));
  await until(rescans, 1);
  await wait(1_200);
  const gone = rescans.length;
  await rename(join(root, 'away'), folder);
  await until(rescans, gone + 1);
  await wait(1_200);
  const back = rescans.length;
  await writeFile(join(folder, 'b.mp4'), 'y');
  await until(rescans, back + 1);
});

test('sources that are not watched are not rescanned', async () => {
  const folder = await tempFolder();
  const { rescans, set, watch } = watching(folder, false);
  await writeFile(join(folder, 'a.mp4'), 'x');
  await wait(900);
  expect(rescans).toEqual([]);
  set(true);
  await wait(600);
  await writeFile(join(folder, 'b.mp4'), 'x');
  await until(rescans, 1);
  await wait(900);
  const before = rescans.length;
  watch.close();
  await writeFile(join(folder, 'c.mp4'), 'x');
  await wait(900);
  expect(rescans.length).toBe(before);
});

test('a window imports a new file automatically and closes cleanly', async () => {
  const root = await tempFolder();
  const folder = join(root, 'clips');
  await writeFiles(folder, { 'one.mp4': await mp4('one') });
  const library = await openLibrary({ directory: join(root, 'library'), backgroundPreviews: true });
  onTestFinished(() => library.close());
  const { id } = await library.jobs.import([folder]);
  await library.jobs.finished(id);
  const [source] = await library.reads.sources();
  await library.sources.change(source?.id ?? 0, { watched: true });
  await wait(1_500);
  await writeFiles(folder, { 'two.mp4': await mp4('two') });
  await vi.waitUntil(async () => (await library.reads.total()) === 2, { timeout: 60_000, interval: 200 });
  await rm(folder, { recursive: true });
});
