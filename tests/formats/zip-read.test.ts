/** Tests zips that are read in place: names, ranges, unusual and damaged archives. */
import { mkdir, open, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test, vi } from 'vitest';
import { zipContents } from '../../src-main/formats/zip/zip-contents.ts';
import { locate, openEntry } from '../../src-main/formats/zip/zip-read.ts';
import { tempFolder } from '../fixtures/temp.ts';
import { type ZipFileOptions, zip } from '../fixtures/zip.ts';
import { bytesOf, textOf } from './collect.ts';

// Slow only when many processes run at the same time.
vi.setConfig({ testTimeout: 60_000 });

async function write(files: readonly ZipFileOptions[] | Buffer): Promise<string> {
  const path = join(await tempFolder(), 'a.zip');
  await writeFile(path, Buffer.isBuffer(files) ? files : zip(files as readonly ZipFileOptions[]));
  return path;
}

async function list(path: string): Promise<{ names: string[]; codes: string[]; complete: boolean }> {
  const { members, problems, complete } = await zipContents(path);
  return { names: [...members.keys()], codes: problems.map(({ code }) => code), complete };
}

const LONG = 'the quick brown fox jumps over the lazy dog; '.repeat(20_000);

describe('reading', () => {
  test('stored and deflated entries give their bytes, whole and in ranges', async () => {
    const path = await write([
      { name: 'stored.mp4', content: LONG },
      { name: 'sub/deflated.json', content: LONG, deflate: true },
      { name: 'empty.txt' },
      { name: 'folder/' },
    ]);
    expect(await list(path)).toEqual({
      names: ['stored.mp4', 'sub/deflated.json', 'empty.txt'],
      codes: [],
      complete: true,
    });
    for (const name of ['stored.mp4', 'sub/deflated.json']) {
      expect(await textOf(openEntry(path, name))).toBe(LONG);
      expect(await textOf(openEntry(path, name, { start: 500_000, end: 500_044 }))).toBe(LONG.slice(500_000, 500_044));
      expect(await textOf(openEntry(path, name, { start: LONG.length - 3, end: LONG.length + 9 }))).toBe(
        LONG.slice(-3),
      );
      expect(await textOf(openEntry(path, name, { start: 7, end: 7 }))).toBe('');
    }
    expect(await textOf(openEntry(path, 'empty.txt'))).toBe('');
  });

  test('a stored entry can be located in the file itself', async () => {
    const path = await write([
      { name: 'x' },
      { name: 'clip.mp4', content: 'CLIPBYTES' },
      { name: 'packed.mp4', content: LONG, deflate: true },
    ]);
    const place = await locate(path, 'clip.mp4');
    expect(place).toMatchObject({ size: 9, stored: true });
    const handle = await open(path);
    const { buffer } = await handle.read(Buffer.alloc(9), 0, 9, place.offset);
    await handle.close();
    expect(buffer.toString()).toBe('CLIPBYTES');
    expect(await locate(path, 'packed.mp4')).toMatchObject({ size: LONG.length, stored: false });
  });

  test('a plain file is opened by the same function', async () => {
    const path = join(await tempFolder(), 'plain.mp4');
    await writeFile(path, '0123456789');
    expect(await textOf(openEntry(path, null, { start: 3, end: 6 }))).toBe('345');
    await expect(openEntry(`${path}x`, null)).rejects.toMatchObject({ problem: { code: 'file-missing' } });
  });

  test('a zip that changed is listed again', async () => {
    const path = await write([{ name: 'a', content: '1' }]);
    expect((await list(path)).names).toEqual(['a']);
    await writeFile(path, zip([{ name: 'bb', content: '22' }]));
    expect((await list(path)).names).toEqual(['bb']);
    await expect(openEntry(path, 'a')).rejects.toMatchObject({ problem: { code: 'file-missing' } });
  });

  test('ZIP64 fields, streamed sizes and timestamps are read', async () => {
    const modified = new Date(2025, 4, 6, 7, 8, 10);
    const path = await write([
      { name: 'a.mp4', content: LONG, zip64: true, modified },
      { name: 'b.json', content: LONG, streamed: true, deflate: true },
    ]);
    expect((await zipContents(path)).members.get('a.mp4')?.mtimeMs).toBe(modified.getTime());
    for (const name of ['a.mp4', 'b.json']) expect(await textOf(openEntry(path, name))).toBe(LONG);
  });

  test('a hundred thousand entries are listed', async () => {
    const path = await write(Array.from({ length: 100_000 }, (_, i) => ({ name: `gen_${i}.mp4` })));
    expect((await zipContents(path)).members.size).toBe(100_000);
  });
});

