/** Tests the trees of four downloaders: the SORA_EXPORT tree, batch downloads, Auto Saver, and one user's clips. */
import { join } from 'node:path';
import { describe, expect, test, vi } from 'vitest';
import { autoSaved, batchPost, exportGroup, type Files, groupGen, userTree } from '../fixtures/downloaders.ts';
import { genId, hexId, taskId } from '../fixtures/ids.ts';
import { NOVEMBER, SIGNATURE } from '../fixtures/sora-export.ts';
import { tempFolder, writeFiles } from '../fixtures/temp.ts';
import { zip } from '../fixtures/zip.ts';
import { collect } from './collect.ts';

vi.setConfig({ testTimeout: 60_000 });

async function read(files: Record<string, string | Uint8Array>) {
  const folder = await tempFolder();
  await writeFiles(folder, files);
  return collect(folder);
}

const asZip = (files: Files) => zip(Object.entries(files).map(([name, content]) => ({ name, content })));
const rolesOf = ({ files }: Awaited<ReturnType<typeof read>>) =>
  [...files].map(([name, { ids, role }]) => [name.split('/').at(-1), ids, role]);

describe('the SORA_EXPORT tree', () => {
  const task = taskId(NOVEMBER + 60_000, 1);

  test('each image is its own generation of the task, with preset and reference; batches can be zips', async () => {
    const found = await read({
      'SORA_EXPORT_1_batch1of2.zip': asZip(exportGroup(1, 2)),
      ...exportGroup(2, 1),
      'SORA_EXPORT/viewer.html': '<html>',
    });
    expect(found.documents.map(({ format, complete, records }) => [format, complete, records.length]).sort()).toEqual([
      ['sora-downloader', true, 1],
      ['sora-downloader', true, 2],
    ]);
    const one = found.records.find(({ ids }) => ids.gen === groupGen(1, 1));
    expect(one).toMatchObject({
      ids: { gen: groupGen(1, 1), task },
      claims: { kind: 'image', prompt: 'paper boats 1', title: 'Paper Boats', preset: 'Archival' },
      raw: {
        runId: '20260310-1',
        presetDescription: 'Like an old print',
        notes: { 'preset.txt': expect.stringContaining('Like an old print') },
      },
    });
    expect(
      rolesOf(found)
        .filter(([name]) => name === 'reference_01.png')
        .map(([, ids, role]) => [ids, role]),
    ).toEqual([
      [{ gen: groupGen(2, 1) }, 'reference'],
      [{ gen: groupGen(1, 1) }, 'reference'],
    ]);
    expect(JSON.stringify(found.records)).not.toContain(SIGNATURE);
    expect([found.codes, found.skipped]).toEqual([[], 1]);
  });

  test('older numbers and unlisted images are found; an image without a page gets the task’s texts', async () => {
    const files = exportGroup(1, 2);
    const folder = `SORA_EXPORT/0001_${task}`;
    const metadata = JSON.parse(files[`${folder}/metadata.json`] as string);
    delete metadata.images[1].detailUrl;
    const found = await read({
      [`${folder}/metadata.json`]: JSON.stringify({ ...metadata, prompt: '' }),
      [`${folder}/prompt.txt`]: 'from the text',
      [`${folder}/img_01.png`]: 'a',
      [`${folder}/img_02.png`]: 'b',
      [`${folder}/img_03.png`]: 'c',
    });
    expect(found.records.map(({ ids, claims }) => [ids, claims.prompt])).toEqual([
      [{ gen: groupGen(1, 1), task }, 'from the text'],
      [{ task }, 'from the text'],
    ]);
    expect(rolesOf(found)).toEqual([
      ['img_01.png', { gen: groupGen(1, 1), task }, 'original'],
      ['img_02.png', { task }, 'original'],
      ['img_03.png', { task }, 'original'],
    ]);
  });

  test('a flat folder and a folder without its list are read', async () => {
    const flat = JSON.parse(
      exportGroup(3, 1)[`SORA_EXPORT/0003_${taskId(NOVEMBER + 180_000, 3)}/metadata.json`] as string,
    );
    flat.images[0].file = 'item_0001.png';
    const found = await read({
      'flat/metadata.json': JSON.stringify(flat),
      'flat/item_0001.png': 'a',
      [`lost/0001_${task}/prompt.txt`]: 'only the text',
      [`lost/0001_${task}/img_0001.png`]: 'b',
      'else/prompt.txt': 'not ours',
    });
    expect(found.records.map(({ ids, file, claims }) => [ids.gen, ids.task, file, claims.prompt])).toEqual([
      [groupGen(3, 1), flat.taskId, 'flat/item_0001.png', 'paper boats 3'],
      [undefined, task, `lost/0001_${task}/img_0001.png`, 'only the text'],
    ]);
  });

  test('another program’s metadata.json is ignored, and a field of a wrong type is dropped alone', async () => {
    const found = await read({
      'a/metadata.json': '{"images": [], "name": "x"}',
      'b/metadata.json': JSON.stringify({
        groupKey: 7,
        images: [null, 7, { file: 7, detailUrl: {} }],
        prompt: ['x'],
        references: 'none',
        taskId: 'nonsense',
      }),
    });
    expect(found.records.map(({ ids, claims }) => [ids, claims])).toEqual([[{}, { kind: 'image' }]]);
  });
});

