/** The target of commands and inspector, as a hook. */
import { useMemo } from 'react';
import { useLayout } from '../api/queries.ts';
import { useView } from '../state/store.ts';
import { type Target, targetOf } from './target.ts';

export function useTarget(): Target | null {
  const q = useView((state) => state.q);
  const sort = useView((state) => state.sort);
  const seed = useView((state) => state.seed);
  const selected = useView((state) => state.selected);
  const focus = useView((state) => state.focus);
  const viewing = useView((state) => state.viewing);
  const layout = useLayout({ q, sort, seed });
  const ids = layout.data?.ids;
  return useMemo(() => targetOf({ q, selected, focus, viewing }, ids), [q, selected, focus, viewing, ids]);
}
