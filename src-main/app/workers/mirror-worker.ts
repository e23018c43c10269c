/** The thread that updates and checks second copies. It has a low priority. */

import { workerData } from 'node:worker_threads';
import { openReader } from '../../catalog/connection.ts';
import { readMirrorCopies } from '../../catalog/reads/sources/mirrors.ts';
import type { CopyRow } from '../../catalog/writes/archive/mirror-rows.ts';
import type { Progress } from '../../contract/library/job.ts';
import type { MirrorCheck } from '../../contract/library/mirror.ts';
import { unpackInto } from '../../formats/zip/zip-spool.ts';
import { codeOf } from '../../storage/error-code.ts';
import { giveWay } from '../../threads/lower-priority.ts';
import { emit, serve } from '../../threads/rpc.ts';
import { Unwritable } from '../export/copy-file.ts';
import { LibraryError } from '../library/library-error.ts';
import { inspect } from '../mirrors/inspect.ts';
import { lockMirrors } from '../mirrors/lock.ts';
import { type Listing, type MirrorFile, openListing } from '../mirrors/manifest.ts';
import { unusableMirror } from '../mirrors/place.ts';
import { type RunOutcome, type RunTools, type RunWish, runMirror } from '../mirrors/run.ts';
import { openCopyThreads } from './copy-threads.ts';
import { paced } from './progress-pace.ts';

export interface MirrorEvent {
  readonly workId: string;
  readonly progress: Progress;
}

/** A copy of an item's file, with its hash. */
export interface ItemCopy {
  readonly sha256: string;
  readonly path: string;
}

interface Session {
  readonly directory: string;
  readonly listing: Listing;
  readonly abort: AbortController;
  readonly unlock: () => void;
}

giveWay();
const { directory: library, unpacked } = workerData as { readonly directory: string; readonly unpacked: string };
unpackInto(unpacked);
const sessions = new Map<string, Session>();
/**
 * The copying threads. On Linux they inherit this thread's low priority, which a thread cannot raise again: so exports,
 * for which a person waits, have threads of their own.
 */
const copiers = openCopyThreads(unpacked, 2);
let gate: PromiseWithResolvers<void> | null = null;
const cancelled = new Set<string>();

export type MirrorApi = typeof api;
const api = {
  /** Takes the lock and reads the list. Throws "mirror-busy", "mirror-away" and "mirror-foreign". */
  async open(workId: string, directory: string): Promise<{ readonly papers: number | null }> {
    const unlock = lockMirrors(library);
    const abort = new AbortController();
    try {
      if (cancelled.has(workId)) abort.abort();
      const listing = await openListing(directory, abort.signal);
      if (!listing) throw new LibraryError('mirror-away', 'This second copy is not connected.', directory);
      sessions.set(workId, { directory, listing, abort, unlock });
      return { papers: listing.papers };
    } catch (cause) {
      unlock();
      throw told(cause, directory);
    }
  },
  async run(workId: string, wish: RunWish): Promise<RunOutcome | null> {
    const session = sessionOf(workId);
    const db = openReader(library);
    try {
      return await withCopiers(workId, session.abort.signal, (copy) =>
        runMirror(db, session.directory, session.listing, wish, { ...toolsOf(workId, session), copy }),
      );
    } catch (cause) {
      if (session.abort.signal.aborted) return null;
      throw told(cause, session.directory);
    } finally {
      db.close();
    }
  },
  /** Reads every copy. Resolves to null when it was stopped. */
  async check(workId: string): Promise<Pick<MirrorCheck, 'intact' | 'changed' | 'missing'> | null> {
    const session = sessionOf(workId);
    const { directory, listing } = session;
    const { signal, turn, progress } = toolsOf(workId, session);
    const place = ({ path }: { readonly path: string }): { path: string } => ({ path: `${directory}/${path}` });
    try {
      const { intact, damaged, lost } = await inspect(directory, listing, {
        full: true,
        signal,
        turn,
        progress: (done, total) => progress({ phase: 'checking', done, total, unit: 'files', detail: '' }),
      });
      return { intact, changed: damaged.map(place), missing: lost.map(place) };
    } catch (cause) {
      if (signal.aborted) return null;
      throw told(cause, directory);
    }
  },
  /** The copies in `items`, for the documents in `afterimage-export`. */
  itemCopies: (workId: string): readonly ItemCopy[] =>
    [...sessionOf(workId).listing.files.values()].flatMap(({ origin, path, sha256, state }) =>
      state === 'current' && origin.startsWith('sha256:') ? [{ sha256, path }] : [],
    ),
  /** The difference between the mirror's list and the catalog: rows to write and rows to delete. */
  newsOfCopies(
    workId: string,
    mirrorId: number,
  ): { readonly put: readonly CopyRow[]; readonly gone: readonly Pick<CopyRow, 'path' | 'entry'>[] } {
    const db = openReader(library);
    try {
      const known = new Map(readMirrorCopies(db, mirrorId).map((row) => [`${row.path}\0${row.entry}`, row]));
      const put = [...sessionOf(workId).listing.files.values()].flatMap(rowsOf).filter((row) => {
        const before = known.get(`${row.path}\0${row.entry}`);
        known.delete(`${row.path}\0${row.entry}`);
        return before?.sha256 !== row.sha256 || before.verifiedMs !== row.verifiedMs;
      });
      return { put, gone: [...known.values()].map(({ path, entry }) => ({ path, entry })) };
    } finally {
      db.close();
    }
  },
  /**
   * Writes the list and releases the lock. @param papers the catalog revision from which `afterimage-export` was
   * written
   */
  async close(workId: string, papers: number | null): Promise<void> {
    const session = sessions.get(workId);
    sessions.delete(workId);
    cancelled.delete(workId);
    if (!session) return;
    try {
      // When the list cannot be written, the journal still holds every step.
      await session.listing.save(papers).catch(() => session.listing.close());
    } finally {
      session.unlock();
    }
  },
  /** Stops this work at its next block. */
  cancel(workId: string): void {
    cancelled.add(workId);
    sessions.get(workId)?.abort.abort();
    gate?.resolve();
  },
  /** While true, no further file is started. */
  pause(paused: boolean): void {
    if (paused) gate ??= Promise.withResolvers();
    else {
      gate?.resolve();
      gate = null;
    }
  },
};
serve(api);

