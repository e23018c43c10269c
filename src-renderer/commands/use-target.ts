/** The target of commands and inspector, as a hook. */
import { useMemo } from 'react';
import { useLayout } from '../api/queries.ts';
import { useView } from '../state/store.ts';
import { type Target, targetOf } from './target.ts';

/** The first generation of the result on screen. */
export function useFirst(): number | null {
  const q = useView((state) => state.q);
  const sort = useView((state) => state.sort);
  const seed = useView((state) => state.seed);
  return useLayout({ q, sort, seed }).data?.ids[0] ?? null;
}

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
