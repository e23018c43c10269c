/** Functions on selections: some generations by rowid, or a whole result with exceptions. */
import type { Selection } from '../../src-main/contract/organising/edit.ts';
import type { Selected } from './store.ts';

export function isSelected(selected: Selected, rowid: number): boolean {
  return selected.all ? !selected.except.has(rowid) : selected.rowids.has(rowid);
}

/** The number of selected items in a result of `total` items. */
export function countSelected(selected: Selected, total: number): number {
  return selected.all ? Math.max(0, total - selected.except.size) : selected.rowids.size;
}

export function toggle(selected: Selected, rowid: number): Selected {
  if (selected.all) return { all: true, except: toggled(selected.except, rowid) };
  return { all: false, rowids: toggled(selected.rowids, rowid) };
}

/** Adds items to the selection. */
export function add(selected: Selected, rowids: Iterable<number>): Selected {
  if (!selected.all) return { all: false, rowids: new Set([...selected.rowids, ...rowids]) };
  const except = new Set(selected.except);
  for (const rowid of rowids) except.delete(rowid);
  return { all: true, except };
}

export function only(rowid: number): Selected {
  return { all: false, rowids: new Set([rowid]) };
}

/** The selection for an edit: by query for a whole result, otherwise by rowids. */
export function toSelection(selected: Selected, q: string): Selection {
  if (selected.all) return { type: 'query', q, except: [...selected.except] };
  return { type: 'rowids', rowids: [...selected.rowids] };
}

/** Returns a test whether a selection contains a generation. A query selection means the result on screen. */
export function memberTest(selection: Selection): (rowid: number) => boolean {
  const named = new Set(selection.type === 'rowids' ? selection.rowids : selection.except);
  return (rowid) => named.has(rowid) === (selection.type === 'rowids');
}

function toggled(set: ReadonlySet<number>, rowid: number): ReadonlySet<number> {
  const next = new Set(set);
  if (!next.delete(rowid)) next.add(rowid);
  return next;
}
