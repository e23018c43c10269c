/**
 * The client of the import thread: work with progress that can be cancelled and that fails with a sentence when the
 * thread dies.
 */
import { MessageChannel } from 'node:worker_threads';
import type { Progress } from '../../contract/library/job.ts';
import { isThreadEnded, Moved, type Remote, type Thread } from '../../threads/rpc.ts';
import { workInterrupted } from '../library/library-failure.ts';
import type { ImportApi, ImportEvent } from '../workers/import-worker.ts';
import { lazyThread } from '../workers/lazy-thread.ts';
import type { WriterApi } from '../workers/writer-worker.ts';
import type { WriterClient } from './writer-client.ts';

export type ImportCall<T> = (calls: Remote<ImportApi>, workId: string) => Promise<T>;

export interface WorkOptions {
  readonly signal: AbortSignal | undefined;
  readonly progress: (progress: Progress) => void;
}

export interface ImportClient {
  /** The functions of the thread, connected to the writer. */
  calls(): Promise<Remote<ImportApi>>;
  /** Runs work that writes. Rejects with "work-interrupted" when the import thread or the writer died. */
  write<T>(options: WorkOptions, call: ImportCall<T>): Promise<T>;
  /** Runs work that only reads. It works without a writer too. */
  read<T>(options: WorkOptions, call: ImportCall<T>): Promise<T>;
  close(): Promise<void>;
}

/** @param onProgress called with the progress of all work */
export function openImportClient(
  directory: string,
  writer: WriterClient,
  onProgress: (progress: Progress) => void,
): ImportClient {
  const works = new Map<string, (progress: Progress) => void>();
  const importer = lazyThread<ImportApi>('import-worker', () => ({ directory }), {
    onEvent(event) {
      const { workId, progress } = event as ImportEvent;
      works.get(workId)?.(progress);
      onProgress(progress);
    },
  });
  let joined: {
    readonly importer: Thread<ImportApi>;
    readonly writer: Thread<WriterApi>;
    readonly done: Promise<unknown>;
  } | null = null;

  /** Connects the threads again, because either may have been restarted. */
  const withWriter = async (): Promise<Thread<ImportApi>> => {
    const ends = { importer: importer.get(), writer: writer.thread() };
    if (joined?.importer !== ends.importer || joined.writer !== ends.writer)
      joined = { ...ends, done: join(ends.importer, ends.writer) };
    await joined.done;
    return ends.importer;
  };
  const work = async <T>(
    thread: Thread<ImportApi>,
    { signal, progress }: WorkOptions,
    call: ImportCall<T>,
  ): Promise<T> => {
    const workId = crypto.randomUUID();
    const cancel = (): void => thread.notify.cancel(workId);
    works.set(workId, progress);
    signal?.addEventListener('abort', cancel, { once: true });
    try {
      const done = call(thread.call, workId);
      // The thread knows the work now, so work that was aborted before ends at once.
      if (signal?.aborted) cancel();
      return await done;
    } finally {
      signal?.removeEventListener('abort', cancel);
      works.delete(workId);
    }
  };

  return {
    calls: async () => (await withWriter()).call,
    async write(options, call) {
      try {
        return await work(await withWriter(), options, call);
      } catch (cause) {
        if (!isThreadEnded(cause)) throw cause;
        // A restarted writer has marked interrupted imports itself.
        await writer.call.interruptImports().catch(() => {});
        throw workInterrupted();
      }
    },
    read: (options, call) => work(importer.get(), options, call),
    close: importer.close,
  };
}

async function join(importer: Thread<ImportApi>, writer: Thread<WriterApi>): Promise<void> {
  const { port1, port2 } = new MessageChannel();
  const give = <T>(port: T): T => new Moved(port, [port as never]) as T;
  await Promise.all([writer.call.listen(give(port1)), importer.call.attach(give(port2))]);
}
