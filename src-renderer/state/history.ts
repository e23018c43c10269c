/** The browser's history follows the view, and the view follows the history: back and forward, reload, links. */
import { type Addressed, isExplicit, placeKey, readAddress, writeAddress } from './address.ts';
import { hasRoom, hiddenPanels } from './panels.ts';
import { listenToPlaces, placeOfView, putPlace, viewName } from './places.ts';
import { stepFor } from './steps.ts';
import { useView } from './store.ts';

/** What an entry of ours carries: the place it was entered from, null for the first. */
interface Entry {
  readonly afterimage: true;
  readonly cameFrom: string | null;
}

/** Selecting and scrolling are written down after this pause: browsers refuse hundreds of entries in a row. */
const PAUSE_MS = 250;
/** Typing goes on as one search as long as no pause is longer. */
const BURST_MS = 2_000;
/** A step back that was refused is given up after this: one that comes later still, on a busy machine, would be taken for the person's. */
const BACK_MS = 3_000;

export interface HistoryOptions {
  /** Whether the person is typing a question at this moment. */
  readonly isTyping: () => boolean;
  /** Hears every address of the view, written or about to be. */
  readonly onWrite: (address: string) => void;
}

export interface ViewHistory {
  /** False while the page was opened without saying what to show: then {@link reopen} may say it. */
  isPlaced(): boolean;
  /** The address of the view as it is. */
  address(): string;
  /** Shows what was shown last, when the page was opened without saying what to show. */
  reopen(address: string): void;
  /** Writes down what has not been written yet. */
  flush(): void;
}

/** Takes the view from the page's address, and keeps both together from then on. */
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
    const step = leaving === undefined ? stepFor(before, after, { cameFrom: cameFrom(), isTyping: isBurst }) : 'replace';
    if (step === 'replace') return soon();
    if (step === 'back') {
      // What was seen stays as it was left: the entry that is reached is told anew, not read.
      leaving = setTimeout(arrived, BACK_MS);
      history.back();
      // The step is slower than a window that is closed right after: it would open again where it no longer was.
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

/** Shows what an address asks for; panels stay as they are unless the window is opened with it. */
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

/** The addressed part of the view as it is; the same object while nothing in it changes. */
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