describe('names', () => {
  test.each([
    ['UTF-8 with its flag', 'ほげ 猫.mp4', 'ほげ 猫.mp4'],
    ['UTF-8 without its flag', Buffer.from('ほげ 猫.mp4'), 'ほげ 猫.mp4'],
    ['Shift_JIS', Buffer.from([0x82, 0xd9, 0x82, 0xb0, 0x2e, 0x6d, 0x70, 0x34]), 'ほげ.mp4'],
    ['GBK', Buffer.from([0xd6, 0xd0, 0xce, 0xc4, 0x2e, 0x6d, 0x70, 0x34]), '中文.mp4'],
    ['code page 437', Buffer.from([0x53, 0x63, 0x68, 0x94, 0x6e, 0x2e, 0x6d, 0x70, 0x34]), 'Schön.mp4'],
    ['backslashes', Buffer.from('sub\\a.mp4'), 'sub/a.mp4'],
  ])('%s', async (_, name, decoded) => {
    expect((await list(await write([{ name, content: 'x' }]))).names).toEqual([decoded]);
  });

  test('names that lead outside are reported and read under safe names', async () => {
    const path = await write([
      { name: '../../evil.mp4', content: '1' },
      { name: '/etc/passwd.mp4', content: '2' },
      { name: 'C:\\Windows\\a.mp4', content: '3' },
      { name: './ok.mp4', content: '4' },
      { name: '..', content: '5' },
    ]);
    const { names, codes } = await list(path);
    expect(names).toEqual(['evil.mp4', 'etc/passwd.mp4', 'Windows/a.mp4', 'ok.mp4']);
    expect(codes).toEqual(['zip-unsafe-name', 'zip-unsafe-name', 'zip-unsafe-name']);
    expect(await textOf(openEntry(path, 'evil.mp4'))).toBe('1');
  });

  test('two entries with the same name are two files', async () => {
    const path = await write([
      { name: 'd/a.mp4', content: '1' },
      { name: 'd/a.mp4', content: '2' },
      { name: 'b', content: '3' },
      { name: 'b', content: '4' },
    ]);
    expect((await list(path)).names).toEqual(['d/a.mp4', 'd/a (2).mp4', 'b', 'b (2)']);
    expect(await textOf(openEntry(path, 'd/a (2).mp4'))).toBe('2');
  });

  test('system files are not listed', async () => {
    const path = await write([
      { name: '__MACOSX/._a.mp4' },
      { name: 'a/._b.mp4' },
      { name: '.DS_Store' },
      { name: 'a/b.mp4' },
    ]);
    expect((await list(path)).names).toEqual(['a/b.mp4']);
  });
});

