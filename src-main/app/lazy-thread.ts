/** Threads that start when they are first needed, and anew after they died. */
import { openThread, type Thread, ThreadEnded } from '../threads/rpc.ts';

export interface LazyThread<T> {
  /** The running thread; started now when there is none. Throws when it was closed. */
  get(): Thread<T>;
  /** The running thread; null when there is none. */
  running(): Thread<T> | null;
  close(): Promise<void>;
}

export interface LazyThreadOptions {
  readonly onEvent?: (event: unknown) => void;
  /** Told when the thread ended by itself, after its calls have failed; the next call starts it anew. */
  readonly onDeath?: (error: Error) => void;
}

/** @param data what the thread is started with, asked for at each start */
export function lazyThread<T>(name: string, data: () => unknown, { onEvent, onDeath }: LazyThreadOptions = {}): LazyThread<T> {
  let thread: Thread<T> | null = null;
  let closed = false;
  return {
    get() {
      if (closed) throw new ThreadEnded('The library is closed.');
      thread ??= openThread<T>(import.meta.url, name, data(), onEvent, (error) => {
        thread = null;
        onDeath?.(error);
      });
      return thread;
    },
    running: () => thread,
    async close() {
      closed = true;
      await thread?.close();
      thread = null;
    },
  };
}
