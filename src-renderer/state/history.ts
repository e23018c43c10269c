/** Synchronises the view with the browser's history: back, forward, reload, links. */
import { isExplicit } from '../../src-main/contract/searching/address.ts';
import { type Addressed, placeKey, readAddress, writeAddress } from './address.ts';
import { hasRoom, hiddenPanels } from './panels.ts';
import { listenToPlaces, placeOfView, putPlace, viewName } from './places.ts';
import { stepFor } from './steps.ts';
import { useView } from './store.ts';

/** The state of a history entry: the entry before it; null for the first. */
interface Entry {
  readonly afterimage: true;
  readonly cameFrom: string | null;
}

/** Selection and scrolling are written after this pause, because browsers refuse hundreds of changes in sequence. */
const PAUSE_MS = 250;
/** Typing without a longer pause counts as one search. */
const BURST_MS = 2_000;
/** How long a step back is awaited, in ms. A later event counts as a step of the person. */
const BACK_MS = 3_000;

export interface HistoryOptions {
  /** Whether the person is typing in the search field. */
  readonly isTyping: () => boolean;
  /** Called with every address of the view. */
  readonly onWrite: (address: string) => void;
}

export interface ViewHistory {
  /** False while the page has an empty address; then {@link reopen} may set the view. */
  isPlaced(): boolean;
  /** The address of the current view. */
  address(): string;
  /** Shows the last view, if the page was opened with an empty address. */
  reopen(address: string): void;
  /** Writes pending changes now. */
  flush(): void;
}

/** Reads the view from the address, and synchronises both from then on. */
export function followHistory({ isTyping, onWrite }: HistoryOptions): ViewHistory {
  let placed = isExplicit(location.search) || entryOf(history.state) !== null;
  let current = show(location.search, true);
  let timer: ReturnType<typeof setTimeout> | undefined;
  let leaving: ReturnType<typeof setTimeout> | undefined;
  let typedAt = Number.NEGATIVE_INFINITY;
  let isShowing = false;

  const write = (how: 'pushState' | 'replaceState', view: Addressed, cameFrom: string | null): void => {
    const address = addressNow(view);
    history[how]({ afterimage: true, cameFrom } satisfies Entry, '', `${location.pathname}${address}`);
    onWrite(address);
  };
  const cameFrom = (): string | null => entryOf(history.state)?.cameFrom ?? null;

  const flush = (): void => {
    clearTimeout(timer);
    timer = undefined;
    if (leaving === undefined) write('replaceState', current, cameFrom());
  };
  const soon = (): void => {
    timer ??= setTimeout(flush, PAUSE_MS);
  };
  const arrived = (): void => {
    clearTimeout(leaving);
    leaving = undefined;
    flush();
  };

  const changed = (): void => {
    const before = current;
    const after = addressed();
    if (isShowing || after === before) return;
    const now = performance.now();
    const isBurst = isTyping() && now - typedAt < BURST_MS;
    if (after.q !== before.q) typedAt = isTyping() ? now : Number.NEGATIVE_INFINITY;
    current = after;
    const step =
      leaving === undefined ? stepFor(before, after, { cameFrom: cameFrom(), isTyping: isBurst }) : 'replace';
    if (step === 'replace') return soon();
    if (step === 'back') {
      // The view stays as it is: the reached entry is overwritten, not read.
      leaving = setTimeout(arrived, BACK_MS);
      history.back();
      // The step back is asynchronous. If the window closes before it, the new address must be known already.
      onWrite(addressNow(after));
      return;
    }
    clearTimeout(timer);
    timer = undefined;
    write('replaceState', before, cameFrom());
    write('pushState', after, placeKey(before));
  };

  useView.subscribe(changed);
  useView.subscribe((after, before) => {
    if (after.inspectorOpen !== before.inspectorOpen || after.sidebarOpen !== before.sidebarOpen) soon();
  });
  listenToPlaces(soon);
  addEventListener('popstate', () => {
    if (leaving !== undefined) return arrived();
    clearTimeout(timer);
    timer = undefined;
    placed = true;
    isShowing = true;
    current = show(location.search, false);
    isShowing = false;
    onWrite(location.search);
  });
  addEventListener('pagehide', flush);

  return {
    isPlaced: () => placed,
    address: () => addressNow(current),
    reopen(address) {
      if (placed) return;
      placed = true;
      isShowing = true;
      current = show(address, true);
      isShowing = false;
      flush();
    },
    flush,
  };
}

/** Shows the view of an address. Panels change only when the window opens. */
function show(search: string, isOpening: boolean): Addressed {
  const { view, place, hidden } = readAddress(search);
  if (place) putPlace(viewName(view), place);
  const { set, q, sort, focus } = useView.getState();
  const isSame = view.q === q && view.sort === sort;
  set({
    ...view,
    overlay: 'none',
    focus: isSame ? focus : -1,
    ...(isOpening
      ? {
          inspectorOpen: hasRoom('inspector') && !hidden.includes('inspector'),
          sidebarOpen: hasRoom('sidebar') && !hidden.includes('sidebar'),
        }
      : {}),
  });
  return addressed();
}

let last: Addressed | null = null;

/** The part of the current view that is in the address; the same object while nothing changes. */
function addressed(): Addressed {
  const { q, sort, seed, screen, about, selected, viewing, comparing, reportId } = useView.getState();
  const now: Addressed = { q, sort, seed, screen, about, selected, viewing, comparing, reportId };
  if (last && (Object.keys(now) as (keyof Addressed)[]).every((name) => now[name] === last?.[name])) return last;
  last = now;
  return now;
}

function addressNow(view: Addressed): string {
  return writeAddress({ view, place: placeOfView(viewName(view)), hidden: hiddenPanels(useView.getState()) });
}

function entryOf(state: unknown): Entry | null {
  const entry = state as Partial<Entry> | null;
  return entry?.afterimage === true ? { afterimage: true, cameFrom: entry.cameFrom ?? null } : null;
}
