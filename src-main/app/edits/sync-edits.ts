/** Syncs edits to the disk before they are answered, so that a power cut loses no edit that a person saw as saved. */
import { open } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { CATALOG_FILE } from '../../catalog/connection.ts';
import { endsWithin } from '../../threads/within.ts';

/** Maximum time that an edit waits for the sync, in ms, because a disk can be slow or busy with an import. */
const HELD_MS = 50;

/**
 * The pause after a sync, as a multiple of its duration: nothing is appended to SQLite's log (WAL) during a sync.
 * Without pauses, an import of 30,000 records took six times as long.
 */
const REST = 4;

export interface LastingOptions {
  /** The current revision of the catalog. */
  readonly revision: () => Promise<number>;
  /** Called after a sync: all changes up to this revision are on the disk. */
  readonly reached: (revision: number) => Promise<void>;
}

/**
 * Returns a function to call after each edit. It resolves when the edit is on the disk, at the latest after {@link
 * HELD_MS}; then the sync continues after the answer. Edits during a sync share the next sync. It never rejects: when
 * the disk reports an error, the edit is still in SQLite's log, and the next edit syncs again.
 *
 * It runs in the main thread, because an import's batches can keep the writer thread busy for many seconds.
 */
export function openLasting(directory: string, { revision, reached }: LastingOptions): () => Promise<void> {
  const log = join(directory, `${CATALOG_FILE}-wal`);
  let running: Promise<void> | null = null;
  let next: Promise<void> | null = null;
  let isNamed = false;
  let free = 0;
  const put = async (): Promise<void> => {
    const rest = free - performance.now();
    // If the program ends during this pause, it closes the catalog, and closing syncs everything.
    if (rest > 0) await wait(rest, undefined, { ref: false });
    const before = await revision();
    const began = performance.now();
    await sync(log, 'r+');
    // The log file was created when the catalog was opened, so its name must be synced, too. Windows does that itself.
    if (!isNamed && process.platform !== 'win32') await sync(directory, 'r');
    isNamed = true;
    const ended = performance.now();
    free = ended + REST * (ended - began);
    await reached(before);
  };
  const begin = (): Promise<void> => {
    next = null;
    running = put()
      .catch(() => {})
      .finally(() => {
        running = null;
      });
    return running;
  };
  const afterThis = (): Promise<void> => {
    if (!running) return begin();
    next ??= running.then(begin);
    return next;
  };
  return async () => void (await endsWithin(HELD_MS, afterThis()));
}

async function sync(path: string, flags: string): Promise<void> {
  const file = await open(path, flags);
  try {
    await file.sync();
  } finally {
    await file.close();
  }
}
