/** A line of the sidebar and the query: how it stands there, and what a click does. */
import { useCallback } from 'react';
import { standing, toggleFilter } from '../search/query-text.ts';
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

export function useFilterLine({ field, value, single }: FilterTarget): FilterLine {
  const q = useView((state) => state.q);
  const search = useView((state) => state.narrow);
  const toggle = useCallback(
    (exclude: boolean) => search(toggleFilter(useView.getState().q, { field, value, negated: exclude }, single)),
    [search, field, value, single],
  );
  return { standing: standing(q, field, value), toggle };
}
