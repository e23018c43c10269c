/** Tells pages that the catalog changed. */
import type { AppEvent } from '../contract/job.ts';

/** The shortest time between two events, in ms. */
const CHANGE_MS = 400;

export interface Changes {
  /** Sends the event now. Never rejects: a page that misses it sees the change with its next question. */
  now(): Promise<void>;
  /** Sends one event within {@link CHANGE_MS} for all changes until then. */
  soon(): void;
  stop(): void;
}

export function announceChanges(revision: () => Promise<number>, tell: (event: AppEvent) => void, isHeard: () => boolean): Changes {
  let timer: NodeJS.Timeout | null = null;
  const now = async (): Promise<void> => {
    if (timer) clearTimeout(timer);
    timer = null;
    if (!isHeard()) return;
    await revision().then(
      (number) => tell({ type: 'catalog', revision: number }),
      () => {},
    );
  };
  return {
    now,
    soon() {
      timer ??= setTimeout(() => void now(), CHANGE_MS);
    },
    stop() {
      if (timer) clearTimeout(timer);
    },
  };
}