describe('zips in zips', () => {
  const inner = zip([
    { name: 'generations.json', content: LONG, deflate: true },
    { name: 'clip.mp4', content: 'CLIP' },
  ]);

  test('a stored zip is read in place', async () => {
    const path = await write([
      { name: 'parts/part-1.zip', content: inner },
      { name: 'readme.txt', content: 'hi' },
    ]);
    expect((await list(path)).names).toEqual([
      'readme.txt',
      'parts/part-1.zip/generations.json',
      'parts/part-1.zip/clip.mp4',
    ]);
    expect(await textOf(openEntry(path, 'parts/part-1.zip/generations.json'))).toBe(LONG);
    expect(await textOf(openEntry(path, 'parts/part-1.zip/clip.mp4', { start: 1, end: 3 }))).toBe('LI');
  });

  test('a compressed zip and a too deep zip are reported', async () => {
    const packed = await write([{ name: 'part.zip', content: inner, deflate: true }]);
    expect(await list(packed)).toEqual({ names: [], codes: ['zip-nested-deflated'], complete: false });
    const deep = await write([{ name: 'a.zip', content: zip([{ name: 'b.zip', content: inner }]) }]);
    expect(await list(deep)).toEqual({ names: [], codes: ['zip-nested-deep'], complete: false });
  });
});

