/** Puts edits through to the disk before they are answered: a power cut takes nothing back that a person saw saved. */
import { open } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { CATALOG_FILE } from '../../catalog/connection.ts';
import { endsWithin } from '../../threads/within.ts';

/** How long an edit waits for the disk, in ms: a slow one, or one that an import keeps busy, must not be felt. */
const HELD_MS = 50;

/**
 * So many times as long as the last time took, the disk is left to others: while it writes the log out, nothing is
 * added to that log. Beside an import of 30,000 records one time after another made the import take six times as long.
 */
const REST = 4;

export interface LastingOptions {
  /** The revision that the catalog stands at. */
  readonly revision: () => Promise<number>;
  /** Told how far everything is on the disk. */
  readonly reached: (revision: number) => Promise<void>;
}

/**
 * Gives a function to be called after each edit: it resolves when that edit is on the disk, at the latest after {@link
 * HELD_MS}; then the disk goes on behind the answer. Edits that come meanwhile share the next time. It never rejects:
 * on a disk that refuses, the edit stands in the log all the same, and the next one tries again.
 *
 * It runs in the main thread. The writer's own loop may be full of an import's batches for many seconds, and would not
 * come to it.
 */
export function openLasting(directory: string, { revision, reached }: LastingOptions): () => Promise<void> {
  const log = join(directory, `${CATALOG_FILE}-wal`);
  let running: Promise<void> | null = null;
  let next: Promise<void> | null = null;
  let isNamed = false;
  let free = 0;
  const put = async (): Promise<void> => {
    const rest = free - performance.now();
    // A program that ends meanwhile closes the catalog, which puts everything on the disk.
    if (rest > 0) await wait(rest, undefined, { ref: false });
    const before = await revision();
    const began = performance.now();
    await sync(log, 'r+');
    // The log was made when the catalog was opened: its name has to last as well. Windows keeps names by itself.
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
