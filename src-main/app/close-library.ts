/** Closes a library within five seconds, whatever its threads do. */
import { endsWithin } from '../threads/within.ts';
import type { JobList } from './job-list.ts';
import type { WriterClient } from './writer-client.ts';

/** How long jobs and previews may take to stop by themselves, in ms; then their threads are ended under them. */
const ORDERLY_MS = 1_200;

export interface LibraryParts {
  readonly watch: { close(): void };
  readonly jobs: Pick<JobList, 'close'>;
  readonly previews: { close(): Promise<void>; end(): Promise<void> };
  readonly changes: { stop(): void };
  /** What reads and imports: they hold nothing that has to be written. */
  readonly threads: readonly { close(): Promise<void> }[];
  readonly writer: Pick<WriterClient, 'close'>;
}

/**
 * Ends what runs, then the threads, and closes the catalog last. A job whose thread was ended has failed, and its import is
 * "interrupted" when the library is opened the next time.
 */
export async function closeInTime({ watch, jobs, previews, changes, threads, writer }: LibraryParts): Promise<void> {
  watch.close();
  changes.stop();
  await endsWithin(ORDERLY_MS, Promise.all([jobs.close(), previews.close()]));
  await Promise.all([...threads.map((thread) => thread.close()), previews.end()]);
  await writer.close();
}
