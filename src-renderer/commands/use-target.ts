/** The target of commands and inspector, as a hook. */
import { useMemo } from 'react';
import { useResult } from '../gallery/result/use-result.ts';
import { useView } from '../state/store.ts';
import { type Target, targetOf } from './target.ts';

/** The first generation of the result. */
export function useFirst(): number | null {
  return useResult().layout?.ids[0] ?? null;
}

export function useTarget(): Target | null {
  const q = useView((state) => state.q);
  const selected = useView((state) => state.selected);
  const focus = useView((state) => state.focus);
  const viewing = useView((state) => state.viewing);
  const ids = useResult().layout?.ids;
  return useMemo(() => targetOf({ q, selected, focus, viewing }, ids), [q, selected, focus, viewing, ids]);
}
