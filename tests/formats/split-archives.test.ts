/** Tests split zips in both styles, and archives that are not read. */
import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { openEntry } from '../../src-main/formats/zip/zip-read.ts';
import { releaseUnpacked, unpackInto } from '../../src-main/formats/zip/zip-spool.ts';
import { spanned } from '../fixtures/split-zip.ts';
import { tempFolder, writeFiles } from '../fixtures/temp.ts';
import { type ZipFileOptions, zip } from '../fixtures/zip.ts';
import { bytesOf, collect, textOf } from './collect.ts';

vi.setConfig({ testTimeout: 60_000 });

const FILES: readonly ZipFileOptions[] = [
  { name: 'index.json', content: '[{"file": "b.mp4", "prompt": "a fox"}]', deflate: true },
  { name: 'a.mp4', content: 'first '.repeat(2_000) },
  { name: 'b.mp4', content: 'second '.repeat(9_000) },
  { name: 'sub/c.mp4', content: noise(40_000), deflate: true },
  { name: 'd.mp4', content: 'last' },
];

/** Bytes that hardly compress, the same in every run. */
function noise(length: number): Buffer {
  const bytes = Buffer.alloc(length);
  for (let i = 0, state = 7; i < length; i++) {
    state = (Math.imul(state, 1103515245) + 12345) >>> 0;
    bytes[i] = state >>> 24;
  }
  return bytes;
}

/** One zip cut into pieces, as 7-Zip makes volumes. */
function numbered(size: number): Record<string, Buffer> {
  const whole = zip(FILES);
  const pieces = Array.from({ length: Math.ceil(whole.length / size) }, (_, at) =>
    whole.subarray(at * size, (at + 1) * size),
  );
  return Object.fromEntries(pieces.map((piece, at) => [`x.zip.${String(at + 1).padStart(3, '0')}`, piece]));
}

const messagesIn = (found: Awaited<ReturnType<typeof collect>>) =>
  found.source.problems.map(({ code, message, path }) => [code, path.slice(path.lastIndexOf('/') + 1), message]);

beforeEach(async () => unpackInto(await tempFolder()));

describe('a split zip whose parts are all here', () => {
  test.each([
    ['.zip.001', numbered(20_000), 'x.zip.001'],
    ['.zip.001 in many small pieces', numbered(700), 'x.zip.001'],
    ['.z01 and .zip', spanned(FILES, 20_000), 'x.zip'],
    ['.z01 and .zip in many small parts', spanned(FILES, 1_500), 'x.zip'],
  ])('%s is one zip', async (_, parts, main) => {
    const folder = await tempFolder();
    await writeFiles(folder, parts);
    const [first = '', last = ''] = [Object.keys(parts)[0], Object.keys(parts).at(-1)];
    for (const path of [folder, join(folder, first), join(folder, last)]) {
      const found = await collect(path);
      expect(found.codes).toEqual([]);
      expect([...found.files.keys()]).toEqual(
        ['a.mp4', 'b.mp4', 'sub/c.mp4', 'd.mp4'].map((name) => `${main}/${name}`),
      );
      expect(found.records).toMatchObject([{ claims: { prompt: 'a fox' } }]);
      expect(found.left.size).toBe(0);
    }
    for (const { name, content = '' } of FILES) {
      const bytes = await bytesOf(openEntry(join(folder, main), String(name)));
      expect(bytes.equals(Buffer.from(content))).toBe(true);
    }
    expect(await textOf(openEntry(join(folder, main), 'b.mp4', { start: 21_000, end: 21_014 }))).toBe('second second ');
    await releaseUnpacked();
    expect(await textOf(openEntry(join(folder, main), 'd.mp4'))).toBe('last');
  });

  test('a part that changes is noticed', async () => {
    const folder = await tempFolder();
    const parts = numbered(20_000);
    await writeFiles(folder, parts);
    expect((await collect(folder)).codes).toEqual([]);
    await rm(join(folder, 'x.zip.003'));
    const cut = await collect(folder);
    expect(cut.codes).toEqual(['archive-unread']);
    await writeFile(join(folder, 'x.zip.003'), parts['x.zip.003'] as Buffer);
    expect((await collect(folder)).codes).toEqual([]);
  });
});

