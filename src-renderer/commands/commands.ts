/** The list of all commands, read by the palette, the shortcut sheet, the keyboard and the native menu. */
import type { Change } from '../../src-main/contract/organising/edit.ts';
import type { Sort } from '../../src-main/contract/searching/search.ts';
import { askExport } from '../export/exporting.ts';
import { scopesAt } from '../export/scopes.ts';
import { SEARCH_INPUT_ID } from '../search/search-input-id.ts';
import { NOTHING_SELECTED, type Overlay, type Screen } from '../state/store.ts';
import { ITEM_COMMANDS, ORDER_COMMANDS } from './arrange-commands.ts';
import type { Command } from './command.ts';
import type { CommandContext } from './command-context.ts';
import { copyPrompts, showInFolder, toggleFavorite } from './item-actions.ts';
import { KIN_COMMANDS } from './related-commands.ts';

const hasTarget = ({ target }: CommandContext): boolean => target !== null;
const hasOne = ({ target }: CommandContext): boolean => target !== null && target.rowid !== null;
const hasLibrary = ({ total }: CommandContext): boolean => total > 0;
const inGallery = ({ view }: CommandContext): boolean => view.screen === 'gallery' && view.viewing === null;

const open = (overlay: Overlay) => (context: CommandContext) => context.view.set({ overlay });
const go = (screen: Screen) => (context: CommandContext) => context.view.set({ screen, viewing: null, comparing: [] });
const goToAll = (screen: Screen) => (context: CommandContext) =>
  context.view.set({ screen, about: null, viewing: null, comparing: [] });
const ask = (q: string) => (context: CommandContext) => context.view.search(q);
const change = (change: Change) => (context: CommandContext) => {
  if (context.target) void context.edits.apply(context.target.selection, change);
};

/** In the order of the palette. */
export const COMMANDS: readonly Command[] = [
  { id: 'search', name: 'command.search', group: 'go', shortcut: '/', also: 'mod+f', run: focusSearch },
  { id: 'gallery', name: 'command.gallery', group: 'go', run: go('gallery') },
  { id: 'all', name: 'command.all', group: 'go', isAvailable: hasLibrary, run: ask('') },
  { id: 'favorites', name: 'command.favorites', group: 'go', isAvailable: hasLibrary, run: ask('is:favorite') },
  { id: 'untagged', name: 'command.untagged', group: 'go', isAvailable: hasLibrary, run: ask('is:untagged') },
  {
    id: 'prompt-only',
    name: 'command.prompt-only',
    group: 'go',
    isAvailable: hasLibrary,
    run: ask('state:prompt-only'),
  },
  { id: 'media-only', name: 'command.media-only', group: 'go', isAvailable: hasLibrary, run: ask('state:media-only') },
  { id: 'missing', name: 'command.missing', group: 'go', isAvailable: hasLibrary, run: ask('is:missing') },
  ...(['prompts', 'people', 'statistics', 'duplicates'] as const).map(
    (screen): Command => ({
      id: screen,
      name: `command.${screen}`,
      group: 'go',
      isAvailable: hasLibrary,
      run: goToAll(screen),
    }),
  ),
  { id: 'sources', name: 'command.sources', group: 'go', run: go('sources') },
  { id: 'import-report', name: 'command.import-report', group: 'go', run: go('report') },
  { id: 'settings', name: 'command.settings', group: 'go', shortcut: 'mod+,', run: go('settings') },

  { id: 'open', name: 'command.open', group: 'items', shortcut: 'Enter', isAvailable: canOpen, run: view },
  { id: 'quick-look', name: 'command.quick-look', group: 'items', shortcut: 'Space', isAvailable: canOpen, run: view },
  {
    id: 'favorite',
    name: 'command.favorite',
    group: 'items',
    shortcut: 'f',
    isAvailable: hasTarget,
    run: (c) => void toggleFavorite(c),
  },
  ...([5, 4, 3, 2, 1, 0] as const).map(
    (rating): Command => ({
      id: `rate-${rating}`,
      name: `command.rate-${rating}`,
      group: 'items',
      shortcut: String(rating),
      isAvailable: hasTarget,
      run: change({ set: 'rating', rating }),
    }),
  ),
  { id: 'tag', name: 'command.tag', group: 'items', shortcut: 't', isAvailable: hasTarget, run: open('tag') },
  {
    id: 'copy-prompt',
    name: 'command.copy-prompt',
    group: 'items',
    shortcut: 'c',
    isAvailable: hasTarget,
    run: (c) => void copyPrompts(c),
  },
  ...ITEM_COMMANDS,
  ...KIN_COMMANDS,
  {
    id: 'show-in-folder',
    name: 'command.show-in-folder',
    group: 'items',
    isAvailable: canReveal,
    run: (c) => void showInFolder(c),
  },
  { id: 'compare', name: 'command.compare', group: 'items', isAvailable: canCompare, run: compare },

  {
    id: 'select-all',
    name: 'command.select-all',
    group: 'selection',
    shortcut: 'mod+a',
    isAvailable: canSelectAll,
    run: selectAll,
  },
  {
    id: 'clear-selection',
    name: 'command.clear-selection',
    group: 'selection',
    isAvailable: hasSelection,
    run: clearSelection,
  },
  { id: 'undo', name: 'command.undo', group: 'selection', shortcut: 'mod+z', run: (c) => void c.edits.undo() },
  {
    id: 'redo',
    name: 'command.redo',
    group: 'selection',
    shortcut: 'shift+mod+z',
    also: 'mod+y',
    run: (c) => void c.edits.redo(),
  },

  {
    id: 'inspector',
    name: 'command.inspector',
    group: 'view',
    shortcut: 'i',
    run: ({ view }) => view.set({ inspectorOpen: !view.inspectorOpen }),
  },
  {
    id: 'sidebar',
    name: 'command.sidebar',
    group: 'view',
    shortcut: 'b',
    run: ({ view }) => view.set({ sidebarOpen: !view.sidebarOpen }),
  },
  ...(['newest', 'oldest', 'relevance', 'duration', 'rating', 'random'] as const).map(
    (sort): Command => ({
      id: `sort-${sort}`,
      name: `command.sort.${sort}`,
      group: 'view',
      isAvailable: inGallery,
      run: sortBy(sort),
    }),
  ),
  {
    id: 'sort-collection',
    name: 'command.sort.collection',
    group: 'view',
    isAvailable: inOwnCollection,
    run: sortBy('collection'),
  },
  ...(['system', 'light', 'dark'] as const).map(
    (theme): Command => ({
      id: `theme-${theme}`,
      name: `command.theme.${theme}`,
      group: 'view',
      run: (c) => c.saveSettings({ theme }),
    }),
  ),

  { id: 'import', name: 'command.import', group: 'library', shortcut: 'mod+o', run: open('import') },
  {
    id: 'export',
    name: 'command.export',
    group: 'library',
    shortcut: 'shift+mod+e',
    isAvailable: hasLibrary,
    run: exportFromHere,
  },
  {
    id: 'new-window',
    name: 'command.new-window',
    group: 'library',
    shortcut: 'mod+n',
    isOfDesktop: true,
    isAvailable: ({ bridge }) => bridge !== undefined,
    run: ({ bridge }) => bridge?.newWindow(),
  },
  ...ORDER_COMMANDS,
  { id: 'history', name: 'command.history', group: 'library', run: go('history') },
  { id: 'palette', name: 'command.palette', group: 'library', shortcut: 'mod+k', run: open('palette') },
  { id: 'shortcuts', name: 'command.shortcuts', group: 'library', shortcut: '?', run: open('shortcuts') },
  { id: 'back', name: 'command.back', group: 'library', shortcut: 'Escape', isAvailable: canGoBack, run: goBack },
  {
    id: 'history-back',
    name: 'command.history-back',
    group: 'go',
    shortcut: 'alt+ArrowLeft',
    run: () => history.back(),
  },
  {
    id: 'history-forward',
    name: 'command.history-forward',
    group: 'go',
    shortcut: 'alt+ArrowRight',
    run: () => history.forward(),
  },
];