describe('odd and damaged zips', () => {
  const files: ZipFileOptions[] = [
    { name: 'generations.json', content: LONG, deflate: true },
    { name: 'one.mp4', content: LONG },
    { name: 'two.mp4', content: LONG.toUpperCase() },
  ];

  test('bytes before or after the archive are ignored', async () => {
    for (const odd of [
      Buffer.concat([Buffer.from('#!/bin/sh\n'), zip(files)]),
      Buffer.concat([zip(files), Buffer.alloc(300, 'x')]),
    ]) {
      const path = await write(odd);
      expect(await list(path)).toEqual({
        names: ['generations.json', 'one.mp4', 'two.mp4'],
        codes: [],
        complete: true,
      });
      expect(await textOf(openEntry(path, 'two.mp4'))).toBe(LONG.toUpperCase());
    }
  });

  test('a zip without its directory is searched for files', async () => {
    for (const streamed of [false, true]) {
      const whole = zip(files.map((file) => ({ ...file, streamed })));
      const path = await write(whole.subarray(0, whole.indexOf('PK\x01\x02', 0, 'latin1')));
      expect(await list(path)).toEqual({
        names: ['generations.json', 'one.mp4', 'two.mp4'],
        codes: ['zip-damaged'],
        complete: false,
      });
      expect(await textOf(openEntry(path, 'generations.json'))).toBe(LONG);
      expect(await textOf(openEntry(path, 'two.mp4'))).toBe(LONG.toUpperCase());
    }
  });

  test('the readable part of the last, cut file is read', async () => {
    for (const streamed of [false, true]) {
      const path = await write(
        zip([
          { ...(files[1] as ZipFileOptions), streamed },
          { ...(files[2] as ZipFileOptions), streamed },
        ]),
      );
      await truncate(path, LONG.length + 100 + 50_000);
      expect(await list(path)).toEqual({ names: ['one.mp4', 'two.mp4'], codes: ['zip-damaged'], complete: false });
      expect(await textOf(openEntry(path, 'one.mp4'))).toBe(LONG);
      const rest = await textOf(openEntry(path, 'two.mp4'));
      expect(rest.length).toBeGreaterThan(49_000);
      expect(LONG.toUpperCase().startsWith(rest)).toBe(true);
      const packed = await write(zip([{ ...(files[0] as ZipFileOptions), content: noise(400_000), streamed }]));
      await truncate(packed, 200_000);
      expect((await bytesOf(openEntry(packed, 'generations.json'))).length).toBeGreaterThan(100_000);
    }
  });

  test.each([
    ['an empty file', Buffer.alloc(0)],
    ['something else', Buffer.from('<html>not found</html>')],
    ['four bytes', Buffer.from('PK\x03\x04', 'latin1')],
    ['only an end record, with wrong values', Buffer.from(`PK\x05\x06${'\xff'.repeat(18)}`, 'latin1')],
  ])('%s named .zip is a problem', async (_, bytes) => {
    expect(await list(await write(bytes))).toMatchObject({ names: [], codes: ['zip-damaged'], complete: false });
  });

  test('no flipped byte makes listing throw or hang', async () => {
    const whole = zip(files.map((file) => ({ ...file, content: 'short content' })));
    const folder = await tempFolder();
    for (let at = 0; at < whole.length; at += 3) {
      const bad = Buffer.from(whole);
      bad[at] = (bad[at] as number) ^ 0xff;
      const path = join(folder, `${at}.zip`);
      await writeFile(path, bad);
      const { members } = await zipContents(path);
      for (const name of members.keys())
        await bytesOf(openEntry(path, name)).catch((cause) => expect(cause).toHaveProperty('problem'));
    }
  });

  test('encrypted files are reported once, and the others are read', async () => {
    const path = await write([
      { name: 'a.mp4', encrypted: true, content: 'x' },
      { name: 'b.mp4', encrypted: true, content: 'x' },
      { name: 'c.mp4', content: 'c' },
    ]);
    expect(await list(path)).toEqual({ names: ['c.mp4'], codes: ['zip-encrypted'], complete: false });
  });

  test('an unknown method, a zip bomb and a wrong size fail when opened', async () => {
    const path = await write([
      { name: 'lzma.mp4', content: 'x', method: 14 },
      { name: 'bomb.json', content: 'x', deflate: true, statedSize: 3_000_000_000 },
      { name: 'more.json', content: LONG, deflate: true, statedSize: 100 },
      { name: 'less.json', content: 'x', deflate: true, statedSize: 100 },
    ]);
    const failure = async (name: string): Promise<string> =>
      (await bytesOf(openEntry(path, name)).catch((cause) => cause)).problem?.code;
    expect(await failure('lzma.mp4')).toBe('zip-method');
    expect(await failure('bomb.json')).toBe('zip-bomb');
    expect(await failure('more.json')).toBe('zip-damaged');
    expect(await failure('less.json')).toBe('zip-damaged');
  });

  test('offsets beyond 4 GiB without ZIP64, as the Finder writes them, are followed', async () => {
    const path = join(await tempFolder(), 'finder.zip');
    const far = 2 ** 32 + 1000;
    const late = zip([{ name: 'late.mp4', content: 'LATE' }]);
    const early = zip([{ name: 'early.mp4', content: 'EARLY' }]);
    const directoryOf = (bytes: Buffer): Buffer =>
      Buffer.from(bytes.subarray(bytes.indexOf('PK\x01\x02', 0, 'latin1'), bytes.length - 22));
    const [first, second] = [directoryOf(early), directoryOf(late)];
    second.writeUInt32LE(far % 2 ** 32, 42);
    // The wrap shows only when the offset falls, so the first file has a higher offset.
    const gap = 5000;
    first.writeUInt32LE(gap, 42);
    const end = Buffer.from(late.subarray(-22));
    const localLate = late.subarray(0, late.indexOf('PK\x01\x02', 0, 'latin1'));
    const directoryAt = far + localLate.length;
    end.writeUInt16LE(2, 8);
    end.writeUInt16LE(2, 10);
    end.writeUInt32LE(first.length + second.length, 12);
    end.writeUInt32LE(directoryAt % 2 ** 32, 16);
    await mkdir(join(path, '..'), { recursive: true });
    const handle = await open(path, 'w');
    await handle.write(early.subarray(0, early.indexOf('PK\x01\x02', 0, 'latin1')), 0, undefined, gap);
    await handle.write(Buffer.concat([localLate, first, second, end]), 0, undefined, far);
    await handle.close();
    expect(await list(path)).toEqual({ names: ['early.mp4', 'late.mp4'], codes: [], complete: true });
    expect(await textOf(openEntry(path, 'late.mp4'))).toBe('LATE');
    expect(await textOf(openEntry(path, 'early.mp4'))).toBe('EARLY');
  });
});

/** Bytes that do not compress, the same in every run. */
function noise(length: number): Buffer {
  const bytes = Buffer.alloc(length);
  for (let i = 0, state = 1; i < length; i++) {
    state = (Math.imul(state, 1103515245) + 12345) >>> 0;
    bytes[i] = state >>> 24;
  }
  return bytes;
}
