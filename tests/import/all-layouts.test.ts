/** Every layout at once, overlapping: one catalog, however the sources are split and in whatever order they come. */
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { beforeAll, expect, test, vi } from 'vitest';
import { FormatName } from '../../src-main/contract/items/generation.ts';
import {
  allLayouts,
  genOfChat,
  genOfDraft,
  genOfPicture,
  genOfPost,
  genOfSecond,
  jobOfVideo,
  postOf,
  taskOfPictures,
  taskOfPost,
} from '../fixtures/all-layouts.ts';
import { SIGNATURE } from '../fixtures/sora-export.ts';
import { tempFolder } from '../fixtures/temp.ts';
import { dumpOf, testLibrary } from './library.ts';

vi.setConfig({ testTimeout: 240_000, hookTimeout: 120_000 });

let layouts: Awaited<ReturnType<typeof allLayouts>>;
beforeAll(async () => {
  layouts = await allLayouts();
});

/** Writes all of them under one folder; returns it, and each layout's own. */
async function written(): Promise<{ readonly root: string; readonly folders: readonly string[] }> {
  const root = join(await tempFolder(), 'archive');
  for (const [folder, files] of Object.entries(layouts)) {
    for (const [name, content] of Object.entries(files)) {
      const path = join(root, folder, ...name.split('/'));
      await mkdir(dirname(path), { recursive: true });
      await writeFile(path, content);
    }
  }
  return { root, folders: Object.keys(layouts).map((folder) => join(root, folder)) };
}

test('in one import, every layout is recognised, and records from several sources make one generation', async () => {
  const { root } = await written();
  const { library, ...app } = await testLibrary();
  const report = await app.import(root);
  expect(report.problems).toEqual([]);
  expect(report.sources.map(({ format }) => format).sort()).toEqual(
    FormatName.options.filter((format) => format !== 'loose').sort(),
  );
  expect(report.files.skipped).toBe(0);
  const { items } = await library.reads.search({ q: '', sort: 'oldest', seed: 0, limit: 1_000, offsetId: null });
  expect(JSON.stringify(items)).not.toContain('sig=');
  expect(items.map(({ state }) => state).filter((state) => state === 'media-only')).toHaveLength(2);

  const post = await library.reads.show(genOfPost);
  expect(post).toMatchObject({
    id: genOfPost,
    kind: 'video',
    state: 'complete',
    prompt: '@somebody.lantern walks a paper dragon through market 1',
    title: null,
    createdAt: '2025-11-03T10:21:30.123Z',
    dateSource: 'id',
    taskId: taskOfPost,
    postId: postOf,
    apiId: null,
    author: 'ada',
    mentions: ['somebody.lantern'],
    liked: true,
    draft: false,
    collections: ['profile'],
    parentPostId: null,
    rootPostId: null,
    formats: [
      'sora-export',
      'raw-api',
      'soravault',
      'save-sora',
      'capture',
      'prompt-tree',
      'batch-downloader',
      'video-downloader',
      'sidecar',
    ],
  });
  expect(post?.provenance).toMatchObject({
    prompt: 'sora-export',
    createdAt: 'id',
    author: 'raw-api',
    kind: 'file',
    width: 'file',
    durationSeconds: 'file',
  });
  const roles = post?.files
    .map(({ path, entry, role }) => [
      (entry ?? path).split('/').at(-1)?.replace(postOf, '§').replace(genOfPost, '$'),
      role,
    ])
    .sort();
  expect(roles).toEqual([
    ['$.mp4', 'original'],
    ['11032025-§.mp4', 'no-watermark'],
    ['11032025-§.mp4', 'watermark'],
    ['1762165200.gif', 'thumbnail'],
    ['1762165200.mp4', 'original'],
    [`19700121_0836_${postOf.slice(2)}.mp4`, 'original'],
    ['a-lighthouse_§.mp4', 'original'],
    ['lighthouse §.mp4', 'watermark'],
    ['remix_0001.mp4', 'original'],
    ['thumbnail_§.jpg', 'thumbnail'],
    ['§-attachment-0_2025-11-03_lighthouse_1_blinking_in_morse.mp4', 'original'],
    ['§.mp4', 'original'],
  ]);
  expect(JSON.stringify(post?.records)).not.toContain(SIGNATURE);
  expect(JSON.stringify(post?.records)).toContain('Indeed');

  expect(await library.reads.show(genOfDraft)).toMatchObject({
    prompt: 'a draft of a tram, whole and unabridged, with @eve.dog',
    dateSource: 'record',
    draft: true,
    collections: ['drafts'],
    mentions: expect.arrayContaining(['eve.dog']),
    formats: ['sora-export', 'raw-api', 'soravault', 'save-sora', 'prompt-tree', 'video-downloader', 'sidecar'],
    provenance: { createdAt: 'raw-api' },
  });
  expect(await library.reads.show(genOfPicture)).toMatchObject({
    kind: 'image',
    prompt: 'paper boats, fleet 3',
    title: 'Paper Boats',
    taskId: taskOfPictures,
    createdAt: '2025-04-12T18:08:09.000Z',
    dateSource: 'record',
    preset: 'Archival',
    seed: 41,
    operation: 'simple_compose',
    formats: ['raw-api', 'soravault', 'chatgpt-export', 'sora-downloader', 'sora-additions', 'sidecar'],
    provenance: { prompt: 'raw-api', preset: 'sora-downloader', seed: 'raw-api' },
  });
  const second = await library.reads.show(genOfSecond);
  expect(second?.files.map(({ mime }) => mime).sort()).toEqual(['image/png', 'image/webp']);
  const jobShown = await library.reads.show(jobOfVideo);
  expect(jobShown).toMatchObject({ model: 'sora-2', prompt: 'a lighthouse, take 5', dateSource: 'record' });
  expect(jobShown?.files.map(({ role }) => role).sort()).toEqual(['original', 'thumbnail', 'thumbnail']);
  expect(await library.reads.show(genOfChat)).toMatchObject({
    prompt: 'a hen in a hat',
    seed: 9,
    kind: 'image',
    state: 'complete',
  });
});

test('importing all sources at once, one by one, or in shuffled orders gives the same catalog', async () => {
  const { root, folders } = await written();
  const whole = await testLibrary();
  await whole.import(root);
  const expected = dumpOf(whole.directory);
  for (const order of [folders, folders.toReversed(), shuffled(folders, 1), shuffled(folders, 2)]) {
    const split = await testLibrary();
    for (const folder of order) await split.import(folder);
    expect(dumpOf(split.directory)).toEqual(expected);
  }
  const together = await testLibrary();
  await together.import(...shuffled(folders, 3));
  expect(dumpOf(together.directory)).toEqual(expected);
});

/** The same order for the same number. */
function shuffled<T>(items: readonly T[], number: number): readonly T[] {
  const marked = items.map((item, at) => [Math.imul(at + 1, 2654435761 * (number * 2 + 1)) >>> 0, item] as const);
  return marked.sort(([a], [b]) => a - b).map(([, item]) => item);
}
