/** Before a person's change of the catalog is answered, syncs it to the disk and reports it to pages. */
import { type EditQueue, openEditQueue } from '../../edits/edit-queue.ts';
import { openLasting } from '../../edits/sync-edits.ts';
import type { CatalogThreads } from './catalog-threads.ts';

export interface Saving {
  /** Runs edits in order. Each is synced and reported to pages before its answer. */
  readonly inOrder: EditQueue;
  /** Syncs all changes so far to the disk. */
  readonly lasting: () => Promise<void>;
  /** Syncs all changes so far, and makes pages load everything again. */
  readonly saved: () => Promise<void>;
}

export function openSaving(directory: string, { writer, changes }: Pick<CatalogThreads, 'writer' | 'changes'>): Saving {
  const lasting = openLasting(directory, {
    revision: () => writer.call.revision(),
    reached: (revision) => writer.call.reached(revision),
  });
  return {
    lasting,
    saved: async () => void (await Promise.all([changes.now(), lasting()])),
    inOrder: openEditQueue(async (change) => void (await Promise.all([changes.edited(change), lasting()]))),
  };
}
