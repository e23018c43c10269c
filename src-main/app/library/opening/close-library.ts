/** Closes a library within five seconds, even if its threads do not answer. */
import { removeUnpacked } from '../../../formats/zip/zip-spool.ts';
import { endsWithin } from '../../../threads/within.ts';
import type { WriterClient } from '../../clients/writer-client.ts';
import type { Snapshots } from '../../keeping/snapshots.ts';
import type { VerificationClient } from '../../keeping/verification.ts';
import type { MirrorClient } from '../../mirrors/open-mirrors.ts';
import { unpackedFolder } from '../library-folder.ts';

/** How long jobs and previews may take to stop, in ms. After that their threads are terminated. */
const ORDERLY_MS = 1_200;
/**
 * How long closing waits for a snapshot that is being written, in ms: a window closes within five seconds, a command
 * ends when it is done.
 */
const WINDOW_WAITS_MS = 1_200;
const COMMAND_WAITS_MS = 60_000;

export interface LibraryParts {
  readonly directory: string;
  /** Whether a window or server closes; otherwise a command. */
  readonly isLasting: boolean;
  readonly verification: Pick<VerificationClient, 'closing'>;
  readonly mirrors: Pick<MirrorClient, 'endUpkeep'>;
  readonly snapshots: Pick<Snapshots, 'close'>;
  readonly watch: { close(): void };
  readonly jobs: readonly { close(): Promise<unknown> }[];
  readonly previews: { close(): Promise<void>; end(): Promise<void> };
  readonly changes: { stop(): void };
  /** Threads that can be terminated at any time, because they hold nothing that must be written. */
  readonly threads: readonly { close(): Promise<void> }[];
  readonly writer: Pick<WriterClient, 'close'>;
}

/**
 * Stops schedules, then jobs, then threads, and closes the catalog last. A job whose thread was terminated has failed,
 * and its import is "interrupted" when the library is opened again.
 */
export async function closeLibrary(parts: LibraryParts): Promise<void> {
  const { directory, isLasting, verification, mirrors, snapshots, watch, jobs, previews, changes, threads } = parts;
  verification.closing();
  mirrors.endUpkeep();
  await snapshots.close(isLasting ? WINDOW_WAITS_MS : COMMAND_WAITS_MS);
  watch.close();
  changes.stop();
  await endsWithin(ORDERLY_MS, Promise.all([...jobs.map((list) => list.close()), previews.close()]));
  await Promise.all([...threads.map((thread) => thread.close()), previews.end()]);
  await parts.writer.close();
  await removeUnpacked(unpackedFolder(directory));
}
