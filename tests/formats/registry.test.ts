/** What reading says of every file of a source, and what a person may say of a source. */
import { mkdir, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openSource } from '../../src-main/formats/open-source.ts';
import { readSource } from '../../src-main/formats/registry.ts';
import { exportGroup } from '../fixtures/downloaders.ts';
import { pngWith } from '../fixtures/embedded.ts';
import { exportRecord, generationsJson } from '../fixtures/sora-export.ts';
import { tempFolder, writeFiles } from '../fixtures/temp.ts';
import { zip } from '../fixtures/zip.ts';
import { collect } from './collect.ts';

test('every file is named once: as a document or a part of one, as media, or as passed over with the reason', async () => {
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
    // It is told as damaged; nothing in it is known.
    'broken.zip': 'unreadable',
  });
  expect(parts.map((name) => name.split('/').at(-1)).sort()).toEqual(['preset.txt', 'prompt.txt']);
});

test('a file tells which document spoke for it', async () => {
  const folder = await tempFolder();
  const record = exportRecord(1);
  await writeFiles(folder, { 'generations.json': generationsJson([record]), [`${record.id}.mp4`]: 'clip', 'other.mp4': 'clip' });
  const spoken = new Map<string, string | null>();
  for await (const reading of readSource(await openSource(folder)))
    if (reading.type === 'file') spoken.set(reading.file.entry.name, reading.file.claimedBy);
  expect(Object.fromEntries(spoken)).toEqual({ [`${record.id}.mp4`]: 'generations.json', 'other.mp4': null });
});

test('a source read as one layout is asked of that reader and the general ones only', async () => {
  const folder = await tempFolder();
  await writeFiles(folder, {
    'generations.json': generationsJson([exportRecord(1)]),
    'a.png': pngWith({ parameters: 'a boat\nSteps: 20, Seed: 7' }),
    'a.txt': 'a note',
  });
  const formats = async (readAs?: 'sora-export' | 'raw-api' | 'sidecar' | 'embedded' | 'loose') =>
    (await collect(folder, {}, readAs ? { readAs } : {})).documents.map(({ name, format }) => `${name} ${format}`).sort();
  expect(await formats()).toEqual(['a.png embedded', 'a.txt sidecar', 'generations.json sora-export']);
  expect(await formats('sora-export')).toEqual(['a.png embedded', 'a.txt sidecar', 'generations.json sora-export']);
  expect(await formats('raw-api')).not.toContain('generations.json sora-export');
  expect(await formats('embedded')).toEqual(['a.png embedded']);
  expect(await formats('loose')).toEqual([]);
});
