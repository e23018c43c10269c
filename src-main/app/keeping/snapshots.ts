/** Makes snapshots of an open library: once a day, before large changes, and on request. */
import { createWriteStream, statSync } from 'node:fs';
import { rename } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { readManifest, type Written, wordsOf } from '../../catalog/keeping/snapshots.ts';
import { backupsFolder, SNAPSHOT_NAME, snapshotNames } from '../../catalog/keeping/way-back.ts';
import { type SnapshotInfo, SnapshotReason } from '../../contract/library/backups.ts';
import { faultOf } from '../../storage/fault.ts';
import { note } from '../../storage/log.ts';
import { endsWithin } from '../../threads/within.ts';
import { exportWords } from '../annotations/export-words.ts';
import { toUserError } from '../http/errors.ts';
import type { CatalogReads } from '../library/catalog-reads.ts';
import { lazyThread } from '../workers/lazy-thread.ts';
import type { SnapshotApi } from '../workers/snapshot-worker.ts';

/**
 * When the newest snapshot is younger than this, in ms, a large change needs no new one: undo alone can take the change
 * back.
 */
const YOUNG_MS = 600_000;

/** An edit of more items than this is preceded by a snapshot. */
export const MANY_ITEMS = 1_000;

export interface Snapshots {
  /** Newest first. */
  list(): readonly SnapshotInfo[];
  /** Writes a snapshot and reads it back. Rejects when it cannot be written. @param folder default: the library's */
  take(reason: SnapshotReason, folder?: string): Promise<Written>;
  /** Makes a snapshot unless there is one of today. Never rejects. */
  daily(): Promise<void>;
  /**
   * Starts a snapshot before a change. Resolves as soon as the change can no longer affect it, or when none can be
   * made. The snapshot is finished during the change. Never rejects.
   */
  before(reason: SnapshotReason): Promise<void>;
  /** Waits at most `ms` for a snapshot that is being written, then cancels it. */
  close(ms: number): Promise<void>;
}

/** @param secondFolder a second folder for copies of snapshots, or null */
export function openSnapshots(directory: string, reads: CatalogReads, secondFolder: () => string | null): Snapshots {
  let begun = (): void => {};
  const thread = lazyThread<SnapshotApi>('snapshot-worker', () => ({ directory }), { onEvent: () => begun() });
  let isClosing = false;
  const log = (cause: unknown): void => {
    // A snapshot that was cancelled by closing is made the next time, so it is not reported.
    if (!isClosing) tell(cause);
  };
  const underWay = new Set<Promise<unknown>>();
  let last: Promise<unknown> = Promise.resolve();

  const take = async (reason: SnapshotReason, folder: string): Promise<Written> => {
    const began = performance.now();
    const { call } = thread.get();
    const written = await call.write(reason, folder);
    const words = wordsOf(written.path);
    await pipeline(
      Readable.from(await exportWords(reads, 'json', '')),
      createWriteStream(`${words}.part`, { flags: 'wx', flush: true }),
    );
    await rename(`${words}.part`, words);
    const finished = await call.finish(written);
    note('snapshot', { reason, items: finished.manifest.counts.items, ms: Math.round(performance.now() - began) });
    const second = secondFolder();
    if (folder !== backupsFolder(directory)) return finished;
    await call.thinOut();
    if (second !== null && reason !== 'asked') await call.copyTo(finished, second).catch(log);
    return finished;
  };
  const inTurn = (reason: SnapshotReason, folder = backupsFolder(directory)): Promise<Written> => {
    const taken = last.then(() => take(reason, folder));
    last = taken.catch((cause: unknown) => {
      if (!isClosing) note('snapshot-failed', { reason, ...faultOf(cause) });
    });
    underWay.add(last);
    void last.then(() => underWay.delete(last));
    return taken;
  };
  const isWorthIt = async (): Promise<boolean> => (await reads.total()) > 0;

  return {
    list: () => listSnapshots(directory),
    take: inTurn,
    async daily() {
      const today = new Date().toISOString().slice(0, 10);
      if (newestAt(directory)?.toISOString().slice(0, 10) === today) return;
      await isWorthIt()
        .then((isWorth) => (isWorth ? inTurn('daily') : null))
        .catch(log);
    },
    async before(reason) {
      const age = Date.now() - (newestAt(directory)?.getTime() ?? 0);
      if (age >= 0 && age < YOUNG_MS) return;
      if (!(await isWorthIt().catch(() => false))) return;
      await last;
      const copied = new Promise<void>((resolve) => {
        begun = resolve;
      });
      await Promise.race([copied, inTurn(reason).catch(log)]);
    },
    async close(ms) {
      await endsWithin(ms, Promise.all(underWay));
      isClosing = true;
      await thread.close();
    },
  };
}

/** The snapshots in a library, newest first, whether it is open or not. */
export function listSnapshots(directory: string): readonly SnapshotInfo[] {
  return snapshotNames(directory).flatMap((name) => infoOf(join(backupsFolder(directory), name)));
}

/** Reports a failed snapshot on stderr. It does not stop the work: undo works without snapshots. */
function tell(cause: unknown): void {
  const message = toUserError(cause)?.message ?? (cause instanceof Error ? cause.message : String(cause));
  process.stderr.write(`A snapshot could not be made: ${message}\n`);
}

function infoOf(path: string): readonly SnapshotInfo[] {
  const [, written, reason] = SNAPSHOT_NAME.exec(basename(path)) ?? [];
  const known = SnapshotReason.safeParse(reason);
  const size = statSync(path, { throwIfNoEntry: false })?.size;
  const at = momentOf(written);
  if (!known.success || size === undefined || at === null) return [];
  return [
    { path, at: at.toISOString(), reason: known.data, bytes: size, items: readManifest(path)?.counts.items ?? null },
  ];
}

/** The time of the newest snapshot of the current catalog. Catalogs that were set aside do not count. */
function newestAt(directory: string): Date | null {
  const found = snapshotNames(directory)
    .map((name) => SNAPSHOT_NAME.exec(name))
    .find((parts) => parts?.[2] !== 'replaced');
  return momentOf(found?.[1]);
}

/** The time in a snapshot's name. */
function momentOf(written = ''): Date | null {
  const [, day, hours, minutes, seconds, ms] = /^(.{10})T(\d\d)-(\d\d)-(\d\d)-(\d{3})Z$/.exec(written) ?? [];
  return day === undefined ? null : new Date(`${day}T${hours}:${minutes}:${seconds}.${ms}Z`);
}
