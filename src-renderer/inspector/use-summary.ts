/**
 * The summary of a selection: from its cards if it is small, from the counts of the result if everything is selected.
 */
import { useMemo } from 'react';
import type { Selection } from '../../src-main/contract/organising/edit.ts';
import { useCards } from '../api/cards/cards.ts';
import { useSidebar } from '../api/queries.ts';
import { type Summary, summarize, summarizeResult } from './summary.ts';

/** The largest number of cards that are compared; a larger selection of single items has no summary. */
const COMPARED = 3_000;
const NONE: readonly number[] = [];

/** `too-many` when the values cannot be compared; undefined while they load. */
export function useSummary(selection: Selection): Summary | 'too-many' | undefined {
  const singles = selection.type === 'rowids' ? selection.rowids : selection.except;
  const isTooMany = singles.length > COMPARED;
  const known = useCards(isTooMany ? NONE : singles);
  const counts = useSidebar(selection.type === 'query' ? selection.q : '');
  return useMemo(() => {
    if (isTooMany) return 'too-many';
    const cards = known.filter((card) => card != null);
    if (known.includes(undefined)) return undefined;
    if (selection.type === 'rowids') return summarize(cards);
    return counts.data && !counts.isPlaceholderData ? summarizeResult(counts.data, cards) : undefined;
  }, [isTooMany, known, selection, counts.data, counts.isPlaceholderData]);
}
