/** The cards the page knows: asked for in batches, kept least-recently-used, one subscription per card. */
import type { Card } from '../../src-main/contract/generation.ts';

/** undefined: not known yet; null: there is no such generation (any more). */
export type KnownCard = Card | null | undefined;

export interface CardStore {
  get(rowid: number): KnownCard;
  /** Takes in cards that came with another answer. */
  put(cards: readonly Card[]): void;
  /** Asks for cards that are not known or out of date; the last asked come first. */
  request(rowids: Iterable<number>): void;
  /** Hears when this card changes, and asks for it; returns the unsubscribe function. */
  subscribe(rowid: number, listener: () => void): () => void;
  /** Hears when any card changes. */
  subscribeAny(listener: () => void): () => void;
  /** Grows with every change, for snapshots of several cards. */
  version(): number;
  /**
   * Changes cards before the server has: what is known, and what arrives until the returned function is called. Answers
   * that were asked for before that moment may not know of the change and are asked for again.
   */
  patch(change: (card: Card) => Card): () => void;
  /** What is known may be out of date, all of it or some: what is subscribed to is asked for again, the rest when needed. */
  expire(which?: (card: Card) => boolean): void;
}

interface Entry {
  readonly card: Card | null;
  readonly epoch: number;
}

const CAPACITY = 20_000;
const BATCH = 120;
const PARALLEL = 3;
const WAITING_LIMIT = 1_200;
const RETRY_MS = 2_000;

/** @param load answers cards in any order; numbers left out count as gone. */
export function createCardStore(load: (rowids: readonly number[]) => Promise<readonly Card[]>): CardStore {
  const known = new Map<number, Entry>();
  const listeners = new Map<number, Set<() => void>>();
  const anyListeners = new Set<() => void>();
  const waiting = new Set<number>();
  const underWay = new Set<number>();
  const pending = new Set<(card: Card) => Card>();
  let epoch = 0;
  let version = 0;
  let flights = 0;
  let scheduled = false;

  const isFresh = (rowid: number): boolean => known.get(rowid)?.epoch === epoch;

  const tell = (rowids: Iterable<number>): void => {
    version += 1;
    for (const rowid of rowids) for (const listener of listeners.get(rowid) ?? []) listener();
    for (const listener of anyListeners) listener();
  };

  /** Returns whether something is different now. */
  const keep = (rowid: number, answer: Card | null): boolean => {
    const before = known.get(rowid);
    const card = answer && [...pending].reduce((changed, change) => change(changed), answer);
    const same = before !== undefined && JSON.stringify(before.card) === JSON.stringify(card);
    known.delete(rowid);
    known.set(rowid, { card: same ? before.card : card, epoch });
    return !same;
  };

  /** Of the epoch that has just ended. */
  const keepFresh = (isRight: (card: Card | null) => boolean): void => {
    for (const [rowid, entry] of known) if (entry.epoch === epoch - 1 && isRight(entry.card)) known.set(rowid, { card: entry.card, epoch });
  };

  const forgetOldest = (): void => {
    for (const rowid of known.keys()) {
      if (known.size <= CAPACITY) return;
      if (!listeners.has(rowid)) known.delete(rowid);
    }
  };

  const schedule = (): void => {
    if (scheduled) return;
    scheduled = true;
    queueMicrotask(() => {
      scheduled = false;
      flush();
    });
  };

  const flush = (): void => {
    dropStaleRequests(waiting, listeners);
    while (flights < PARALLEL && waiting.size > 0) {
      const batch = [...waiting].slice(-BATCH);
      for (const rowid of batch) {
        waiting.delete(rowid);
        underWay.add(rowid);
      }
      void fly(batch);
    }
  };

  const fly = async (batch: readonly number[]): Promise<void> => {
    flights += 1;
    const asked = epoch;
    try {
      const cards = new Map((await load(batch)).map((card) => [card.rowid, card]));
      const isOld = asked !== epoch;
      tell(batch.filter((rowid) => !(isOld && known.has(rowid)) && keep(rowid, cards.get(rowid) ?? null)));
      if (isOld) for (const rowid of batch) if (listeners.has(rowid)) waiting.add(rowid);
      forgetOldest();
    } catch {
      // The connection's own error state speaks to the person; here we only try again for what is on screen.
      setTimeout(() => {
        for (const rowid of batch) if (listeners.has(rowid)) waiting.add(rowid);
        schedule();
      }, RETRY_MS);
    } finally {
      flights -= 1;
      for (const rowid of batch) underWay.delete(rowid);
      if (waiting.size > 0) schedule();
    }
  };

  const request = (rowids: Iterable<number>): void => {
    for (const rowid of rowids) {
      if (isFresh(rowid) || underWay.has(rowid)) continue;
      waiting.delete(rowid);
      waiting.add(rowid);
    }
    if (waiting.size > 0) schedule();
  };

  return {
    get: (rowid) => known.get(rowid)?.card,
    put(cards) {
      tell(cards.filter((card) => keep(card.rowid, card)).map(({ rowid }) => rowid));
      forgetOldest();
    },
    request,
    subscribe(rowid, listener) {
      const own = listeners.get(rowid) ?? new Set();
      listeners.set(rowid, own.add(listener));
      request([rowid]);
      return () => {
        own.delete(listener);
        if (own.size === 0 && listeners.get(rowid) === own) listeners.delete(rowid);
      };
    },
    subscribeAny(listener) {
      anyListeners.add(listener);
      return () => anyListeners.delete(listener);
    },
    version: () => version,
    patch(change) {
      const changed: number[] = [];
      for (const [rowid, entry] of known) {
        const next = entry.card && change(entry.card);
        if (next === entry.card) continue;
        known.set(rowid, { card: next, epoch: entry.epoch });
        changed.push(rowid);
      }
      tell(changed);
      pending.add(change);
      return () => {
        pending.delete(change);
        epoch += 1;
      };
    },
    expire(which) {
      epoch += 1;
      if (which) keepFresh((card) => card === null || !which(card));
      request(listeners.keys());
    },
  };
}

/** Fast scrolling leaves requests behind that nobody looks at any more: beyond a limit the oldest of them are dropped. */
function dropStaleRequests(waiting: Set<number>, listeners: ReadonlyMap<number, unknown>): void {
  for (const rowid of waiting) {
    if (waiting.size <= WAITING_LIMIT) return;
    if (!listeners.has(rowid)) waiting.delete(rowid);
  }
}
