/** The selection's arithmetic: some generations by number, or a whole result except some. */
import type { Selection } from '../../src-main/contract/edit.ts';
import type { Selected } from './store.ts';

export function isSelected(selected: Selected, rowid: number): boolean {
  return selected.all ? !selected.except.has(rowid) : selected.rowids.has(rowid);
}

/** How many of a result of `total` are selected. */
export function countSelected(selected: Selected, total: number): number {
  return selected.all ? Math.max(0, total - selected.except.size) : selected.rowids.size;
}

export function toggle(selected: Selected, rowid: number): Selected {
  if (selected.all) return { all: true, except: toggled(selected.except, rowid) };
  return { all: false, rowids: toggled(selected.rowids, rowid) };
}

/** Adds more to what is selected. */
export function add(selected: Selected, rowids: Iterable<number>): Selected {
  if (!selected.all) return { all: false, rowids: new Set([...selected.rowids, ...rowids]) };
  const except = new Set(selected.except);
  for (const rowid of rowids) except.delete(rowid);
  return { all: true, except };
}

export function only(rowid: number): Selected {
  return { all: false, rowids: new Set([rowid]) };
}

/** The selection as an edit sends it: by query when the whole result is meant, however large. */
export function toSelection(selected: Selected, q: string): Selection {
  if (selected.all) return { by: 'query', q, except: [...selected.except] };
  return { by: 'rowids', rowids: [...selected.rowids] };
}

/** The one selected rowid, or null for none and for several. */
export function single(selected: Selected): number | null {
  if (selected.all || selected.rowids.size !== 1) return null;
  return selected.rowids.values().next().value ?? null;
}

/** Tells whether an edit's selection means a generation, as far as the page can tell: a query means what is on screen. */
export function memberTest(selection: Selection): (rowid: number) => boolean {
  const named = new Set(selection.by === 'rowids' ? selection.rowids : selection.except);
  return (rowid) => named.has(rowid) === (selection.by === 'rowids');
}

function toggled(set: ReadonlySet<number>, rowid: number): ReadonlySet<number> {
  const next = new Set(set);
  if (!next.delete(rowid)) next.add(rowid);
  return next;
}
