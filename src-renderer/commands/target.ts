/**
 * The target of commands and of the inspector: the viewed item, otherwise the selection, otherwise the focused item.
 */
import type { Selection } from '../../src-main/contract/organising/edit.ts';
import { countSelected, isSelected, toSelection } from '../state/selection.ts';
import type { ViewState } from '../state/store.ts';

export interface Target {
  readonly selection: Selection;
  readonly count: number;
  /** The single target; null for several. */
  readonly rowid: number | null;
  /** One of several: the focused item if it is among them, otherwise the first in the result. */
  readonly cover: number | null;
}

/**
 * @param ids the result on screen, in order
 * @returns null when nothing is meant
 */
export function targetOf(
  view: Pick<ViewState, 'q' | 'selected' | 'focus' | 'viewing'>,
  ids: Uint32Array | undefined,
): Target | null {
  if (view.viewing !== null) return one(view.viewing);
  const count = countSelected(view.selected, ids?.length ?? 0);
  if (count > 1 || (count === 1 && view.selected.all)) {
    return { selection: toSelection(view.selected, view.q), count, rowid: null, cover: coverOf(view, ids) };
  }
  if (!view.selected.all) for (const rowid of view.selected.rowids) return one(rowid);
  const focused = ids?.[view.focus];
  return focused === undefined ? null : one(focused);
}

function coverOf(
  { selected, focus }: Pick<ViewState, 'selected' | 'focus'>,
  ids: Uint32Array = new Uint32Array(),
): number | null {
  const focused = ids[focus];
  if (focused !== undefined && isSelected(selected, focused)) return focused;
  return ids.find((rowid) => isSelected(selected, rowid)) ?? null;
}

function one(rowid: number): Target {
  return { selection: { type: 'rowids', rowids: [rowid] }, count: 1, rowid, cover: rowid };
}
