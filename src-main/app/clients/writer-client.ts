/** The client of the writer thread. It restarts the thread after a death, so that the next edit or import works. */
import { openReader } from '../../catalog/connection.ts';
import type { Opening } from '../../contract/library/start.ts';
import type { Remote, Thread } from '../../threads/rpc.ts';
import { isThreadEnded } from '../../threads/rpc.ts';
import { endsWithin } from '../../threads/within.ts';
import { LibraryError } from '../library/library-error.ts';
import { lazyThread } from '../workers/lazy-thread.ts';
import type { Unwritable, WriterApi } from '../workers/writer-worker.ts';

/** After this number of deaths within {@link DEATHS_MS} the writer is not started again until that time is over. */
const MOST_DEATHS = 3;
const DEATHS_MS = 60_000;

/** How long closing the catalog may take, in ms: the log of at most 64 MB is written into the catalog. */
const CLOSE_MS = 1_200;

/** Calls that can run twice: when an answer is lost, the new thread gets the call again. */
const REPEATABLE: ReadonlySet<string> = new Set<keyof WriterApi>([
  'revision',
  'settings',
  'saveSettings',
  'journal',
  'history',
  'setPictured',
  'takeUpKept',
  'noteSearch',
  'forgetSearches',
  'interruptImports',
]);

/** The page cache of a connection without questions, in KiB. */
const STANDING_CACHE = 64;

export interface WriterClient {
  /**
   * Each call rejects with "thread-ended" when the thread died before its answer (the work may be done or not), and
   * with "library-unwritable" when the thread died too often.
   */
  readonly call: Remote<WriterApi>;
  /** The running thread, to connect other threads to it. Throws "library-unwritable". */
  thread(): Thread<WriterApi>;
  /**
   * Resolves when the catalog is open: to null when it can be changed, otherwise to the reason why it can only be read.
   * Rejects when it cannot be opened; then no thread runs any more.
   */
  open(): Promise<Unwritable | null>;
  /** Closes the catalog and ends the thread, within two seconds. */
  close(): Promise<void>;
}

/**
 * @param onRestart called when a new thread has replaced a dead one
 * @param onOpening called while the catalog of an older version is brought up to date
 */
export function openWriterClient(
  directory: string,
  onRestart: () => void,
  onOpening: (opening: Opening) => void = () => {},
): WriterClient {
  let deaths: number[] = [];
  let isOpen = false;
  /**
   * A second connection, so that the writer's connection is never the last one to close. When the last connection
   * closes, SQLite writes the log into the catalog, also when a thread is terminated; the seal
   * (`catalog/keeping/seal.ts`) would not know of it.
   */
  let standing: ReturnType<typeof openReader> | null = null;
  const isHopeless = (): boolean => {
    deaths = deaths.filter((at) => performance.now() - at < DEATHS_MS);
    return deaths.length >= MOST_DEATHS;
  };
  const writer = lazyThread<WriterApi>('writer-worker', () => ({ directory }), {
    onEvent: (event) => onOpening(event as Opening),
    onDeath() {
      deaths.push(performance.now());
      if (!isOpen || isHopeless()) return;
      // Start the new thread now: it marks interrupted imports in the catalog.
      writer.get();
      onRestart();
    },
  });
  const thread = (): Thread<WriterApi> => {
    if (isHopeless()) throw unwritable(directory);
    return writer.get();
  };
  const invoke = async (name: string, args: readonly unknown[]): Promise<unknown> => {
    const call = async (): Promise<unknown> =>
      (thread().call as unknown as Record<string, (...args: readonly unknown[]) => Promise<unknown>>)[name]?.(...args);
    try {
      return await call();
    } catch (cause) {
      if (!isOpen || !REPEATABLE.has(name) || !isThreadEnded(cause)) throw cause;
      return await call();
    }
  };
  const call = new Proxy(
    {},
    { get: (_, name) => (name === 'then' ? undefined : (...args: unknown[]) => invoke(String(name), args)) },
  );

  return {
    call: call as Remote<WriterApi>,
    thread,
    async open() {
      try {
        const unwritable = await writer.get().call.ready();
        isOpen = true;
        standing = openReader(directory, STANDING_CACHE);
        return unwritable;
      } catch (cause) {
        await writer.close();
        throw cause;
      }
    },
    async close() {
      isOpen = false;
      const running = writer.running();
      const settled = running?.call.settle().then(
        () => true,
        () => false,
      );
      if (running && settled && (await endsWithin(CLOSE_MS, settled)) && (await settled)) {
        // The log is empty now, so the last close only deletes it.
        standing?.close();
        await endsWithin(CLOSE_MS, running.call.close());
      }
      await writer.close();
      if (standing?.open) standing.close();
    },
  };
}

const unwritable = (directory: string): LibraryError =>
  new LibraryError(
    'library-unwritable',
    'The part of Afterimage that writes to the library stopped several times. The library can be read; to change it, quit and start Afterimage again.',
    directory,
    { why: 'stopped' },
  );
