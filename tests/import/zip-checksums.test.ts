/** Files whose bytes do not match their zip's checksum: told, kept, and no hindrance to anything. */
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { crc32 } from 'node:zlib';
import { expect, test } from 'vitest';
import { CHECKSUM_DAMAGE } from '../../src-main/contract/items/generation.ts';
import { mp4 } from '../fixtures/media.ts';
import { exportRecord, generationsJson } from '../fixtures/sora-export.ts';
import { tempFolder } from '../fixtures/temp.ts';
import { zip } from '../fixtures/zip.ts';
import { testLibrary } from './library.ts';

/** Turns one byte behind the first place of `mark`, as a bad disk does. */
function spoil(bytes: Buffer, mark: string): void {
  const at = bytes.indexOf(mark);
  expect(at).toBeGreaterThan(0);
  bytes[at + mark.length - 1] = (bytes[at + mark.length - 1] as number) ^ 1;
}

test('a stored clip, a compressed clip and a list with damage in their zip are reported and kept', async () => {
  const records = [exportRecord(1), exportRecord(2), exportRecord(3)];
  const clip = await mp4('damaged here');
  const bytes = zip([
    { name: 'generations.json', content: generationsJson(records) },
    { name: `${exportRecord(1).id}.mp4`, content: clip },
    { name: `${exportRecord(2).id}.mp4`, content: await mp4('sound') },
    { name: `${exportRecord(3).id}.mp4`, content: await mp4('packed'), deflate: true },
  ]);
  spoil(bytes, 'damaged here');
  spoil(bytes, 'dragon through market 2');
  // A packed clip whose bytes are sound and whose checksum is not.
  const sum = Buffer.alloc(4);
  sum.writeUInt32LE(crc32(await mp4('packed')));
  bytes[bytes.lastIndexOf(sum)] = (sum[0] as number) ^ 1;
  const path = join(await tempFolder(), 'sora-data-files-export-1.zip');
  await writeFile(path, bytes);
  const before = await readFile(path);

  const { library, import: bring } = await testLibrary();
  const report = await bring(path);
  const damaged = [
    `${path}/generations.json`,
    `${path}/${exportRecord(1).id}.mp4`,
    `${path}/${exportRecord(3).id}.mp4`,
  ];
  expect(report.problems.map((problem) => problem.code)).toEqual(['zip-checksum', 'zip-checksum', 'zip-checksum']);
  expect(report.problems.map((problem) => problem.path).sort()).toEqual([...damaged].sort());
  expect(report.generations.added).toBe(3);
  const files = await Promise.all(records.map(async ({ id }) => (await library.reads.show(id))?.files));
  expect(files.map((found) => found?.map(({ damage }) => damage))).toEqual([
    [CHECKSUM_DAMAGE],
    [null],
    [CHECKSUM_DAMAGE],
  ]);
  for (const [file] of files as { sha256: string | null }[][]) expect(file?.sha256).toMatch(/^[0-9a-f]{64}$/);

  const again = await bring(path);
  expect(again.problems.map((problem) => problem.path).sort()).toEqual([...damaged].sort());
  expect(again.generations).toMatchObject({ added: 0, updated: 0 });
  const checked = await library.verification.now({ sourceId: null, resume: false }, () => {});
  expect(checked).toMatchObject({ intact: 1, changed: [], missing: [], new: [] });
  expect(checked.damaged).toEqual(damaged.slice(1).map((place) => ({ path: place })));
  expect(await readFile(path)).toEqual(before);
});

test('a zip that states no checksums is believed', async () => {
  const clip = await mp4('no checksum');
  const bytes = zip([{ name: `${exportRecord(1).id}.mp4`, content: clip }]);
  const sum = Buffer.alloc(4);
  sum.writeUInt32LE(crc32(clip));
  for (let at = bytes.indexOf(sum); at >= 0; at = bytes.indexOf(sum)) bytes.fill(0, at, at + 4);
  const path = join(await tempFolder(), 'clips.zip');
  await writeFile(path, bytes);
  const { import: bring } = await testLibrary();
  expect((await bring(path)).problems).toEqual([]);
});
