/** Tests SHA-256 of files and streams. */
import { createHash, randomBytes } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { Readable } from 'node:stream';
import { crc32 } from 'node:zlib';
import { afterAll, expect, test } from 'vitest';
import { hashFile, hashStream } from '../../src-main/media/hash.ts';
import { temporaryFolder } from './clips.ts';

const folder = temporaryFolder();
afterAll(() => folder.remove());

test.each([0, 1, 1_048_575, 1_048_576, 1_048_577, 5_000_000])(
  'a file and a stream of %i bytes have the hash of their bytes',
  async (size) => {
    const content = randomBytes(size);
    writeFileSync(folder.at('file'), content);
    const expected = { sha256: createHash('sha256').update(content).digest(), size };
    expect(await hashFile(folder.at('file'))).toEqual({ ...expected, crc: null });
    const parts = Array.from({ length: Math.ceil(size / 70_000) }, (_, part) =>
      content.subarray(part * 70_000, (part + 1) * 70_000),
    );
    expect(await hashStream(Readable.from(parts))).toEqual({ ...expected, crc: crc32(content) });
  },
);

test('parallel hashes of several files do not mix', async () => {
  const contents = Array.from({ length: 8 }, () => randomBytes(3_000_000));
  contents.forEach((content, index) => void writeFileSync(folder.at(`many-${index}`), content));
  const hashes = await Promise.all(contents.map((_, index) => hashFile(folder.at(`many-${index}`))));
  expect(hashes.map(({ sha256 }) => sha256.toString('hex'))).toEqual(
    contents.map((content) => createHash('sha256').update(content).digest('hex')),
  );
});

test('an aborted hash rejects, and has reported every chunk until then', async () => {
  writeFileSync(folder.at('long'), randomBytes(4_000_000));
  const controller = new AbortController();
  const seen: number[] = [];
  const hashing = hashFile(folder.at('long'), controller.signal, (count) => {
    seen.push(count);
    controller.abort();
  });
  await expect(hashing).rejects.toMatchObject({ name: 'AbortError' });
  expect(seen).toEqual([1_048_576]);
});

test('an absent file rejects with the disk’s error', async () => {
  await expect(hashFile(folder.at('nowhere'))).rejects.toMatchObject({ code: 'ENOENT' });
});
