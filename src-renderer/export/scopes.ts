/** What can be exported from the current view: the selection, the search, everything. */
import type { Selection } from '../../src-main/contract/organising/edit.ts';
import type { Target } from '../commands/target.ts';
import { toggleFilter } from '../search/query-text.ts';
import type { ViewState } from '../state/store.ts';

export interface Scope {
  readonly of: 'chosen' | 'search' | 'collection' | 'saved' | 'all';
  readonly selection: Selection;
  /** The query, or the name of the collection or saved search; '' otherwise. */
  readonly name: string;
  /** The number of selected items; null when the library must count. */
  readonly count: number | null;
}

const found = (of: Scope['of'], q: string, name: string): Scope => ({
  of,
  selection: { type: 'query', q, except: [] },
  name,
  count: null,
});

/** The most specific one first; it is the default. */
export function scopesAt(view: Pick<ViewState, 'q' | 'selected' | 'viewing'>, target: Target | null): readonly Scope[] {
  const isChosen = view.viewing !== null || view.selected.all || view.selected.rowids.size > 0;
  const chosen: readonly Scope[] =
    isChosen && target ? [{ of: 'chosen', selection: target.selection, name: '', count: target.count }] : [];
  const search = view.q.trim() === '' ? [] : [found('search', view.q, view.q.trim())];
  return [...chosen, ...search, found('all', '', '')];
}

export const collectionScope = (name: string): Scope =>
  found('collection', toggleFilter('', { field: 'collection', value: name, negated: false }), name);

export const savedScope = (name: string, q: string): Scope => found('saved', q, name);
