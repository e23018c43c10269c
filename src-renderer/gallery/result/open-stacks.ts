/** The open stacks: their other items are shown after the cover. */
import { create } from 'zustand';
import { encodeAspect, type Layout } from '../../../src-main/contract/items/layout.ts';
import { api } from '../../api/client.ts';

/** The other items of an open stack, in its order, with their aspect codes. */
export interface OpenStack {
  readonly rowids: readonly number[];
  readonly aspects: readonly number[];
}

/** By the rowid of the cover. */
export type OpenStacks = ReadonlyMap<number, OpenStack>;

interface OpenState {
  readonly open: OpenStacks;
}

const useOpen = create<OpenState>()(() => ({ open: new Map() }));

export function useOpenStacks(): OpenStacks {
  return useOpen((state) => state.open);
}

/** Whether an item is the cover of an open stack. */
export function useIsOpen(rowid: number): boolean {
  return useOpen((state) => state.open.has(rowid));
}

/** Whether an item belongs to an open stack. */
export function useIsLaidOut(rowid: number): boolean {
  return useOpen(({ open }) => open.size > 0 && openCoverOf(rowid) !== null);
}

/** The cover of the open stack of an item; null for none. */
export function openCoverOf(rowid: number): number | null {
  for (const [cover, { rowids }] of useOpen.getState().open)
    if (cover === rowid || rowids.includes(rowid)) return cover;
  return null;
}

/** Opens or closes the stack of an item. Rejects with an ApiError when the stack cannot be read. */
export async function toggleStack(rowid: number): Promise<void> {
  const cover = openCoverOf(rowid);
  if (cover !== null) return closeStack(cover);
  const stack = await api.stack(rowid);
  if (!stack) return;
  const rowids = stack.members.filter((member) => member !== stack.cover);
  const cards = new Map((await api.cardsOf(rowids)).map((card) => [card.rowid, card]));
  const aspects = rowids.map((member) =>
    encodeAspect(cards.get(member)?.width ?? null, cards.get(member)?.height ?? null),
  );
  useOpen.setState(({ open }) => ({ open: new Map(open).set(stack.cover, { rowids, aspects }) }));
}

function closeStack(cover: number): void {
  useOpen.setState(({ open }) => {
    const rest = new Map(open);
    rest.delete(cover);
    return { open: rest };
  });
}

/** Closes all stacks, after stacks were changed. */
export function closeStacks(): void {
  if (useOpen.getState().open.size > 0) useOpen.setState({ open: new Map() });
}

let last: { readonly layout: Layout; readonly open: OpenStacks; readonly result: Layout } | null = null;

/** The layout with the items of open stacks after their covers. Equal arguments give the same object. */
export function withOpenStacks(layout: Layout, open: OpenStacks): Layout {
  if (open.size === 0) return layout;
  if (last?.layout === layout && last.open === open) return last.result;
  const result = spliced(layout, open);
  last = { layout, open, result };
  return result;
}

interface Insertion {
  readonly at: number;
  readonly stack: OpenStack;
}

/** Inserts the items of open stacks. An item that is in the layout already is not inserted again. */
function spliced(layout: Layout, open: OpenStacks): Layout {
  const insertions = [...open]
    .map(([cover, { rowids, aspects }]): Insertion => {
      const kept = rowids
        .map((rowid, i) => ({ rowid, aspect: aspects[i] ?? 0 }))
        .filter(({ rowid }) => !layout.ids.includes(rowid));
      return {
        at: layout.ids.indexOf(cover),
        stack: { rowids: kept.map(({ rowid }) => rowid), aspects: kept.map(({ aspect }) => aspect) },
      };
    })
    .filter(({ at, stack }) => at >= 0 && stack.rowids.length > 0)
    .toSorted((a, b) => a.at - b.at);
  const more = insertions.reduce((sum, { stack }) => sum + stack.rowids.length, 0);
  const ids = new Uint32Array(layout.ids.length + more);
  const aspects = new Uint8Array(ids.length);
  let read = 0;
  let write = 0;
  for (const { at, stack } of [...insertions, { at: layout.ids.length - 1, stack: { rowids: [], aspects: [] } }]) {
    ids.set(layout.ids.subarray(read, at + 1), write);
    aspects.set(layout.aspects.subarray(read, at + 1), write);
    write += at + 1 - read;
    read = at + 1;
    ids.set(stack.rowids, write);
    aspects.set(stack.aspects, write);
    write += stack.rowids.length;
  }
  return { ids, aspects, days: longerDays(layout.days, insertions) };
}

/** Inserted items count to the day of their cover. */
function longerDays(days: Layout['days'], insertions: readonly Insertion[]): Layout['days'] {
  let end = 0;
  let next = 0;
  return days.map(([day, count]) => {
    end += count;
    let longer = count;
    for (; next < insertions.length && (insertions[next]?.at ?? 0) < end; next++)
      longer += insertions[next]?.stack.rowids.length ?? 0;
    return [day, longer] as const;
  });
}
