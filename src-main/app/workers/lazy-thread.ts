/** Threads that start on first use, and start again after they died. */
import { openThread, type Thread, ThreadEnded } from '../../threads/rpc.ts';

export interface LazyThread<T> {
  /** The running thread; starts it when there is none. Throws after close. */
  get(): Thread<T>;
  /** The running thread; null when there is none. */
  running(): Thread<T> | null;
  close(): Promise<void>;
}

export interface LazyThreadOptions {
  readonly onEvent?: (event: unknown) => void;
  /** Called when the thread died, after its calls were rejected. The next call starts it again. */
  readonly onDeath?: (error: Error) => void;
}

/** @param data returns the worker data; called at each start */
export function lazyThread<T>(
  name: string,
  data: () => unknown,
  { onEvent, onDeath }: LazyThreadOptions = {},
): LazyThread<T> {
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