function sessionOf(workId: string): Session {
  const session = sessions.get(workId);
  if (!session) throw new Error('This mirror is not open.');
  return session;
}

/** Runs `use` with the copying threads. Each file goes to the thread with the fewest pending calls. */
async function withCopiers<T>(
  workId: string,
  signal: AbortSignal,
  use: (copy: RunTools['copy']) => Promise<T>,
): Promise<T> {
  const threads = copiers.map((copier) => copier.get());
  const cancel = (): void => {
    for (const { notify } of threads) notify.cancel(workId);
  };
  for (const { notify } of threads) notify.begin(workId);
  signal.addEventListener('abort', cancel, { once: true });
  if (signal.aborted) cancel();
  try {
    return await use(async (copy) => {
      const [thread] = threads.toSorted((a, b) => a.pending() - b.pending());
      const answers = await thread?.call.copy(workId, [copy], { sha512: false, resumed: true });
      return answers?.[0] ?? { cancelled: true };
    });
  } finally {
    signal.removeEventListener('abort', cancel);
    for (const { notify } of threads) notify.end(workId);
  }
}

function toolsOf(workId: string, { abort }: Session): Omit<RunTools, 'copy'> {
  return {
    signal: abort.signal,
    async turn() {
      await gate?.promise;
      abort.signal.throwIfAborted();
    },
    progress: paced((progress) => emit({ workId, progress } satisfies MirrorEvent)),
  };
}

/** The catalog rows for one file of the mirror. Files that were set aside have rows too; spoiled files have none. */
function rowsOf({ path, sha256, contents, verifiedAt, spoiled }: MirrorFile): readonly CopyRow[] {
  if (spoiled) return [];
  const verifiedMs = Date.parse(verifiedAt);
  if (!contents) return [{ path, entry: '', sha256, verifiedMs }];
  return contents.map((one) => ({ path, entry: one.entry, sha256: one.sha256, verifiedMs }));
}

/** Error codes that concern the target drive. */
const OF_THE_TARGET: ReadonlySet<string> = new Set(['ENOENT', 'EIO', 'ENODEV', 'ENXIO', 'ESTALE', 'EROFS']);

function told(cause: unknown, directory: string): unknown {
  if (cause instanceof Unwritable) return unusableMirror(directory, cause.cause);
  return OF_THE_TARGET.has(codeOf(cause)) ? unusableMirror(directory, cause) : cause;
}
