/** The view as an address and back: whatever an address says, a view comes of it. */
import { Sort } from '../../src-main/contract/search.ts';
import { NOTHING_SELECTED, SCREENS, type Selected, type ViewState } from './store.ts';

/** The part of the view that its address tells. */
export type Addressed = Pick<ViewState, 'q' | 'sort' | 'seed' | 'screen' | 'about' | 'selected' | 'viewing' | 'comparing' | 'reportId'>;

export type Panel = 'sidebar' | 'inspector';

export interface Address {
  readonly view: Addressed;
  /** The generation at the top of the gallery, and how far the top of the screen is into its row; null at the beginning. */
  readonly place: { readonly rowid: number; readonly into: number } | null;
  /** Panels that were put away although there was room for them. */
  readonly hidden: readonly Panel[];
}

/** More selected generations than this are not told, nor more exceptions from a whole result. */
const SELECTED_TOLD = 200;
/** How many can be compared side by side. */
const COMPARED = 4;
const PANELS: readonly Panel[] = ['sidebar', 'inspector'];
const NAMES = ['q', 'sort', 'seed', 'screen', 'about', 'selected', 'open', 'compare', 'report', 'at', 'hide'] as const;
type Name = (typeof NAMES)[number];

/** What is seen when an address says nothing. */
const PLAIN: Addressed = {
  q: '',
  sort: 'newest',
  seed: 1,
  screen: 'gallery',
  about: null,
  selected: NOTHING_SELECTED,
  viewing: null,
  comparing: [],
  reportId: null,
};

/** The address's query part, beginning with `?`; empty for the whole library, newest first. */
export function writeAddress({ view, place, hidden }: Address): string {
  const parts: Readonly<Record<Name, string>> = {
    q: view.q,
    sort: view.sort === PLAIN.sort ? '' : view.sort,
    seed: view.sort === 'random' ? String(view.seed) : '',
    screen: view.screen === PLAIN.screen ? '' : view.screen,
    about: view.about ?? '',
    selected: selectionText(view.selected),
    open: view.viewing === null ? '' : String(view.viewing),
    compare: view.comparing.join(' '),
    report: view.screen === 'report' && view.reportId !== null ? String(view.reportId) : '',
    at: place === null ? '' : `${place.rowid}${place.into === 0 ? '' : `:${Math.round(place.into * 1000) / 1000}`}`,
    hide: PANELS.filter((panel) => hidden.includes(panel)).join(' '),
  };
  const params = new URLSearchParams(NAMES.filter((name) => parts[name] !== '').map((name) => [name, parts[name]]));
  return params.size === 0 ? '' : `?${params}`;
}

/** Whether an address asks for something; what belongs to others, such as a token, is no question. */
export function isExplicit(search: string): boolean {
  const params = new URLSearchParams(search);
  return NAMES.some((name) => params.has(name));
}

/** What an address asks for. Whatever is absent, malformed or unheard of is left as it is in a new window. */
export function readAddress(search: string): Address {
  const params = new URLSearchParams(search);
  const screen = SCREENS.find((name) => name === params.get('screen')) ?? PLAIN.screen;
  const viewing = wholeNumber(params.get('open'));
  const comparing = numbers(params.get('compare'));
  return {
    view: {
      q: params.get('q') ?? '',
      sort: Sort.safeParse(params.get('sort')).data ?? PLAIN.sort,
      seed: wholeNumber(params.get('seed')) ?? PLAIN.seed,
      screen,
      about: params.get('about'),
      selected: readSelection(params.get('selected')),
      viewing,
      comparing: viewing === null || comparing.length < 2 || comparing.length > COMPARED ? [] : comparing,
      reportId: screen === 'report' ? wholeNumber(params.get('report')) : null,
    },
    place: readPlace(params.get('at')),
    hidden: PANELS.filter((panel) => words(params.get('hide')).includes(panel)),
  };
}

/** What tells one entry of the history from the next: the question, the screen, and whether the viewer is open. */
export function placeKey(view: Addressed): string {
  const seed = view.sort === 'random' ? view.seed : 0;
  return JSON.stringify([view.q, view.sort, seed, view.screen, view.about, view.reportId, view.viewing !== null]);
}

/** `all`, `all -3 -5`, or `3 5`; nothing where too many would have to be named. */
function selectionText(selected: Selected): string {
  const named = selected.all ? selected.except : selected.rowids;
  if (named.size > SELECTED_TOLD) return '';
  return (selected.all ? ['all', ...[...named].map((rowid) => `-${rowid}`)] : [...named]).join(' ');
}

function readSelection(text: string | null): Selected {
  const [first, ...rest] = words(text);
  if (first === undefined) return NOTHING_SELECTED;
  if (first !== 'all') return { all: false, rowids: new Set(numbers(text).slice(0, SELECTED_TOLD)) };
  return { all: true, except: new Set(numbers(rest.map((word) => word.replace(/^-/, '')).join(' ')).slice(0, SELECTED_TOLD)) };
}

function readPlace(text: string | null): Address['place'] {
  const [item = '', into = '0'] = (text ?? '').split(':', 2);
  const rowid = wholeNumber(item);
  const share = /^-?\d{1,4}(?:\.\d{1,6})?$/.test(into) ? Number(into) : 0;
  return rowid === null ? null : { rowid, into: share };
}

const words = (text: string | null): readonly string[] => (text ?? '').split(' ').filter((word) => word !== '');

const numbers = (text: string | null): readonly number[] =>
  words(text)
    .map(wholeNumber)
    .filter((number) => number !== null);

/** A number as the catalog gives them; null for anything else. */
function wholeNumber(text: string | null): number | null {
  return text !== null && /^\d{1,15}$/.test(text) ? Number(text) : null;
}
