/** What can be exported from where somebody stands: what is chosen, what is searched for, everything. */
import type { Selection } from '../../src-main/contract/organising/edit.ts';
import type { Target } from '../commands/target.ts';
import { toggleFilter } from '../search/query-text.ts';
import type { ViewState } from '../state/store.ts';

export interface Scope {
  readonly of: 'chosen' | 'search' | 'collection' | 'saved' | 'all';
  readonly selection: Selection;
  /** The query, or the name of the collection or saved search; '' for what needs none. */
  readonly name: string;
  /** How many items were chosen; null where the library has to count. */
  readonly count: number | null;
}

const found = (of: Scope['of'], q: string, name: string): Scope => ({
  of,
  selection: { by: 'query', q, except: [] },
  name,
  count: null,
});

/** The most particular first: that one is meant unless somebody says otherwise. */
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
