/** Converts the view to an address and back. Every address gives a valid view. */
import {
  ADDRESS_NAMES,
  type AddressName,
  resultOfAddress,
  wholeNumber,
} from '../../src-main/contract/searching/address.ts';
import { NOTHING_SELECTED, SCREENS, type Selected, type ViewState } from './store.ts';

/** The part of the view that is in the address. */
export type Addressed = Pick<
  ViewState,
  'q' | 'sort' | 'seed' | 'screen' | 'about' | 'selected' | 'viewing' | 'comparing' | 'reportId'
>;

export type Panel = 'sidebar' | 'inspector';

export interface Address {
  readonly view: Addressed;
  /** The generation at the top of the screen, and the offset into its row; null at the beginning. */
  readonly place: { readonly rowid: number; readonly into: number } | null;
  /** Panels that the person closed although they have room. */
  readonly hidden: readonly Panel[];
}

/** The largest number of selected generations, or of exceptions from a whole result, in an address. */
const SELECTED_TOLD = 200;
/** The largest number of generations in a comparison. */
const COMPARED = 4;
const PANELS: readonly Panel[] = ['sidebar', 'inspector'];

/** The view of an empty address. */
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

/** The query part of the address, with `?`; empty for the whole library, newest first. */
export function writeAddress({ view, place, hidden }: Address): string {
  const parts: Readonly<Record<AddressName, string>> = {
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
  const params = new URLSearchParams(
    ADDRESS_NAMES.filter((name) => parts[name] !== '').map((name) => [name, parts[name]]),
  );
  return params.size === 0 ? '' : `?${params}`;
}

/** Reads an address. Absent, invalid and unknown values get the default of a new window. */
export function readAddress(search: string): Address {
  const params = new URLSearchParams(search);
  const screen = SCREENS.find((name) => name === params.get('screen')) ?? PLAIN.screen;
  const viewing = wholeNumber(params.get('open'));
  const comparing = numbers(params.get('compare'));
  return {
    view: {
      ...resultOfAddress(params),
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

/** The key of an entry of the history: query, screen, and whether the viewer is open. */
export function placeKey(view: Addressed): string {
  const seed = view.sort === 'random' ? view.seed : 0;
  return JSON.stringify([view.q, view.sort, seed, view.screen, view.about, view.reportId, view.viewing !== null]);
}

/** `all`, `all -3 -5`, or `3 5`; empty when there are too many rowids. */
function selectionText(selected: Selected): string {
  const named = selected.all ? selected.except : selected.rowids;
  if (named.size > SELECTED_TOLD) return '';
  return (selected.all ? ['all', ...[...named].map((rowid) => `-${rowid}`)] : [...named]).join(' ');
}

function readSelection(text: string | null): Selected {
  const [first, ...rest] = words(text);
  if (first === undefined) return NOTHING_SELECTED;
  if (first !== 'all') return { all: false, rowids: new Set(numbers(text).slice(0, SELECTED_TOLD)) };
  return {
    all: true,
    except: new Set(numbers(rest.map((word) => word.replace(/^-/, '')).join(' ')).slice(0, SELECTED_TOLD)),
  };
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
