/** Tells pages that the catalog changed. */
import type { AppEvent } from '../contract/job.ts';

/** How often pages hear that the catalog changed, in ms. */
const CHANGE_MS = 400;

export interface Changes {
  /** Tells it now. Never rejects: what cannot be told is seen with the next question a page asks. */
  now(): Promise<void>;
  /** Tells it within {@link CHANGE_MS}, once for all that changes until then. */
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
