/** The card cache of the page: loads cards in batches, drops the least recently used, and notifies per card. */
import type { Card } from '../../../src-main/contract/items/generation.ts';

/** undefined: not loaded yet; null: the generation does not exist any more. */
export type KnownCard = Card | null | undefined;

export interface CardStore {
  get(rowid: number): KnownCard;
  /** Names the moment at which an answer is asked for, and the query whose hits its cards are cut around. */
  moment(q: string): Moment;
  /**
   * Takes in cards that came with another answer, asked for at that moment; those that may be older than what is known
   * are left.
   */
  put(cards: readonly Card[], asked: Moment): void;
  /** Sets the query whose hits texts are cut around. Loads nothing; see {@link renew}. */
  follow(q: string): void;
  /** Loads subscribed cards that are out of date. */
  renew(): void;
  /** Loads cards that are unknown or out of date; the latest requests come first. */
  request(rowids: Iterable<number>): void;
  /** Loads cards when at least `fewest` of them must be loaded: one request for many rows of a gallery that moves. */
  requestMany(rowids: Iterable<number>, fewest: number): void;
  /** Subscribes to a card and loads it; returns the unsubscribe function. */
  subscribe(rowid: number, listener: () => void): () => void;
  /** Subscribes to all cards. */
  subscribeAny(listener: () => void): () => void;
  /** A number that grows with every change, for snapshots of several cards. */
  version(): number;
  /**
   * Changes cards before the server has confirmed it, including cards that arrive until the returned function is
   * called.
   */
  patch(change: (card: Card) => Card): () => void;
  /**
   * What is known of these cards, or of all, may be out of date, and so may answers that are on their way: what is
   * subscribed to is asked for again, the rest when needed.
   */
  expire(rowids?: Iterable<number>): void;
}

/** When, and for which query, cards were requested. */
export interface Moment {
  readonly at: number;
  readonly q: string;
}

interface Entry extends Moment {
  readonly card: Card | null;
}

const CAPACITY = 20_000;
const BATCH = 120;
const PARALLEL = 3;
const WAITING_LIMIT = 1_200;
const RETRY_MS = 2_000;
/** The largest number of remembered single changes; more count as a change of all cards. */
const MOST_CHANGED = 5_000;

/** @param load returns cards in any order; missing rowids count as deleted */
export function createCardStore(load: (rowids: readonly number[]) => Promise<readonly Card[]>): CardStore {
  const known = new Map<number, Entry>();
  const listeners = new Map<number, Set<() => void>>();
  const anyListeners = new Set<() => void>();
  const waiting = new Set<number>();
  const underWay = new Set<number>();
  const pending = new Set<(card: Card) => Card>();
  /** Counts changes; and which of them was the last of everything, and of some cards. */
  let clock = 0;
  let allChangedAt = 0;
  const changedAt = new Map<number, number>();
  /** The query whose hits the texts are cut around. */
  let words = '';
  let version = 0;
  let flights = 0;
  let scheduled = false;

  const isUpToDate = (rowid: number, at: number): boolean => at >= allChangedAt && at >= (changedAt.get(rowid) ?? 0);
  const isFresh = (rowid: number): boolean => {
    const entry = known.get(rowid);
    return entry !== undefined && isUpToDate(rowid, entry.at) && (entry.card?.varies !== true || entry.q === words);
  };

  const tell = (rowids: Iterable<number>): void => {
    version += 1;
    for (const rowid of rowids) for (const listener of listeners.get(rowid) ?? []) listener();
    for (const listener of anyListeners) listener();
  };

  /** Returns whether a card changed. */
  const keep = (rowid: number, answer: Card | null, asked: Moment): boolean => {
    const before = known.get(rowid);
    const card = answer && [...pending].reduce((changed, change) => change(changed), answer);
    const same = before !== undefined && JSON.stringify(before.card) === JSON.stringify(card);
    known.delete(rowid);
    known.set(rowid, { card: same ? before.card : card, ...asked });
    return !same;
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
    const asked = { at: clock, q: words };
    try {
      const cards = new Map((await load(batch)).map((card) => [card.rowid, card]));
      const isNews = (rowid: number): boolean => isUpToDate(rowid, asked.at) || !known.has(rowid);
      tell(batch.filter((rowid) => isNews(rowid) && keep(rowid, cards.get(rowid) ?? null, asked)));
      for (const rowid of batch) if (listeners.has(rowid) && !isFresh(rowid)) waiting.add(rowid);
      forgetOldest();
    } catch {
      // The connection error is shown elsewhere; here the cards on screen are only requested again.
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

  const mustLoad = (rowid: number): boolean => !isFresh(rowid) && !underWay.has(rowid);

  const request = (rowids: Iterable<number>): void => {
    for (const rowid of rowids) {
      if (!mustLoad(rowid)) continue;
      waiting.delete(rowid);
      waiting.add(rowid);
    }
    if (waiting.size > 0) schedule();
  };

  return {
    get: (rowid) => known.get(rowid)?.card,
    moment: (q) => ({ at: clock, q }),
    put(cards, asked) {
      const isNews = (card: Card): boolean =>
        isUpToDate(card.rowid, asked.at) && !isFresh(card.rowid) && (!card.varies || asked.q === words);
      tell(cards.filter((card) => isNews(card) && keep(card.rowid, card, asked)).map(({ rowid }) => rowid));
      forgetOldest();
    },
    follow(q) {
      words = q;
    },
    renew: () => request(listeners.keys()),
    request,
    requestMany(rowids, fewest) {
      const missing = [...rowids].filter(mustLoad);
      if (missing.length >= fewest) request(missing);
    },
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
        known.set(rowid, { ...entry, card: next });
        changed.push(rowid);
      }
      tell(changed);
      pending.add(change);
      return () => void pending.delete(change);
    },
    expire(rowids) {
      clock += 1;
      if (rowids) for (const rowid of rowids) changedAt.set(rowid, clock);
      if (!rowids || changedAt.size > MOST_CHANGED) {
        allChangedAt = clock;
        changedAt.clear();
      }
      request(listeners.keys());
    },
  };
}

/**
 * Fast scrolling leaves requests behind that nobody looks at any more: beyond a limit the oldest of them are dropped.
 */
function dropStaleRequests(waiting: Set<number>, listeners: ReadonlyMap<number, unknown>): void {
  for (const rowid of waiting) {
    if (waiting.size <= WAITING_LIMIT) return;
    if (!listeners.has(rowid)) waiting.delete(rowid);
  }
}
