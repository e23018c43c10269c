/** Code that loads when it is needed, or before that in idle time after the first screen. */
import { useEffect, useLayoutEffect, useRef, useSyncExternalStore } from 'react';
import { holdKeys } from './held-keys.ts';

/** What is known of a part: what it exports, or why the last attempt to load it failed; neither while it loads. */
export interface Known<T> {
  readonly value: T | null;
  readonly error: unknown;
}

export interface Part<T> {
  /** The same object while nothing changes. */
  known(): Known<T>;
  /** Loads the code, unless it is there or on its way. Never rejects: an error becomes known. */
  load(): Promise<void>;
  subscribe(listener: () => void): () => void;
}

/** What opens by a key comes first: it must not let anybody wait. */
type Urgency = 'soon' | 'later';
const all: Readonly<Record<Urgency, Pick<Part<never>, 'load'>[]>> = { soon: [], later: [] };

/** @param get imports the module and returns what is wanted of it */
export function part<T>(get: () => Promise<T>, urgency: Urgency = 'later'): Part<T> {
  const listeners = new Set<() => void>();
  let known: Known<T> = { value: null, error: null };
  let underWay: Promise<void> | null = null;
  const tell = (next: Known<T>): void => {
    known = next;
    for (const listener of [...listeners]) listener();
  };
  const own: Part<T> = {
    known: () => known,
    load() {
      if (known.value !== null) return Promise.resolve();
      if (underWay) return underWay;
      if (known.error !== null) tell({ value: null, error: null });
      underWay = get()
        .then(
          (value) => tell({ value, error: null }),
          (error: unknown) => tell({ value: null, error }),
        )
        .finally(() => {
          underWay = null;
        });
      return underWay;
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
  all[urgency].push(own);
  return own;
}

/** What is known of a part, which loads while it is wanted. */
export function usePart<T>(own: Part<T>, isWanted: boolean): Known<T> {
  const known = useSyncExternalStore(own.subscribe, own.known);
  useEffect(() => {
    if (isWanted) void own.load();
  }, [own, isWanted]);
  return known;
}

/**
 * A part that opens and closes, such as a dialog. Null until it was opened and is loaded; it stays while it fades out.
 * What is typed meanwhile is typed into it.
 * @param giveUp closes it, because it could not be loaded
 * @param onEscape closes it, because the person wants so; null for what has no field to type in
 */
export function useOpenedPart<T>(
  own: Part<T>,
  isOpen: boolean,
  giveUp: () => void,
  onEscape: (() => void) | null,
): T | null {
  const wasOpened = useRef(false);
  if (isOpen) wasOpened.current = true;
  const { value, error } = usePart(own, isOpen);
  // biome-ignore lint/correctness/useExhaustiveDependencies: once for each failure, not for each new function.
  useEffect(() => {
    // Opening it again has begun a new attempt.
    if (isOpen && error !== null && own.known().error !== null) giveUp();
  }, [own, isOpen, error]);
  const holdsKeys = isOpen && value === null && onEscape !== null;
  const close = useRef(onEscape);
  close.current = onEscape;
  // Before the next key: an effect after the paint would miss it.
  useLayoutEffect(() => {
    if (!holdsKeys) return;
    const keys = holdKeys(() => close.current?.());
    return () => {
      if (own.known().value === null) keys.stop();
      else keys.replay();
    };
  }, [own, holdsKeys]);
  return wasOpened.current ? value : null;
}

/** Loads every part when the page has nothing else to do: first what opens by a key, then one after the other. */
export async function loadAllParts(): Promise<void> {
  await idle();
  await Promise.all(all.soon.map((one) => one.load()));
  for (const one of all.later) {
    await idle();
    await one.load();
  }
}

/** The longest wait for an idle moment, in ms. */
const IDLE_MS = 300;

const idle = (): Promise<void> =>
  new Promise((resolve) => {
    requestIdleCallback(() => resolve(), { timeout: IDLE_MS });
  });
