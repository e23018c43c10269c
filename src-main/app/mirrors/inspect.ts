/** Finds copies in a mirror that are missing or changed. */

import { lstat } from 'node:fs/promises';
import { join } from 'node:path';
import { hashFile } from '../../media/hash.ts';
import { inLanes } from '../../threads/lanes.ts';
import type { Listing, MirrorFile } from './manifest.ts';

export interface Inspected {
  readonly intact: number;
  /** Now marked as spoiled. */
  readonly damaged: readonly MirrorFile[];
  /** Now removed from the list. */
  readonly lost: readonly MirrorFile[];
}

export interface InspectOptions {
  /** Read every copy; else only copies whose size or date has changed. */
  readonly full: boolean;
  readonly signal: AbortSignal;
  /** Resolves when the work may go on. */
  readonly turn: () => Promise<void>;
  readonly progress: (done: number, total: number) => void;
}

const AT_ONCE = 2;
const LOOKING_AT_ONCE = 16;

/** Compares the list with the folder and updates the list. Rejects with the signal's reason. */
export async function inspect(directory: string, listing: Listing, options: InspectOptions): Promise<Inspected> {
  const { full, signal, turn, progress } = options;
  const all = [...listing.files.values()];
  const damaged: MirrorFile[] = [];
  const lost: MirrorFile[] = [];
  let intact = 0;
  let done = 0;
  const look = async (file: MirrorFile): Promise<void> => {
    const found = await lstat(join(directory, file.path)).catch((cause: NodeJS.ErrnoException) => {
      if (cause.code === 'ENOENT' || cause.code === 'ENOTDIR') return null;
      throw cause;
    });
    if (!found?.isFile()) {
      lost.push(file);
      listing.drop(file.path);
      return;
    }
    const mtimeMs = Math.trunc(found.mtimeMs);
    const isUntouched = found.size === file.size && mtimeMs === file.copyMtimeMs;
    const isAside = file.state === 'removed' || file.state === 'replaced';
    if (isUntouched && (!full || (file.spoiled && isAside))) {
      if (!file.spoiled) intact++;
      // A spoiled copy that was set aside has been reported before.
      else if (!isAside) damaged.push(file);
      return;
    }
    await turn();
    // A copy that cannot be read counts as damaged.
    const hash = await hashFile(join(directory, file.path), signal).catch((cause: unknown) => {
      signal.throwIfAborted();
      if (!['EIO', 'EACCES', 'EPERM'].includes(String((cause as NodeJS.ErrnoException).code))) throw cause;
      return null;
    });
    if (hash?.sha256.toString('hex') === file.sha256) {
      intact++;
      const { spoiled: _, ...sound } = file;
      listing.amend({ ...sound, copyMtimeMs: mtimeMs, verifiedAt: new Date().toISOString() });
      return;
    }
    damaged.push(file);
    listing.put({ ...file, spoiled: true, size: found.size, copyMtimeMs: mtimeMs });
  };
  await inLanes(all, full ? AT_ONCE : LOOKING_AT_ONCE, undefined, async (file) => {
    signal.throwIfAborted();
    await look(file);
    if (full) progress(++done, all.length);
  });
  return { intact, damaged, lost };
}