describe('a split zip of which a part is missing', () => {
  const told = (name: string) =>
    `This is a part of a split zip, and another part of it is missing: ${name}. Put all parts into one folder and import it again.`;
  test.each([
    ['the last piece', numbered(20_000), 'x.zip.004', 'x.zip.001', ['a.mp4', 'b.mp4']],
    ['a piece in between', numbered(20_000), 'x.zip.002', 'x.zip.001', ['a.mp4', 'b.mp4']],
    ['the first piece', numbered(20_000), 'x.zip.001', 'x.zip.002', []],
    ['the main part', spanned(FILES, 20_000), 'x.zip', 'x.z01', []],
    ['a part in between', spanned(FILES, 20_000), 'x.z02', 'x.zip', []],
    ['the first part', spanned(FILES, 20_000), 'x.z01', 'x.zip', []],
  ])('%s', async (_, parts, gone, about, names) => {
    const folder = await tempFolder();
    const { [gone]: __, ...rest } = parts;
    await writeFiles(folder, { ...rest, 'clip.mp4': 'x' });
    const found = await collect(folder);
    expect(messagesIn(found)).toEqual([['archive-unread', about, told(gone)]]);
    expect(found.source.complete).toBe(false);
    expect([...found.files.keys()].sort()).toEqual(['clip.mp4', ...names.map((name) => `x.zip.001/${name}`)].sort());
  });

  test('all parts but the main one are gone', async () => {
    const folder = await tempFolder();
    await writeFiles(folder, { 'x.zip': spanned(FILES, 20_000)['x.zip'] as Buffer });
    expect(messagesIn(await collect(folder))).toEqual([['archive-unread', 'x.zip', told('x.z01')]]);
    expect((await collect(join(folder, 'x.zip'))).codes).toEqual(['archive-unread']);
  });
});

test('no flipped byte of a split zip makes listing throw or hang', async () => {
  const folder = await tempFolder();
  const parts = spanned(
    [
      { name: 'a.mp4', content: 'x'.repeat(300) },
      { name: 'b.mp4', content: 'y' },
    ],
    200,
  );
  await writeFiles(folder, parts);
  const last = parts['x.zip'] as Buffer;
  for (let at = 0; at < last.length; at += 2) {
    const bad = Buffer.from(last);
    bad[at] = (bad[at] as number) ^ 0xff;
    await writeFile(join(folder, 'x.zip'), bad);
    const { source } = await collect(folder);
    for (const entry of source.entries)
      await bytesOf(entry.open()).catch((cause) => expect(cause).toHaveProperty('problem'));
  }
});

describe('archives that are not read', () => {
  const SEVEN = Buffer.from('377abcaf271c0004', 'hex');

  test('each is told once, beside what is read', async () => {
    const folder = await tempFolder();
    await writeFiles(folder, {
      'clip.mp4': 'x',
      'a.7z': SEVEN,
      'b.part1.rar': 'Rar!',
      'b.part2.rar': 'Rar!',
      'c.rar': 'Rar!',
      'c.r00': 'x',
      'd.tar.gz': Buffer.from('1f8b0800', 'hex'),
      'e.7z.001': SEVEN,
      'e.7z.002': 'x',
      'sub/f.tgz': 'x',
      'g.zip': zip([
        { name: 'in.mp4', content: 'y' },
        { name: 'deep/h.7z', content: SEVEN },
      ]),
      'named.zip': Buffer.concat([SEVEN, Buffer.alloc(300)]),
    });
    const found = await collect(folder);
    expect(
      messagesIn(found)
        .map(([code, name]) => `${code} ${name}`)
        .sort(),
    ).toEqual([
      'archive-unread a.7z',
      'archive-unread b.part1.rar',
      'archive-unread c.r00',
      'archive-unread d.tar.gz',
      'archive-unread e.7z.001',
      'archive-unread f.tgz',
      'archive-unread h.7z',
      'archive-unread named.zip',
    ]);
    expect(found.source.problems[0]?.message).toBe(
      'An archive of this kind (7z) is not read. Unpack it and import the folder.',
    );
    expect([...found.files.keys()].sort()).toEqual(['clip.mp4', 'g.zip/in.mp4']);
    expect(
      [...found.left]
        .filter(([, reason]) => reason === 'unreadable')
        .map(([name]) => name)
        .sort(),
    ).toEqual([
      'a.7z',
      'b.part1.rar',
      'b.part2.rar',
      'c.r00',
      'c.rar',
      'd.tar.gz',
      'e.7z.001',
      'e.7z.002',
      'g.zip/deep/h.7z',
      'named.zip',
      'sub/f.tgz',
    ]);
  });

  test.each([
    ['by its name', 'a.rar', Buffer.from('whatever')],
    ['by its bytes', 'download', SEVEN],
    ['a tar', 'backup', Buffer.concat([Buffer.alloc(257), Buffer.from('ustar')])],
  ])('chosen itself, %s', async (_, name, bytes) => {
    const folder = await tempFolder();
    await writeFiles(folder, { [name]: bytes });
    expect((await collect(join(folder, name))).codes).toEqual(['archive-unread']);
  });
});
