/** Stores recent searches, and deletes them on request. */
import { useQueryClient } from '@tanstack/react-query';
import { type RefObject, useEffect } from 'react';
import { api } from '../api/client.ts';
import { useAnswer } from '../api/result/results.ts';
import { useView } from '../state/store.ts';

/** A search with results is stored after this time, in ms. */
const SETTLED_MS = 2_000;

/** Stores a typed search after a while. Searches from links are not stored. */
export function useNoteSearch(input: RefObject<HTMLInputElement | null>): void {
  const q = useView((state) => state.q);
  const answer = useAnswer();
  const isFound = !answer.isPlaceholderData && (answer.data?.layout.ids.length ?? 0) > 0;
  useEffect(() => {
    if (q.trim() === '' || !isFound) return;
    const timer = setTimeout(() => {
      if (document.activeElement === input.current) noteSearch(q);
    }, SETTLED_MS);
    return () => clearTimeout(timer);
  }, [q, isFound, input]);
}

/** Stores a search now, after Enter. A failure is ignored. */
export function noteSearch(q: string): void {
  if (q.trim() !== '') api.noteSearch(q).catch(() => {});
}

/** Deletes one search, or all (null), and refetches the suggestions. */
export function useForgetSearch(): (q: string | null) => Promise<void> {
  const client = useQueryClient();
  return async (q) => {
    await api.forgetSearches(q);
    await client.invalidateQueries({ queryKey: ['suggest'] });
  };
}
