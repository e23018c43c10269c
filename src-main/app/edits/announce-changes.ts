/** Tells pages that the catalog changed, and which parts changed. */

import type { AppEvent } from '../../contract/library/job.ts';
import { EVERY_EDIT, EVERYTHING, type Scope } from '../../contract/organising/change.ts';
import type { EditResult } from '../../contract/organising/edit.ts';

/** The shortest time between two events, in ms. */
const CHANGE_MS = 400;

export interface Changes {
  /** Sends an event for everything now. Never rejects: a page that misses it sees the change with its next question. */
  now(): Promise<void>;
  /** Sends the event of one edit; null: any edit may have been made. Never rejects. */
  edited(change: EditResult['change']): Promise<void>;
  /** Sends one event for everything within {@link CHANGE_MS}, for all changes until then. */
  soon(): void;
  stop(): void;
}

export function announceChanges(
  revision: () => Promise<number>,
  tell: (event: AppEvent) => void,
  isHeard: () => boolean,
): Changes {
  let timer: NodeJS.Timeout | null = null;
  const tellOf = async (scope: Scope): Promise<void> => {
    if (!isHeard()) return;
    await revision().then(
      (number) => tell({ type: 'catalog', revision: number, scope, edit: false }),
      () => {},
    );
  };
  const now = async (): Promise<void> => {
    if (timer) clearTimeout(timer);
    timer = null;
    await tellOf(EVERYTHING);
  };
  return {
    now,
    async edited(change) {
      if (change) tell({ type: 'catalog', ...change, edit: true });
      else await tellOf(EVERY_EDIT);
    },
    soon() {
      timer ??= setTimeout(() => void now(), CHANGE_MS);
    },
    stop() {
      if (timer) clearTimeout(timer);
    },
  };
}
