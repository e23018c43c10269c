/** Keeps what was searched for, once it is settled, and forgets it when asked. */
import { useQueryClient } from '@tanstack/react-query';
import { type RefObject, useEffect } from 'react';
import { api } from '../api/client.ts';
import { useAnswer } from '../api/results.ts';
import { useView } from '../state/store.ts';

/** A search that stands this long, and finds something, was meant. */
const SETTLED_MS = 2_000;

/** Notes a search that was typed and stands for a while. What was clicked elsewhere is one click away anyway. */
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

/** Notes a search now: Enter was pressed. One that cannot be kept is no loss worth telling. */
export function noteSearch(q: string): void {
  if (q.trim() !== '') api.noteSearch(q).catch(() => {});
}

/** Forgets one search, or all of them (null), and asks for the suggestions anew. */
export function useForgetSearch(): (q: string | null) => Promise<void> {
  const client = useQueryClient();
  return async (q) => {
    await api.forgetSearches(q);
    await client.invalidateQueries({ queryKey: ['suggest'] });
  };
}
