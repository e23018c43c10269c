/** Hashing: what is slow holds up nothing but itself. */
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import type { SourceEntry } from '../../src-main/formats/source.ts';
import { hashFiles } from '../../src-main/import/collect/fixity.ts';
import { openCommitQueue } from '../../src-main/import/collect/writer-port.ts';
import type { Batch, Committed } from '../../src-main/import/derive/commit.ts';
import { openImportStatistics } from '../../src-main/import/report/import-statistics.ts';
import { tempFolder, writeFiles } from '../fixtures/temp.ts';

const LARGE = 4_000_000_000;

test.skipIf(process.platform === 'win32')(
  'one large file on a slow drive does not keep the other files from being hashed',
  async () => {
    const folder = await tempFolder();
    const names = Array.from({ length: 12 }, (_, at) => `clip-${at}.mp4`);
    await writeFiles(folder, Object.fromEntries(names.map((name) => [name, name])));
    // A pipe that nobody writes into is not even opened.
    const slow = join(folder, 'slow.mp4');
    execFileSync('mkfifo', [slow]);
    const entry = (path: string, size: number) =>
      ({ path, entry: null, name: path, size, mtimeMs: 0 }) as unknown as SourceEntry;
    const entries = [entry(slow, LARGE), ...names.map((name) => entry(join(folder, name), name.length))];
    const hashes = new Map<number, string>();
    const commit = async (batch: Batch): Promise<Committed> => {
      for (const { fileId, sha256 } of batch.hashes ?? []) hashes.set(fileId, Buffer.from(sha256).toString('hex'));
      return { added: [], updated: [] } as unknown as Committed;
    };
    let heard = 0;
    const onBytes = (): void => {
      heard += 1;
    };
    const done = hashFiles(
      { fileIds: entries.map((_, at) => at), entries },
      openCommitQueue({ commit }),
      openImportStatistics(),
      onBytes,
      new AbortController().signal,
    );
    try {
      await vi.waitUntil(() => heard === names.length, { timeout: 5_000 });
    } finally {
      await writeFile(slow, 'slow');
    }
    await done;
    const expected = names.map((text) => createHash('sha256').update(text).digest('hex'));
    expect(names.map((_, at) => hashes.get(at + 1))).toEqual(expected);
  },
);
