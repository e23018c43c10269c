/** Closes a library within five seconds, even if its threads do not answer. */
import { endsWithin } from '../../threads/within.ts';
import type { WriterClient } from '../clients/writer-client.ts';

/** How long jobs and previews may take to stop, in ms. After that their threads are terminated. */
const ORDERLY_MS = 1_200;

export interface LibraryParts {
  readonly watch: { close(): void };
  readonly jobs: { close(): Promise<unknown> };
  readonly previews: { close(): Promise<void>; end(): Promise<void> };
  readonly changes: { stop(): void };
  /** Threads that can be terminated at any time, because they hold nothing that must be written. */
  readonly threads: readonly { close(): Promise<void> }[];
  readonly writer: Pick<WriterClient, 'close'>;
}

/**
 * Stops jobs, then threads, and closes the catalog last. A job whose thread was terminated has failed, and its import
 * is "interrupted" when the library is opened again.
 */
export async function closeInTime({ watch, jobs, previews, changes, threads, writer }: LibraryParts): Promise<void> {
  watch.close();
  changes.stop();
  await endsWithin(ORDERLY_MS, Promise.all([jobs.close(), previews.close()]));
  await Promise.all([...threads.map((thread) => thread.close()), previews.end()]);
  await writer.close();
}
