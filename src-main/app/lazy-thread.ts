/** Threads that start when they are first needed, and questions spread over several of them. */
import { openThread, type Thread } from '../threads/rpc.ts';
import type { CatalogReads } from './library.ts';
import type { ReaderApi } from './reader-worker.ts';

export interface LazyThread<T> {
  get(): Thread<T>;
  started(): boolean;
  /** How many calls it has to answer yet; none while it is not started. */
  load(): number;
  close(): Promise<void>;
}

/** A thread that starts when it is first needed: the command line pays only for what it uses. */
export function lazyThread<T>(name: string, data: unknown, onEvent?: (event: unknown) => void): LazyThread<T> {
  let thread: Thread<T> | null = null;
  return {
    get() {
      thread ??= openThread<T>(import.meta.url, name, data, onEvent, () => {
        // The next call starts it anew; the calls under way have failed with a sentence.
        thread = null;
      });
      return thread;
    },
    started: () => thread !== null,
    load: () => thread?.pending() ?? 0,
    close: async () => thread?.close(),
  };
}

/** Questions a reader may have before another one is started: a page asks half a dozen at once when it opens. */
const ENOUGH = 6;

/** Sends each question to the reader with the fewest to answer. */
export function spread(
  readers: readonly LazyThread<ReaderApi>[],
): CatalogReads & Pick<Thread<ReaderApi>['call'], 'posterTargets' | 'posterTarget'> {
  const cost = (reader: LazyThread<ReaderApi>): number => (reader.started() ? reader.load() : ENOUGH);
  const idle = (): LazyThread<ReaderApi> => readers.reduce((best, reader) => (cost(reader) < cost(best) ? reader : best));
  return new Proxy({} as ReturnType<typeof spread>, {
    get: (_, name) => (name === 'then' ? undefined : (...args: unknown[]) => call(idle().get().call, String(name), args)),
  });
}

const call = (calls: object, name: string, args: readonly unknown[]): Promise<unknown> =>
  (calls as Record<string, (...args: readonly unknown[]) => Promise<unknown>>)[name]?.(...args) as Promise<unknown>;
