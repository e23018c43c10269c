/** What an import needs of the writer thread, and a queue that keeps reading and writing going at the same time. */
import type { AccountPart } from '../catalog/account-parts.ts';
import type { ImportReport, StoredImport } from '../contract/report.ts';
import type { Batch, Committed } from './commit.ts';

export interface ImportWriter {
  source(path: string, kind: string): Promise<number>;
  sourceImported(id: number, fingerprint: Uint8Array | null, skipped: number): Promise<void>;
  sourceState(id: number, state: 'present' | 'missing'): Promise<void>;
  /** Says through which source others are read: `root` itself for those within it, each for itself where `root` is null. */
  setWithin(ids: readonly number[], root: number | null): Promise<void>;
  /** Points a source at a new place, or lets it go up in the one that stands there; returns the number of the source there. */
  moveSource(id: number, from: string, to: string, standing: number | null): Promise<number>;
  /** Forgets how a source was read: it is read whole next time. */
  forgetReading(id: number): Promise<void>;
  /** Removes a source of which no rows are left. */
  deleteSource(id: number): Promise<void>;
  keepAccount(importId: number, parts: readonly AccountPart[]): Promise<void>;
  commit(batch: Batch): Promise<Committed>;
  beginImport(paths: readonly string[]): Promise<number>;
  finishImport(id: number, outcome: StoredImport['outcome'], report: ImportReport | null): Promise<void>;
}

/** Batches on their way: while one is being written the next is being read. */
const IN_FLIGHT = 2;

export interface CommitQueue {
  /** Hands over a batch; waits while {@link IN_FLIGHT} others are on their way. Rejects when an earlier one failed. */
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
