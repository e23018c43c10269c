/** Changes the manual order of the collection in view. */
import { useCallback, useMemo } from 'react';
import { useOrganised } from '../../api/organised.ts';
import { useEdits } from '../../commands/edits/use-edits.ts';
import { collectionInView } from '../../organise/collection-in-view.ts';
import { isSelected } from '../../state/selection.ts';
import { useView } from '../../state/store.ts';

export interface ManualSort {
  /** The indices that move together with `item`: its selection, in order, or the item alone. */
  moving(ids: Uint32Array, item: number): readonly number[];
  /** Moves items before another item, or to the end (null). */
  move(rowids: readonly number[], before: number | null): void;
}

/** Null when the view has no manual order. */
export function useManualSort(): ManualSort | null {
  const q = useView((state) => state.q);
  const isOwnOrder = useView((state) => state.sort === 'collection');
  const collections = useOrganised().data?.collections;
  const collection = useMemo(
    () => (isOwnOrder ? collectionInView(q, collections ?? []) : null),
    [isOwnOrder, q, collections],
  );
  const { apply } = useEdits();
  const move = useCallback(
    (rowids: readonly number[], before: number | null): void => {
      if (collection === null || (before !== null && rowids.includes(before))) return;
      void apply({ type: 'rowids', rowids: [...rowids] }, { set: 'collection-order', collection, before }, true);
    },
    [collection, apply],
  );
  return useMemo(() => (collection === null ? null : { moving, move }), [collection, move]);
}

function moving(ids: Uint32Array, item: number): readonly number[] {
  const { selected } = useView.getState();
  if (selected.all || !isSelected(selected, ids[item] ?? 0)) return [item];
  const places: number[] = [];
  for (let place = 0; place < ids.length; place++) if (selected.rowids.has(ids[place] ?? 0)) places.push(place);
  return places;
}
