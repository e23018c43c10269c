/**
 * The functions of the writer thread that an import calls, and a queue that lets reading and writing run at the same
 * time.
 */
import type { FileOutcomePart } from '../../catalog/file-outcome-parts.ts';
import type { CheckRow } from '../../catalog/writes/archive/fixity-rows.ts';
import type { VerifyState } from '../../catalog/writes/archive/verify-runs.ts';
import type { ImportReport, StoredImport } from '../../contract/archive/report.ts';
import type { Batch, Committed } from '../derive/commit.ts';

export interface ImportWriter {
  source(path: string, kind: string): Promise<number>;
  sourceImported(id: number, fingerprint: Uint8Array | null, skipped: number, reading: number): Promise<void>;
  sourceState(id: number, state: 'present' | 'missing'): Promise<void>;
  /** Sets the source through which others are read: `root`, or each source itself when `root` is null. */
  setWithin(ids: readonly number[], root: number | null): Promise<void>;
  /** Moves a source to a new path, or joins it with the source at that path; returns the id of the source there. */
  moveSource(id: number, from: string, to: string, standing: number | null): Promise<number>;
  /** Records that the rows of a moved source were derived again. */
  endMove(id: number): Promise<void>;
  /** Deletes the fingerprint: the next import reads the whole source. */
  forgetReading(id: number): Promise<void>;
  /** Deletes a source without rows. */
  deleteSource(id: number): Promise<void>;
  keepFileOutcomes(importId: number, parts: readonly FileOutcomePart[]): Promise<void>;
  commit(batch: Batch): Promise<Committed>;
  keepVerify(state: VerifyState, checks: readonly CheckRow[]): Promise<void>;
  beginImport(paths: readonly string[]): Promise<number>;
  finishImport(id: number, outcome: StoredImport['outcome'], report: ImportReport | null): Promise<void>;
}

/** Batches in flight: the next batch is read while one is written. */
const IN_FLIGHT = 2;

export interface CommitQueue {
  /** Sends a batch; waits while {@link IN_FLIGHT} batches are in flight. Rejects when an earlier batch failed. */
  push(batch: Batch, done: (committed: Committed) => void): Promise<void>;
  /** Waits until everything is written. */
  drain(): Promise<void>;
}

export function openCommitQueue(writer: Pick<ImportWriter, 'commit'>): CommitQueue {
  const flying = new Set<Promise<void>>();
  let failure: Error | null = null;
  const settle = async (): Promise<void> => {
    await Promise.race(flying);
    if (failure) throw failure;
  };
  return {
    async push(batch, done) {
      if (failure) throw failure;
      while (flying.size >= IN_FLIGHT) await settle();
      const flight: Promise<void> = writer
        .commit(batch)
        .then(done)
        .catch((error: Error) => {
          failure ??= error;
        })
        .finally(() => flying.delete(flight));
      flying.add(flight);
    },
    async drain() {
      while (flying.size > 0) await settle();
      if (failure) throw failure;
    },
  };
}
