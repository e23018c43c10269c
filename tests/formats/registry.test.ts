/** Tests the fate of every file of a source, and reading a source as a chosen format. */
import { mkdir, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { FormatName } from '../../src-main/contract/items/generation.ts';
import { readSource } from '../../src-main/formats/registry.ts';
import { openSource } from '../../src-main/formats/source-files/open-source.ts';
import { conversation } from '../fixtures/chatgpt-export.ts';
import { exportGroup } from '../fixtures/downloaders.ts';
import { pngWith } from '../fixtures/embedded.ts';
import { genId, postId, taskId } from '../fixtures/ids.ts';
import { exportRecord, generationsJson, NOVEMBER } from '../fixtures/sora-export.ts';
import { tempFolder, writeFiles } from '../fixtures/temp.ts';
import { zip } from '../fixtures/zip.ts';
import { collect } from './collect.ts';

test('every file is reported once: as a document or a part of one, as media, or as skipped with a reason', async () => {
  const folder = await tempFolder();
  const record = exportRecord(1);
  await writeFiles(folder, {
    'generations.json': generationsJson([record]),
    [`${record.id}.mp4`]: 'clip',
    ...exportGroup(1, 1),
    'package.json': '{"name":"another program"}',
    'program.exe': 'MZ',
    'Thumbs.db': 'x',
    '.git/config': 'x',
    'packed.zip': zip([
      { name: '__MACOSX/._a.mp4', content: 'x' },
      { name: '__MACOSX/._b.mp4', content: 'x' },
      { name: 'a.mp4', content: 'x' },
      { name: 'locked.mp4', content: 'x', encrypted: true },
    ]),
    'broken.zip': 'no zip at all',
  });
  await mkdir(join(folder, 'links'));
  await symlink(join(folder, 'program.exe'), join(folder, 'links', 'again.exe'));
  const { documents, parts, files, left, source } = await collect(folder);
  const names = [...documents.map(({ name }) => name), ...parts, ...files.keys(), ...left.keys()];
  expect(names.length).toBe(new Set(names).size);
  expect(source.entries.filter(({ name }) => !names.includes(name))).toEqual([]);
  expect(Object.fromEntries(left)).toEqual({
    'package.json': 'unrecognised-document',
    'program.exe': 'not-media',
    'Thumbs.db': 'system',
    '.git': 'system',
    'packed.zip/__MACOSX': 'system',
    'packed.zip/locked.mp4': 'unreadable',
    'links/again.exe': 'link',
    // It is reported as damaged; nothing in it can be read.
    'broken.zip': 'unreadable',
  });
  expect(parts.map((name) => name.split('/').at(-1)).sort()).toEqual(['preset.txt', 'prompt.txt']);
});

test('a file names the document that claimed it', async () => {
  const folder = await tempFolder();
  const record = exportRecord(1);
  await writeFiles(folder, {
    'generations.json': generationsJson([record]),
    [`${record.id}.mp4`]: 'clip',
    'other.mp4': 'clip',
  });
  const spoken = new Map<string, string | null>();
  for await (const reading of readSource(await openSource(folder)))
    if (reading.type === 'file') spoken.set(reading.file.entry.name, reading.file.claimedBy);
  expect(Object.fromEntries(spoken)).toEqual({ [`${record.id}.mp4`]: 'generations.json', 'other.mp4': null });
});

test('a source that is read as one format uses only that reader and the general ones', async () => {
  const folder = await tempFolder();
  await writeFiles(folder, {
    'generations.json': generationsJson([exportRecord(1)]),
    'a.png': pngWith({ parameters: 'a boat\nSteps: 20, Seed: 7' }),
    'a.txt': 'a note',
  });
  const formats = async (readAs?: 'sora-export' | 'raw-api' | 'sidecar' | 'embedded' | 'loose') =>
    (await collect(folder, {}, readAs ? { readAs } : {})).documents
      .map(({ name, format }) => `${name} ${format}`)
      .sort();
  expect(await formats()).toEqual(['a.png embedded', 'a.txt sidecar', 'generations.json sora-export']);
  expect(await formats('sora-export')).toEqual(['a.png embedded', 'a.txt sidecar', 'generations.json sora-export']);
  expect(await formats('raw-api')).not.toContain('generations.json sora-export');
  expect(await formats('embedded')).toEqual(['a.png embedded']);
  expect(await formats('loose')).toEqual([]);
});

const GEN = genId(NOVEMBER, 1);
const POST = postId(NOVEMBER, 2);
const line = (fields: Record<string, string>): string =>
  Object.entries(fields)
    .map(([name, value]) => `${name}: ${value}`)
    .join('\n');

/** Files that a reader does not recognise by itself, but reads when the user chose its format. */
const DISGUISED: readonly (readonly [FormatName, Record<string, string>])[] = [
  ['soravault', { 'other/notes.txt': 'a fox', 'other/notes.mp4': 'x' }],
  ['sora-export', { 'my list.json': JSON.stringify([{ id: GEN, words: 'a fox' }]) }],
  [
    'chatgpt-export',
    { 'my chats.json': JSON.stringify([conversation(1, [{ file: 'file-AbCdEfGhIjKl', prompt: 'a fox' }])]) },
  ],
  ['save-sora', { 'renamed.txt': line({ prompt: 'a fox' }), 'renamed.mp4': 'x' }],
  [
    'sora-downloader',
    { 'x/data.json': JSON.stringify({ prompt: 'a fox', images: [{ file: 'a.png' }] }), 'x/a.png': 'x' },
  ],
  ['sora-additions', { 'batch.json': JSON.stringify({ tasks: [{ id: taskId(NOVEMBER, 1) }] }) }],
  ['prompt-tree', { 'elsewhere/a fox.md': 'a fox' }],
  ['batch-downloader', { [`mine/${POST}/1-prompt.txt`]: 'a fox' }],
  ['auto-saver', { 'fox.json': JSON.stringify({ Prompt: 'a fox' }) }],
  ['videos-api', { 'fox.json': JSON.stringify({ prompt: 'a fox', size: '720x1280', seconds: '8' }) }],
  ['video-downloader', { 'fox.csv': 'Prompt,Likes\na fox,3\n' }],
  ['capture', { 'fox.json': JSON.stringify({ posts: [{ text: 'a fox' }] }) }],
  ['raw-api', { 'fox.json': JSON.stringify({ list: [{ prompt: 'a fox', title: 'x' }] }) }],
  [
    'sidecar',
    {
      'fox.txt': 'a fox',
      'foxes.json': JSON.stringify([{ prompt: 'another fox' }]),
      'foxes.csv': 'Prompt,Likes\na third,3\n',
    },
  ],
];

test.each(DISGUISED)('a document with an unusual name is read when the source is read as %s', async (format, files) => {
  const folder = await tempFolder();
  await writeFiles(folder, files);
  const documents = Object.keys(files)
    .filter((name) => /\.(?:json|txt|csv|md)$/.test(name))
    .sort();
  const plain = await collect(folder);
  expect(plain.documents.filter((document) => document.format === format && format !== 'sidecar')).toEqual([]);
  const told = await collect(folder, {}, { readAs: format });
  expect(told.documents.map((document) => [document.name, document.format]).sort()).toEqual(
    documents.map((name) => [name, format]),
  );
  expect(told.documents.every(({ records }) => records.length > 0)).toBe(true);
  expect(told.codes).toEqual([]);
});

test('a source read as a wrong format loses only its documents', async () => {
  const folder = await tempFolder();
  await writeFiles(folder, { 'a.mp4': 'x', 'b.json': 'no JSON', 'c.txt': '', 'd.csv': '"', 'e.md': '' });
  for (const format of FormatName.options) {
    const { files, left, parts, documents } = await collect(folder, {}, { readAs: format });
    expect([...files.keys()]).toEqual(['a.mp4']);
    expect(documents.length + left.size + parts.length).toBe(4);
  }
});

test('detection reports each opened file and stops when it is aborted', async () => {
  const folder = await tempFolder();
  await writeFiles(
    folder,
    Object.fromEntries(Array.from({ length: 40 }, (_, at) => [`clip ${at}.json`, '{"prompt":"a boat"}'])),
  );
  await writeFiles(folder, Object.fromEntries(Array.from({ length: 40 }, (_, at) => [`clip ${at}.mp4`, 'clip'])));
  const source = await openSource(folder);
  const looked = new Set<string>();
  for await (const _ of readSource(source, { onLook: ({ name }) => looked.add(name) }));
  expect([...looked].sort()).toEqual(source.entries.map(({ name }) => name).sort());

  const stop = new AbortController();
  let before = 0;
  const reading = readSource(source, {
    signal: stop.signal,
    onLook: () => {
      before++;
      stop.abort(new Error('enough'));
    },
  });
  await expect(reading.next()).rejects.toThrow('enough');
  expect(before).toBeLessThan(3);
});
