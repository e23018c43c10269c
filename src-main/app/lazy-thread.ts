/** Threads that start when they are first needed. */
import { openThread, type Thread } from '../threads/rpc.ts';

export interface LazyThread<T> {
  get(): Thread<T>;
  started(): boolean;
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
    close: async () => thread?.close(),
  };
}
