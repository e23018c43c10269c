/** The second phase of an import: the content hash of every file that has none yet. Can stop anywhere and go on later. */
import type { KnownProblem } from '../contract/problem-codes.ts';
import type { SourceEntry } from '../formats/source.ts';
import { type FileHash, hashFile, hashStream } from '../media/hash.ts';
import { unreadable } from './file-intake.ts';
import type { Tally } from './tally.ts';
import type { CommitQueue } from './writer-port.ts';

const BATCH_ROWS = 300;
/** Files hashed at once: reading one while another one's last chunk is hashed. */
const HASHING = 4;

/** Hashes the files and hands the hashes over; `onBytes` hears of every chunk. */
export async function hashFiles(
  files: readonly { readonly fileId: number; readonly entry: SourceEntry }[],
  queue: CommitQueue,
  tally: Tally,
  onBytes: (count: number) => void,
  signal: AbortSignal,
): Promise<void> {
  let hashes: { fileId: number; sha256: Buffer }[] = [];
  const flush = async (): Promise<void> => {
    const batch = hashes;
    hashes = [];
    if (batch.length > 0) await queue.push({ hashes: batch }, tally.committed);
  };
  for (let at = 0; at < files.length; at += HASHING) {
    if (signal.aborted) break;
    const group = files.slice(at, at + HASHING);
    const results = await Promise.all(group.map(({ entry }) => hashEntry(entry, signal, onBytes)));
    results.forEach((result, place) => {
      const { fileId } = group[place] as (typeof group)[number];
      if ('sha256' in result) hashes.push({ fileId, sha256: result.sha256 });
      else if (!signal.aborted) tally.problem(result);
    });
    if (hashes.length >= BATCH_ROWS) await flush();
  }
  await flush();
  await queue.drain();
}

/** The hash of an entry's content, or the problem that stood in the way. */
export async function hashEntry(
  entry: SourceEntry,
  signal: AbortSignal,
  onBytes: (count: number) => void = () => {},
): Promise<FileHash | KnownProblem> {
  try {
    return entry.entry === null ? await hashFile(entry.path, signal, onBytes) : await hashStream(await entry.open(), signal, onBytes);
  } catch (cause) {
    return unreadable(entry, cause);
  }
}
