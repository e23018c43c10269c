/** Tests that header parsing of any bytes gives an answer, without errors, hangs or large allocations. */
import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import type { Bytes } from '../../src-main/media/headers/bytes.ts';
import { readFacts } from '../../src-main/media/headers/read-facts.ts';
import { H264, moving, temporaryFolder } from './clips.ts';

// Real media takes long on a busy computer, because ffmpeg has a lower priority.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

const folder = temporaryFolder();
const seeds: Buffer[] = [];

beforeAll(() => {
  folder.make('clip.mp4', ...moving('64x48', 0.2, 10), ...H264, '-movflags', '+faststart');
  folder.make('fragments.mp4', ...moving('64x48', 0.2, 10), ...H264, '-movflags', 'frag_keyframe+empty_moov');
  for (const name of ['still.png', 'still.jpg', 'still.webp', 'still.gif'])
    folder.make(name, ...moving('64x48', 0.1, 10), '-frames:v', '1');
  for (const name of ['clip.mp4', 'fragments.mp4', 'still.png', 'still.jpg', 'still.webp', 'still.gif']) {
    seeds.push(readFileSync(folder.at(name)));
  }
});
afterAll(() => folder.remove());

/** Bytes in memory that can claim a larger size, and that count the bytes read. */
function inMemory(content: Uint8Array, size = content.length): Bytes & { readonly spent: () => number } {
  let spent = 0;
  const read = async (start: number, end: number): Promise<Uint8Array> => {
    spent += Math.max(0, Math.min(end, size) - start);
    return content.subarray(start, end);
  };
  return { size, reach: size, input: null, read, close: async () => {}, spent: () => spent };
}

const HEADS = [
  '\0\0\0\x18ftypisom',
  '\x89PNG\r\n\x1a\n',
  '\xff\xd8\xff',
  'GIF89a',
  'RIFF\xff\xff\xff\xffWEBP',
  '\0\0\0\0ftypavif',
  '\0\0\0\x08moov',
];

test('random bytes after a valid beginning give an answer', async () => {
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...HEADS), fc.uint8Array({ maxLength: 600 }), async (head, rest) => {
      const facts = await readFacts(inMemory(Buffer.concat([Buffer.from(head, 'latin1'), rest])));
      expect(facts === null || facts.width === null || facts.width >= 0).toBe(true);
    }),
    { numRuns: 1500 },
  );
});

test('real files with changed bytes, cut anywhere, give an answer', async () => {
  const change = fc.record({
    at: fc.double({ min: 0, max: 1, noNaN: true }),
    byte: fc.constantFrom(0, 1, 8, 127, 128, 255),
  });
  await fc.assert(
    fc.asyncProperty(
      fc.nat(5),
      fc.array(change, { maxLength: 12 }),
      fc.double({ min: 0, max: 1, noNaN: true }),
      async (seed, changes, cut) => {
        const bytes = Buffer.from(seeds[seed] ?? Buffer.alloc(0)).subarray(
          0,
          Math.ceil((seeds[seed]?.length ?? 0) * cut),
        );
        // Headers are short; this formula makes most changes hit one.
        for (const { at, byte } of changes) bytes[Math.floor(at * at * bytes.length)] = byte;
        const facts = await readFacts(inMemory(bytes));
        for (const value of [facts?.width, facts?.height, facts?.durationSeconds, facts?.fps]) {
          expect(value === undefined || value === null || (Number.isFinite(value) && value > 0)).toBe(true);
        }
      },
    ),
    { numRuns: 1500 },
  );
});

test('a file of many tiny boxes is given up after ten thousand', async () => {
  const box = Buffer.from('\0\0\0\x08free', 'latin1');
  const file = Buffer.concat([Buffer.from('\0\0\0\x08ftyp', 'latin1'), ...Array.from({ length: 50_000 }, () => box)]);
  expect((await readFacts(inMemory(file)))?.damage).toMatch(/more parts/);
});

test('an index that claims a terabyte is neither read nor allocated', async () => {
  const moov = Buffer.from('\0\0\0\x10ftypisom\0\0\0\0\0\0\0\x01moov\0\0\x01\0\0\0\0\0', 'latin1');
  const bytes = inMemory(moov, 2 ** 40 + 1000);
  expect((await readFacts(bytes))?.damage).toMatch(/larger than any real file/);
  expect(bytes.spent()).toBeLessThan(100_000);
});

test('tables that claim four thousand million entries are read only as far as they reach', async () => {
  const clip = Buffer.from(seeds[0] ?? Buffer.alloc(0));
  for (const table of ['stts', 'stsd', 'elst']) {
    const at = clip.indexOf(table);
    clip.writeUInt32BE(0xffffffff, at + 8);
  }
  expect(await readFacts(inMemory(clip))).toMatchObject({ width: 64, height: 48 });
});

test('the depth of nested MP4 boxes is limited', async () => {
  const depth = 5_000;
  const nested = Buffer.alloc(depth * 8);
  for (let level = 0; level < depth; level++) {
    nested.writeUInt32BE((depth - level) * 8, level * 8);
    nested.write('moov', level * 8 + 4, 'latin1');
  }
  const file = Buffer.concat([Buffer.from('\0\0\0\x08ftyp', 'latin1'), nested]);
  expect((await readFacts(inMemory(file)))?.width).toBeNull();
});
