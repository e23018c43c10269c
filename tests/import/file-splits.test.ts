/**
 * Every layout split at file level: whatever names itself may lie apart from its record, and the catalog is the same.
 */
import { join } from 'node:path';
import fc from 'fast-check';
import { beforeAll, describe, expect, test, vi } from 'vitest';
import { baseName } from '../../src-main/formats/naming/file-names.ts';
import { idsInName } from '../../src-main/formats/naming/ids.ts';
import { allLayouts } from '../fixtures/all-layouts.ts';
import { everyLayout, type Files } from '../fixtures/every-layout.ts';
import { hexId } from '../fixtures/ids.ts';
import { mp4 } from '../fixtures/media.ts';
import { feedItem } from '../fixtures/service.ts';
import { exportRecord, generationsJson, hexRecord, NOVEMBER } from '../fixtures/sora-export.ts';
import { tempFolder, writeFiles } from '../fixtures/temp.ts';
import { dumpOf, testLibrary } from './library.ts';

vi.setConfig({ testTimeout: 240_000, hookTimeout: 120_000 });

/** The folders of an archive, each brought as a source of its own or all at once. */
type Folders = Readonly<Record<string, Files>>;

async function written(folders: Folders): Promise<{ readonly root: string; readonly paths: readonly string[] }> {
  const root = await tempFolder();
  for (const [folder, files] of Object.entries(folders)) await writeFiles(join(root, folder), files);
  return { root, paths: Object.keys(folders).map((folder) => join(root, folder)) };
}

/** Brings the folders all at once, and in these orders one by one: always the same catalog. */
async function expectSame(
  folders: Folders,
  orders: (paths: readonly string[]) => readonly (readonly string[])[],
): Promise<void> {
  const { root, paths } = await written(folders);
  const whole = await testLibrary();
  await whole.import(root);
  const expected = dumpOf(whole.directory);
  for (const order of orders(paths)) {
    const split = await testLibrary();
    for (const path of order) await split.import(path);
    expect(dumpOf(split.directory)).toEqual(expected);
  }
}

const bothWays = (paths: readonly string[]): readonly (readonly string[])[] => [paths, paths.toReversed()];

describe('a clip with bare hex between other words of its name', () => {
  const hex = hexRecord(1).id;
  const post = `s_${hex}`;
  test.each<[string, (clip: Buffer) => Folders]>([
    [
      'is the generation of which a list states that id',
      (clip) => ({ list: { 'generations.json': generationsJson([hexRecord(1)]) }, clip: { [`${hex} cut.mp4`]: clip } }),
    ],
    [
      'is the post of which a feed states that id, also where the hex is all of its name',
      (clip) => ({
        feed: { 'feed.json': JSON.stringify({ items: [feedItem(1, { id: post })], cursor: null }) },
        clip: { [`my ${hex} cut.mp4`]: clip },
        bare: { [`${hex}.mp4`]: clip },
      }),
    ],
    [
      'is what the clip is whose whole name it is',
      (clip) => ({ clip: { [`${hex} cut.mp4`]: clip }, bare: { [`${hex}.mp4`]: clip } }),
    ],
    [
      'is what its note says, and so is its copy without a note',
      (clip) => ({
        noted: {
          [`${hex} cut.mp4`]: clip,
          [`${hex} cut.json`]: JSON.stringify({ generation_id: exportRecord(9).id, prompt: 'a tram' }),
        },
        copy: { [`${hex} cut (1).mp4`]: clip },
        list: { 'generations.json': generationsJson([exportRecord(9)]) },
      }),
    ],
  ])('%s', async (_, folders) => {
    await expectSame(folders(await mp4('cut')), (paths) => bothWays(paths));
  });
});

/**
 * A layout in parts: each file, clip or note, that says whose it is by its own name in a folder of its own, below the
 * same folders as before. What is known only by the place where it lies stays with what lies there. The parts' names
 * are digits: such a folder stands for no account.
 */
function apart(files: Files): Folders {
  const rest: Files = {};
  const parts: Record<string, Files> = {};
  for (const [name, content] of Object.entries(files)) {
    const { task: _task, ...own } = idsInName(baseName(name)).ids;
    if (Object.keys(own).length > 0 || name.endsWith('.zip'))
      parts[String(Object.keys(parts).length + 1)] = { [name]: content };
    else rest[name] = content;
  }
  return Object.keys(rest).length > 0 ? { ...parts, 0: rest } : parts;
}

describe('files apart from their records', () => {
  let layouts: Readonly<Record<string, Files>>;
  beforeAll(async () => {
    const [all, every] = [await allLayouts(), await everyLayout()];
    const bare = `${hexId(NOVEMBER + 22 * 60_000, 22)} cut.mp4`;
    layouts = {
      ...Object.fromEntries(Object.entries(all).map(([name, files]) => [`one ${name}`, files])),
      ...Object.fromEntries(Object.entries(every).map(([name, files]) => [`other ${name}`, files])),
      'bare ids': { 'generations.json': generationsJson([hexRecord(22)]), [bare]: await mp4('bare 22') },
    };
  });

  test('overlapping layouts give the same catalog at once, and file by file in any order', async () => {
    const parts = Object.entries(layouts).flatMap(([layout, files]) =>
      Object.entries(apart(files)).map(([part, some]) => [`${layout}/${part}`, some] as const),
    );
    expect(parts.length).toBeGreaterThan(60);
    await expectSame(Object.fromEntries(parts), (paths) =>
      fc.sample(fc.shuffledSubarray([...paths], { minLength: paths.length }), { numRuns: 3, seed: 13 }),
    );
  });
});
