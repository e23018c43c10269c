/** The card store of the page, and the hooks that read it. */
import { useCallback, useMemo, useSyncExternalStore } from 'react';
import { useView } from '../../state/store.ts';
import { api } from '../client.ts';
import { createCardStore, type KnownCard } from './card-store.ts';

export const cardStore = createCardStore((rowids) => api.cardsOf(rowids, useView.getState().q));

/** One card; undefined while it loads, null when the generation does not exist. */
export function useCard(rowid: number): KnownCard {
  const subscribe = useCallback((listener: () => void) => cardStore.subscribe(rowid, listener), [rowid]);
  return useSyncExternalStore(subscribe, () => cardStore.get(rowid));
}

/** Several cards in the given order; undefined for cards that are not loaded. */
export function useCards(rowids: readonly number[]): readonly KnownCard[] {
  const subscribe = useCallback(
    (listener: () => void) => {
      const stops = rowids.map((rowid) => cardStore.subscribe(rowid, listener));
      return () => {
        for (const stop of stops) stop();
      };
    },
    [rowids],
  );
  const version = useSyncExternalStore(subscribe, cardStore.version);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the version stands for what the store holds.
  return useMemo(() => rowids.map((rowid) => cardStore.get(rowid)), [rowids, version]);
}
