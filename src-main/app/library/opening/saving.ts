/** What follows a change of the catalog by a person: it is on the disk, and pages hear of it, before it is answered. */
import { type EditQueue, openEditQueue } from '../../edits/edit-queue.ts';
import { openLasting } from '../../edits/sync-edits.ts';
import type { CatalogThreads } from './catalog-threads.ts';

export interface Saving {
  /** Runs edits in order. Each is saved, and told to pages, before its answer. */
  readonly inOrder: EditQueue;
  /** Puts what was written so far on the disk. */
  readonly lasting: () => Promise<void>;
  /** The same, and pages ask for everything again. */
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