/** Whether a command is available now. */
export function isAvailable(command: Command, context: CommandContext): boolean {
  return command.isAvailable?.(context) ?? true;
}

function exportFromHere({ view, target }: CommandContext): void {
  askExport(scopesAt(view, target));
}

function focusSearch({ view }: CommandContext): void {
  if (view.viewing !== null) view.set({ viewing: null, comparing: [] });
  afterDialogs(() => {
    const input = document.getElementById(SEARCH_INPUT_ID);
    if (!(input instanceof HTMLInputElement)) return;
    input.focus();
    input.select();
  });
}

/** Waits until a closing dialog has released the focus, at most half a second. */
function afterDialogs(action: () => void, frames = 30): void {
  // At once when no dialog is open: the next key may follow in the same frame, and it belongs to the field.
  if (frames === 0 || !document.querySelector('[data-exiting], [role="dialog"]')) action();
  else requestAnimationFrame(() => afterDialogs(action, frames - 1));
}

function canOpen(context: CommandContext): boolean {
  return hasOne(context) && inGallery(context);
}

function view({ view, target }: CommandContext): void {
  if (target?.rowid != null) view.set({ viewing: target.rowid });
}

function canReveal(context: CommandContext): boolean {
  return hasOne(context) && context.bridge !== undefined;
}

function canCompare({ target }: CommandContext): boolean {
  return target !== null && target.selection.type === 'rowids' && target.count >= 2 && target.count <= 4;
}

function compare({ view, target }: CommandContext): void {
  if (target?.selection.type !== 'rowids') return;
  const { rowids } = target.selection;
  view.set({ comparing: rowids, viewing: rowids[0] ?? null });
}

function inOwnCollection(context: CommandContext): boolean {
  return inGallery(context) && context.collection !== null;
}

function canSelectAll(context: CommandContext): boolean {
  return hasLibrary(context) && inGallery(context);
}

function selectAll({ view }: CommandContext): void {
  view.select({ all: true, except: new Set() });
}

function hasSelection({ view }: CommandContext): boolean {
  return view.selected.all || view.selected.rowids.size > 0;
}

function clearSelection({ view }: CommandContext): void {
  view.select(NOTHING_SELECTED);
}

function sortBy(sort: Sort): (context: CommandContext) => void {
  // Shuffle again gives another order.
  return ({ view }) => view.set(sort === 'random' ? { sort, seed: view.seed + 1 } : { sort });
}

function canGoBack(context: CommandContext): boolean {
  return context.view.viewing !== null || context.view.screen !== 'gallery' || hasSelection(context);
}

/** Goes one step back: closes the viewer, then a screen, then clears the selection. */
function goBack(context: CommandContext): void {
  const { view } = context;
  if (view.viewing !== null) view.set({ viewing: null, comparing: [] });
  else if (view.screen !== 'gallery') view.set({ screen: 'gallery' });
  else clearSelection(context);
}
