/** A line of the sidebar and the query: how it stands there, and what a click does. */
import { useCallback } from 'react';
import { onlyFilters, standing, toggleFilter } from '../search/query-text.ts';
import { useView } from '../state/store.ts';

export interface FilterTarget {
  readonly field: string;
  readonly value: string;
  /** An item has only one value of this field: asking for another replaces it. */
  readonly single: boolean;
}

export interface FilterLine {
  readonly standing: 'wanted' | 'excluded' | 'absent';
  toggle(exclude: boolean): void;
}

/** Fifty lines ask for the filters of the same query. */
let known = { q: '', filters: '' };

function filtersOf(q: string): string {
  if (q !== known.q) known = { q, filters: onlyFilters(q) };
  return known.filters;
}

/** The filters of the query, for `standing`. While a person types words, they stay the same and nothing is drawn again. */
export const useFilters = (): string => useView((state) => filtersOf(state.q));

export function useFilterLine({ field, value, single }: FilterTarget): FilterLine {
  const stands = useView((state) => standing(filtersOf(state.q), field, value));
  const search = useView((state) => state.narrow);
  const toggle = useCallback(
    (exclude: boolean) => search(toggleFilter(useView.getState().q, { field, value, negated: exclude }, single)),
    [search, field, value, single],
  );
  return { standing: stands, toggle };
}
