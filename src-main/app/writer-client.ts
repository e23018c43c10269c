/** The writer thread as a library uses it: started anew when it died, so that the next edit or import works. */
import { openReader } from '../catalog/connection.ts';
import type { Remote, Thread } from '../threads/rpc.ts';
import { isThreadEnded } from '../threads/rpc.ts';
import { endsWithin } from '../threads/within.ts';
import { lazyThread } from './lazy-thread.ts';
import { LibraryError } from './library.ts';
import type { Unwritable, WriterApi } from './writer-worker.ts';

/** A writer that died so often within {@link DEATHS_MS} is not started again before that time is over. */
const MOST_DEATHS = 3;
const DEATHS_MS = 60_000;

/** How long closing the catalog may take, in ms: its log of at most 64 MB goes into the catalog then. */
const CLOSE_MS = 1_200;

/** Calls that can be made twice: one whose answer was lost is made again of the new thread. */
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

/** Page cache of a connection that is never asked, in KiB. */
const STANDING_CACHE = 64;

export interface WriterClient {
  /**
   * Each call rejects with "thread-ended" when the thread died before it answered (what was asked may be done or not), and with
   * "library-unwritable" when the thread died too often.
   */
  readonly call: Remote<WriterApi>;
  /** The running thread, for connecting others to it. Throws "library-unwritable". */
  thread(): Thread<WriterApi>;
  /**
   * Resolves when the catalog is open: to why it can only be looked at, null when it can be changed. Rejects with why it cannot
   * be opened; then nothing runs any more.
   */
  open(): Promise<Unwritable | null>;
  /** Closes the catalog and ends the thread, within two seconds. */
  close(): Promise<void>;
}

/** @param onRestart told when a new thread took over from one that died */
export function openWriterClient(directory: string, onRestart: () => void): WriterClient {
  let deaths: number[] = [];
  let isOpen = false;
  /**
   * While this one is open, the writer's connection is not the last to be closed. SQLite puts the log into the catalog when the last one
   * closes, also where a thread is ended in the middle of its work: behind the back of the seal (`catalog/keeping/seal.ts`).
   */
  let standing: ReturnType<typeof openReader> | null = null;
  const isHopeless = (): boolean => {
    deaths = deaths.filter((at) => performance.now() - at < DEATHS_MS);
    return deaths.length >= MOST_DEATHS;
  };
  const writer = lazyThread<WriterApi>('writer-worker', () => ({ directory }), {
    onDeath() {
      deaths.push(performance.now());
      if (!isOpen || isHopeless()) return;
      // The new thread says in the catalog that an import was interrupted, whether anybody asks or not.
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
  const call = new Proxy({}, { get: (_, name) => (name === 'then' ? undefined : (...args: unknown[]) => invoke(String(name), args)) });

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
        // The log is empty by now: whoever closes last only removes it.
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
