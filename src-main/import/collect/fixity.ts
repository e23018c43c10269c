/**
 * The second phase of an import: hashes every file that has no content hash. It can stop anywhere and continue later.
 */

import type { KnownProblem } from '../../contract/archive/problem-codes.ts';
import { CHECKSUM_DAMAGE } from '../../contract/items/generation.ts';
import type { SourceEntry } from '../../formats/source.ts';
import { withDiskTurn } from '../../formats/source-files/adaptive-io.ts';
import { pathOf } from '../../formats/source-files/place.ts';
import { openEntry } from '../../formats/zip/zip-read.ts';
import { type FileHash, hashFile, hashFileNow, hashStream } from '../../media/hash.ts';
import { inLanes } from '../../threads/lanes.ts';
import type { ImportStatistics } from '../report/import-statistics.ts';
import { type Unhashed, unreadable } from './file-intake.ts';
import type { CommitQueue } from './writer-port.ts';

const BATCH_ROWS = 300;
/**
 * The longest time between two commits, in ms: hashes of large files are stored soon, so that an interruption loses
 * little.
 */
const BATCH_MS = 2_000;
/** Files hashed at the same time: one is read while the last chunk of another is hashed. */
const HASHING = 4;
/** Files up to this size are read in one piece, several at the same time if the disk is fast. */
const SMALL = 128 * 1024;

/** Hashes files and sends the hashes to the writer. @param onBytes called for every chunk */
export async function hashFiles(
  { fileIds, entries }: Unhashed,
  queue: CommitQueue,
  tally: ImportStatistics,
  onBytes: (count: number) => void,
  signal: AbortSignal,
): Promise<void> {
  let hashes: { fileId: number; sha256: Buffer; damage: string | null }[] = [];
  let flushedAt = performance.now();
  const flush = async (): Promise<void> => {
    flushedAt = performance.now();
    const batch = hashes;
    hashes = [];
    if (batch.length > 0) await queue.push({ hashes: batch }, tally.committed);
  };
  await inLanes(entries.entries(), HASHING, signal, async ([at, entry]) => {
    const result = await hashEntry(entry, signal, onBytes);
    if ('sha256' in result) {
      const damage = isSpoiled(result, entry.crc) ? CHECKSUM_DAMAGE : null;
      if (damage !== null) tally.problem({ path: pathOf(entry), code: 'zip-checksum', message: damage });
      hashes.push({ fileId: fileIds[at] as number, sha256: result.sha256, damage });
    } else if (!signal.aborted) tally.problem(result);
    if (hashes.length >= BATCH_ROWS || performance.now() - flushedAt >= BATCH_MS) await flush();
  });
  await flush();
  await queue.drain();
}

/** Whether the content differs from the CRC-32 in the zip. */
export const isSpoiled = ({ crc }: FileHash, stated: number | null | undefined): boolean =>
  stated !== null && stated !== undefined && crc !== null && crc !== stated;

/** The hash of the content of an entry, or the problem that prevented it. */
export async function hashEntry(
  entry: SourceEntry,
  signal: AbortSignal,
  onBytes: (count: number) => void = () => {},
): Promise<FileHash | KnownProblem> {
  try {
    if (entry.entry === null && entry.size <= SMALL) return await hashSmall(entry.path, signal, onBytes);
    if (entry.entry === null) return await hashFile(entry.path, signal, onBytes);
    return await hashStream(await openEntry(entry.path, entry.entry), signal, onBytes);
  } catch (cause) {
    return unreadable(entry, cause);
  }
}

async function hashSmall(path: string, signal: AbortSignal, onBytes: (count: number) => void): Promise<FileHash> {
  signal.throwIfAborted();
  const found = await withDiskTurn(
    () => hashFileNow(path),
    () => hashFile(path, signal),
  );
  onBytes(found.size);
  return found;
}
