/** The state of the window: query, selection, open panels. Data of the server is in the query cache instead. */
import { create } from 'zustand';
import type { Sort } from '../../src-main/contract/searching/search.ts';

/** Every screen by the name it has in the address; App.tsx draws them. */
export const SCREENS = [
  'gallery',
  'prompts',
  'people',
  'statistics',
  'duplicates',
  'sources',
  'report',
  'history',
  'settings',
] as const;
export type Screen = (typeof SCREENS)[number];

export type Overlay = 'none' | 'import' | 'shortcuts' | 'palette' | 'tag' | 'collect' | 'arrange' | 'export';

/** The selected generations: some by rowid, or the whole result with exceptions. */
export type Selected =
  | { readonly all: false; readonly rowids: ReadonlySet<number> }
  | { readonly all: true; readonly except: ReadonlySet<number> };

export const NOTHING_SELECTED: Selected = { all: false, rowids: new Set() };

export interface ViewState {
  readonly q: string;
  readonly sort: Sort;
  readonly seed: number;
  readonly screen: Screen;
  /** The subject of a screen that can show one of several: a person's handle, a prompt. Null for all. */
  readonly about: string | null;
  readonly overlay: Overlay;
  readonly selected: Selected;
  /** The focused item: an index into the current layout; -1 for none. */
  readonly focus: number;
  /** The rowid open in the viewer, null when it is closed. */
  readonly viewing: number | null;
  /** Whether the viewer is only a quick look: the media alone, closed by the key that opened it. */
  readonly quick: boolean;
  /** Rowids compared side by side in the viewer; empty for one alone. */
  readonly comparing: readonly number[];
  readonly inspectorOpen: boolean;
  readonly sidebarOpen: boolean;
  /** The import whose report is on screen. */
  readonly reportId: number | null;
}

export interface ViewActions {
  set(change: Partial<ViewState>): void;
  /** Sets another query and optionally its order; resets selection, focus and viewer. */
  search(q: string, sort?: Sort): void;
  /** Sets another query on the current screen if it shows results, otherwise in the gallery. */
  narrow(q: string): void;
  select(selected: Selected): void;
}

/** The manual order of a collection is meaningful only for queries that name a collection. */
const ASKS_FOR_COLLECTION = /collection[:：]/iu;

const initial: ViewState = {
  q: '',
  sort: 'newest',
  seed: 1,
  screen: 'gallery',
  about: null,
  overlay: 'none',
  selected: NOTHING_SELECTED,
  focus: -1,
  viewing: null,
  quick: false,
  comparing: [],
  inspectorOpen: true,
  sidebarOpen: true,
  reportId: null,
};

/** Screens that show the result of the query. */
const NARROWED: readonly Screen[] = ['prompts', 'people', 'statistics', 'duplicates'];

/** The state after a new query: selection, focus and viewer are reset. */
const asked = (state: ViewState, q: string, sort?: Sort): Partial<ViewState> => ({
  q,
  sort: sort ?? (state.sort === 'collection' && !ASKS_FOR_COLLECTION.test(q) ? 'newest' : state.sort),
  about: null,
  selected: NOTHING_SELECTED,
  focus: -1,
  viewing: null,
  quick: false,
  comparing: [],
});

export const useView = create<ViewState & ViewActions>()((set) => ({
  ...initial,
  set: (change) => set(change.viewing === null ? { ...change, quick: false } : change),
  search: (q, sort) => set((state) => ({ ...asked(state, q, sort), screen: 'gallery' })),
  narrow: (q) =>
    set((state) => ({ ...asked(state, q), screen: NARROWED.includes(state.screen) ? state.screen : 'gallery' })),
  select: (selected) => set({ selected }),
}));
