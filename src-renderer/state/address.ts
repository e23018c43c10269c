/** What the page's address says about the view to begin with. */
import { Sort } from '../../src-main/contract/search.ts';
import type { ViewState } from './store.ts';

/** Reads `?q=` and `?sort=`; anything else is left as it is. */
export function readAddress(search: string): Partial<ViewState> {
  const params = new URLSearchParams(search);
  const q = params.get('q');
  const sort = Sort.safeParse(params.get('sort'));
  return { ...(q === null ? {} : { q }), ...(sort.success ? { sort: sort.data } : {}) };
}
