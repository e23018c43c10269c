/** The commands for collections, saved searches, tags, stacks and the history. */
import { cardStore } from '../api/cards/cards.ts';
import { openCoverOf, toggleStack } from '../gallery/result/open-stacks.ts';
import { ask } from '../organise/organise-dialog-store.ts';
import { errorSentence } from '../shell/error-sentence.ts';
import type { Command } from './command.ts';
import type { CommandContext } from './command-context.ts';

const hasTarget = ({ target }: CommandContext): boolean => target !== null;
const hasMany = ({ target }: CommandContext): boolean => target !== null && target.count > 1;
const inCollection = (context: CommandContext): boolean => hasTarget(context) && context.collection !== null;
const hasQuestion = ({ view }: CommandContext): boolean => view.q.trim() !== '';

export const ITEM_COMMANDS: readonly Command[] = [
  {
    id: 'collect',
    name: 'command.collect',
    group: 'items',
    shortcut: 'a',
    isAvailable: hasTarget,
    run: ({ view }) => view.set({ overlay: 'collect' }),
  },
  { id: 'uncollect', name: 'command.uncollect', group: 'items', isAvailable: inCollection, run: takeOut },
  { id: 'cover', name: 'command.cover', group: 'items', isAvailable: inCollection, run: toTheFront },
  { id: 'stack', name: 'command.stack', group: 'items', shortcut: 'mod+g', isAvailable: hasMany, run: stack },
  {
    id: 'unstack',
    name: 'command.unstack',
    group: 'items',
    shortcut: 'shift+mod+g',
    isAvailable: hasTarget,
    run: unstack,
  },
  {
    id: 'toggle-stack',
    name: 'command.toggle-stack',
    group: 'items',
    shortcut: 's',
    isAvailable: canToggleStack,
    run: openOrClose,
  },
];

export const ORDER_COMMANDS: readonly Command[] = [
  {
    id: 'save-search',
    name: 'command.save-search',
    group: 'library',
    shortcut: 'mod+s',
    isAvailable: hasQuestion,
    run: saveSearch,
  },
  { id: 'new-collection', name: 'command.new-collection', group: 'library', run: newCollection },
  {
    id: 'new-smart-collection',
    name: 'command.new-smart-collection',
    group: 'library',
    isAvailable: hasQuestion,
    run: ({ view }) => ask({ type: 'new-collection', query: view.q, selection: null }),
  },
  { id: 'tags', name: 'command.tags', group: 'library', run: () => ask({ type: 'tags' }) },
];

function takeOut({ collection, target, edits }: CommandContext): void {
  if (collection !== null && target) void edits.apply(target.selection, { set: 'collection-remove', collection });
}

function toTheFront({ collection, target, first, edits }: CommandContext): void {
  if (collection !== null && target)
    void edits.apply(target.selection, { set: 'collection-order', collection, before: first });
}

function stack({ target, edits }: CommandContext): void {
  if (target?.cover != null) void edits.apply(target.selection, { set: 'stack', cover: target.cover });
}

function unstack({ target, edits }: CommandContext): void {
  if (target) void edits.apply(target.selection, { set: 'unstack' });
}

function canToggleStack({ target, view }: CommandContext): boolean {
  if (target?.rowid == null || view.viewing !== null) return false;
  return (cardStore.get(target.rowid)?.stack ?? 0) > 1 || openCoverOf(target.rowid) !== null;
}

function openOrClose({ target, t, fail }: CommandContext): void {
  if (target?.rowid != null) toggleStack(target.rowid).catch((error: unknown) => fail(errorSentence(t, error)));
}

function saveSearch({ view: { q, sort } }: CommandContext): void {
  ask({ type: 'new-search', q, sort });
}

/** Makes a collection with the selected items; the focused item alone is not added. */
function newCollection({ target, view }: CommandContext): void {
  const isChosen = view.selected.all || view.selected.rowids.size > 0;
  ask({ type: 'new-collection', query: null, selection: isChosen && target ? target.selection : null });
}
