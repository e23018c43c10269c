/** The listeners to the events of a library: one for each page. */
import type { AppEvent } from '../../../contract/library/job.ts';

export interface Listeners {
  tell(event: AppEvent): void;
  /** Calls the listener for every event until the returned function is called. */
  subscribe(listener: (event: AppEvent) => void): () => void;
  /** Whether there is any listener. */
  isHeard(): boolean;
}

/** An empty list of listeners. */
export function openListeners(): Listeners {
  const listeners = new Set<(event: AppEvent) => void>();
  return {
    tell(event) {
      for (const listener of [...listeners]) listener(event);
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    isHeard: () => listeners.size > 0,
  };
}
