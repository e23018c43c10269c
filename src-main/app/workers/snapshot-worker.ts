/** The snapshot thread: copies the catalog while it is in use, and reads the copy back. */
import { copyFileSync, mkdirSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import { workerData } from 'node:worker_threads';
import { tellingDamage } from '../../catalog/keeping/damage.ts';
import {
  finishSnapshot,
  manifestOf,
  startSnapshot,
  thinOut,
  type Written,
  wordsOf,
} from '../../catalog/keeping/snapshots.ts';
import type { SnapshotReason } from '../../contract/library/backups.ts';
import { giveWay } from '../../threads/lower-priority.ts';
import { emit, serve } from '../../threads/rpc.ts';
import { version } from '../version.ts';

const { directory } = workerData as { readonly directory: string };
giveWay();

export type SnapshotApi = typeof api;
const api = {
  /** Emits "begun" when later changes of the catalog no longer affect the copy. */
  write: (reason: SnapshotReason, folder: string): Promise<Written> =>
    startSnapshot(directory, reason, version, folder, () => emit('begun')),
  finish: (written: Written): Written => finishSnapshot(written),
  thinOut: (): void => thinOut(directory),
  /** Copies a finished snapshot into a second folder. Only the person deletes snapshots there. */
  copyTo(written: Written, folder: string): void {
    mkdirSync(folder, { recursive: true });
    for (const path of [written.path, wordsOf(written.path), manifestOf(written.path)])
      if (statSync(path, { throwIfNoEntry: false })) copyFileSync(path, join(folder, basename(path)));
  },
};
serve(tellingDamage(directory, api));
