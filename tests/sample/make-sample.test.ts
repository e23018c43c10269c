/** Tests the sample archive on disk: it is made whole or not at all, and the product's readers can read it. */
import { existsSync, readdirSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { fileBytes } from '../../src-main/media/headers/bytes.ts';
import { readFacts } from '../../src-main/media/headers/read-facts.ts';
import { makeSample } from '../../src-main/sample/make-sample.ts';
import { planOf } from '../../src-main/sample/plan.ts';
import { SCENES } from '../../src-main/sample/scenes/all.ts';
import { TASKS } from '../../src-main/sample/script.ts';
import type { Task } from '../../src-main/sample/task.ts';
import { tempFolder } from '../fixtures/temp.ts';
import { collect } from '../formats/collect.ts';

/** One short small file per part: with sound, HEVC, and a still. */
const SMALL: readonly Task[] = [
  small('2026-03-01T10:00:00.000Z', 'mp4'),
  small('2025-10-16T10:00:00.000Z', 'hevc'),
  small('2025-04-12T10:00:00.000Z', 'png'),
];

function small(at: string, file: Task['file']): Task {
  return {
    at,
    file,
    prompt: '雪夜 “still”',
    scene: 'snowfall',
    mood: 'blue',
    size: [64, 112],
    seconds: 0.4,
    sound: 'wind',
    seeds: [1],
  };
}

test('the readers find every record and every file, in folders and in the zip', async () => {
  const directory = join(await tempFolder(), 'sample');
  const shares: number[] = [];
  await makeSample(directory, { plan: planOf(SMALL), onProgress: (done, total) => shares.push(done / total) });
  expect(shares.at(-1)).toBe(1);
  expect(readdirSync(directory).sort()).toEqual([
    'sora-data-files-export-1',
    'sora-data-files-export-2.zip',
    'sora-data-files-export-3',
  ]);
  const found = await collect(directory);
  expect(found.codes).toEqual([]);
  expect(found.documents.map(({ format }) => format)).toEqual(['sora-export', 'sora-export', 'sora-export']);
  expect(found.records.map(({ claims }) => claims.prompt)).toEqual(Array(3).fill('雪夜 “still”'));
  expect(found.files.size).toBe(3);
  await found.source.close();
});

test('clips have picture and sound as planned', async () => {
  const directory = join(await tempFolder(), 'sample');
  const plan = planOf(SMALL.slice(0, 1));
  await makeSample(directory, { plan });
  const bytes = await fileBytes(join(directory, 'sora-data-files-export-1', plan.paintings[0]?.name ?? ''));
  const facts = await readFacts(bytes);
  await bytes.close();
  expect(facts).toMatchObject({ width: 64, height: 112, codec: 'h264', hasAudio: true, fps: 30, damage: null });
});

test('two runs make the same bytes', async () => {
  const folder = await tempFolder();
  const plan = planOf(SMALL.slice(0, 1));
  const read = async (name: string): Promise<Buffer> => {
    await makeSample(join(folder, name), { plan });
    return readFile(join(folder, name, 'sora-data-files-export-1', plan.paintings[0]?.name ?? ''));
  };
  expect((await read('one')).equals(await read('two'))).toBe(true);
});

test('a stopped run leaves no file, and the next run starts from the beginning', async () => {
  const folder = await tempFolder();
  const directory = join(folder, 'sample');
  const stop = new AbortController();
  const making = makeSample(directory, { plan: planOf(SMALL), signal: stop.signal, onProgress: () => stop.abort() });
  await expect(making).rejects.toThrow();
  expect(readdirSync(folder)).toEqual([]);
  await mkdir(`${directory}.making`);
  await writeFile(join(`${directory}.making`, 'left over'), '');
  await makeSample(directory, { plan: planOf(SMALL.slice(0, 1)) });
  expect(readdirSync(folder)).toEqual(['sample']);
});

test('an existing archive is kept', async () => {
  const directory = join(await tempFolder(), 'sample');
  await mkdir(directory);
  await makeSample(directory, { plan: planOf(SMALL) });
  expect(readdirSync(directory)).toEqual([]);
  expect(existsSync(`${directory}.making`)).toBe(false);
});

test('every scene of the script can be set up in its mood', () => {
  for (const { scene, mood, seeds, seconds } of TASKS) {
    const stage = { width: 48, height: 64, unit: 48, seed: seeds[0] ?? 1, seconds, mood };
    expect(() => SCENES[scene].set(stage)).not.toThrow();
  }
});
