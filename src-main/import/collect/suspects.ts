/**
 * Hashes known files whose size or time differs from the catalog. Files with another content are recorded as changed,
 * never overwritten.
 */
import type { ChangeRow } from '../../catalog/writes/archive/fixity-rows.ts';
import type { SourceOutcomes } from '../report/file-outcomes.ts';
import type { ImportStatistics } from '../report/import-statistics.ts';
import { changedProblem, type FileIntake, type Suspect } from './file-intake.ts';
import { hashEntry } from './fixity.ts';
import type { CommitQueue } from './writer-port.ts';

/** Files hashed in parallel. */
const HASHING = 4;

/** Hashes the suspects of an intake. `onBytes` is called for every chunk. */
export async function weighSuspects(
  files: Pick<FileIntake, 'suspects' | 'confirm' | 'finish'>,
  queue: CommitQueue,
  tally: ImportStatistics,
  outcomes: SourceOutcomes,
  onBytes: (count: number) => void,
  signal: AbortSignal,
): Promise<void> {
  const { suspects } = files;
  for (let at = 0; at < suspects.length && !signal.aborted; at += HASHING) {
    const group = suspects.slice(at, at + HASHING);
    const results = await Promise.all(group.map(({ found }) => hashEntry(found.entry, signal, onBytes)));
    if (signal.aborted) break;
    const changes: ChangeRow[] = [];
    const settled: number[] = [];
    for (const [place, result] of results.entries()) {
      const suspect = group[place] as Suspect;
      const { found, known } = suspect;
      if (!('sha256' in result)) {
        tally.problem(result);
        outcomes.aside(found.entry, 'unreadable', result.code);
      } else if (known.sha256?.equals(result.sha256)) {
        if (known.changed === 1) settled.push(known.id);
        await files.confirm(suspect);
      } else {
        changes.push({
          fileId: known.id,
          sha256: result.sha256,
          size: found.entry.size,
          mtimeMs: Math.floor(found.entry.mtimeMs),
          seenMs: Date.now(),
        });
        tally.problem(changedProblem(found.entry));
        outcomes.media(found.entry, known.id, 'updated');
      }
    }
    if (changes.length + settled.length > 0) await queue.push({ changes, settled }, tally.committed);
  }
  await files.finish();
}