describe('batch downloads', () => {
  test('a clip, its preview, captions, prompt and link are one generation', async () => {
    const one = batchPost(1);
    const found = await read(one.files);
    expect(found.documents.map(({ format, records }) => [format, records.length])).toEqual(
      Array(5).fill(['batch-downloader', 1]),
    );
    expect(found.records.every(({ ids }) => ids.post === one.post)).toBe(true);
    expect(found.records.find(({ ids }) => ids.gen)?.ids).toEqual({ post: one.post, gen: one.gen });
    expect(found.records.map(({ claims }) => claims.prompt).filter(Boolean)).toEqual(['lighthouse 1', 'lighthouse 1']);
    expect(found.records.map(({ raw }) => raw)).toContainEqual({ link: `https://sora.chatgpt.com/p/${one.post}` });
    expect(found.records.filter(({ raw }) => JSON.stringify(raw).includes('Hello'))).toHaveLength(2);
    expect(new Map(rolesOf(found).map(([name, ids, role]) => [name, [(ids as { post?: string }).post, role]]))).toEqual(
      new Map([
        ['1762241400.mp4', [one.post, 'original']],
        ['1762241400.gif', [one.post, 'thumbnail']],
      ]),
    );
    expect(JSON.stringify(found.records)).not.toContain(SIGNATURE);
  });

  test('when folder and document name different posts, the folder wins', async () => {
    const [one, two] = [batchPost(1), batchPost(2)];
    const hex = one.post.slice(2);
    const found = await read({
      [`sora2/${hex}/1.json`]: two.files[`sora2/${two.post}/1762241400.json`] as string,
      [`sora2/${hex}/1.mp4`]: 'x',
      [`sora2/${hex}/2-prompt.txt`]: '\n',
      'sora2/other/1.json': '{"x": 1}',
    });
    expect(found.records.map(({ ids }) => ids)).toEqual([{ post: one.post }]);
  });
});

test.each([
  [
    'sora2',
    Object.fromEntries(
      Object.entries(batchPost(1).files).map(([name, content]) => [name.replace('sora2/', ''), content]),
    ),
    'batch-downloader',
  ],
  ['v2_draft', { [`prompts/${genId(NOVEMBER, 1)}.md`]: 'id: x\na fox' }, 'prompt-tree'],
  [
    '@ada’s Sora Posts - No Watermark',
    { 'statistics.csv': `ID,Prompt\n${genId(NOVEMBER, 1)},a fox\n` },
    'video-downloader',
  ],
  ['save-sora-library', { [`liked/11032025-${genId(NOVEMBER, 1)}.txt`]: 'prompt: a fox\n' }, 'save-sora'],
] as const)('the folder %s can be imported by itself', async (name, files, format) => {
  const folder = join(await tempFolder(), name);
  await writeFiles(folder, files);
  const { documents } = await collect(folder);
  expect(new Set(documents.map((document) => document.format))).toEqual(new Set([format]));
});

describe('Auto Saver', () => {
  test('a note describes the clip with its id, with or without the doubled mark', async () => {
    const [one, two] = [autoSaved(1), autoSaved(2)];
    const [, clip] = Object.entries(two.files);
    const found = await read({
      ...one.files,
      [`${two.gen}.meta.json`]: Object.values(two.files)[0] as string,
      [`renamed ${clip?.[0]}`]: 'x',
    });
    expect(found.documents.map(({ format }) => format)).toEqual(['auto-saver', 'auto-saver']);
    expect(new Map(found.records.map(({ ids, claims }) => [ids.gen, claims]))).toEqual(
      new Map([
        [one.gen, { kind: 'video', prompt: 'a fox 1' }],
        [two.gen, { kind: 'video', prompt: 'a fox 2' }],
      ]),
    );
    expect(new Set([...found.files.values()].map(({ ids }) => ids.gen))).toEqual(new Set([one.gen, two.gen]));
    expect(found.records[0]?.raw).toMatchObject({
      AssetURL: 'https://videos.openai.com/x',
      SuggestedBaseName: expect.any(String),
    });
  });
});

describe('one user’s clips', () => {
  test('folders give user, type and variant; tables give prompts', async () => {
    const post = `s_${hexId(NOVEMBER, 1)}`;
    const found = await read(userTree());
    const by = new Map(found.records.map((record) => [record.claims.prompt, record]));
    expect(found.documents.map(({ format }) => format)).toEqual(Array(3).fill('video-downloader'));
    expect(by.get('lighthouse')).toMatchObject({
      ids: { post },
      claims: { author: 'ada', collections: ['profile'] },
      raw: { Likes: '4' },
    });
    expect(by.get('a tram')).toMatchObject({
      ids: { gen: genId(NOVEMBER, 2) },
      claims: { author: 'ada', draft: true, collections: ['drafts'] },
    });
    expect(by.get('a boat without an id')).toMatchObject({ ids: {}, claims: { draft: true } });
    expect(by.get('by file')?.file).toContain('Lighthouse');
    expect([...found.files.values()].map(({ ids, role }) => [ids, role])).toEqual([[{ post }, 'no-watermark']]);
    expect(found.codes).toEqual([]);
  });
});
