/**
 * The result of the view: asked in one request at once, kept for going back, its first cards put into the card store.
 */
import { hashKey, keepPreviousData, queryOptions, type UseQueryResult, useQuery } from '@tanstack/react-query';
import type { Card } from '../../../src-main/contract/items/generation.ts';
import { encodeAspect, type Layout } from '../../../src-main/contract/items/layout.ts';
import type { LibraryInfo } from '../../../src-main/contract/library/library.ts';
import { START_CARDS } from '../../../src-main/contract/library/start.ts';
import type { Part } from '../../../src-main/contract/organising/change.ts';
import { queryOfView } from '../../../src-main/contract/searching/address.ts';
import type { ResultMessage } from '../../../src-main/contract/searching/result.ts';
import { LARGE_RESULT, type Query, type Understanding } from '../../../src-main/contract/searching/search.ts';
import { placeOfView, viewName } from '../../state/places.ts';
import { useView, type ViewState } from '../../state/store.ts';
import type { Moment } from '../cards/card-store.ts';
import { cardStore } from '../cards/cards.ts';
import { api } from '../client.ts';
import { queryClient } from '../query-client.ts';
import { takeResult } from '../start/started.ts';
import { openLane } from './lane.ts';

export interface Answer {
  readonly understanding: Understanding;
  /** Everything that was found; null while the layout is only the beginning of it. */
  readonly total: number | null;
  readonly layout: Layout;
  readonly dependsOn: readonly Part[];
  /** The first cards, as they were at `moment`. */
  readonly items: readonly Card[];
  readonly moment: Moment;
}

/** Results that are kept for going back, the last seen first: so many, and of so many items together. */
const KEPT = 16;
const KEPT_ITEMS = 4_000_000;
const KEPT_MS = 5 * 60_000;
/** How long a result is waited for that nobody wants any more, before it is given up for the next. */
const PATIENCE_MS = 250;
/** First cards: what a screen shows and prefetches, within these bounds. */
const FEWEST_CARDS = START_CARDS;
const MOST_CARDS = 400;

/** Where results are asked for. */
export const resultLane = openLane(PATIENCE_MS);

let wantedCards = FEWEST_CARDS;

/** The grid says how many cards its screen takes, with those that it asks for ahead. */
export function wantCards(count: number): void {
  wantedCards = Math.min(MOST_CARDS, Math.max(FEWEST_CARDS, count));
}

type View = Pick<ViewState, 'q' | 'sort' | 'seed'>;

const resultKey = (view: View): readonly unknown[] => {
  const { q, sort, seed } = queryOfView(view);
  return ['result', q, sort, seed];
};

/** The result of the view; the last one stays while the next is on its way. */
export function useAnswer(): UseQueryResult<Answer> {
  const q = useView((state) => state.q);
  const sort = useView((state) => state.sort);
  const seed = useView((state) => state.seed);
  return useQuery({ ...answerQuery({ q, sort, seed }), placeholderData: keepPreviousData });
}

const answerQuery = (view: View) =>
  queryOptions({
    queryKey: resultKey(view),
    queryFn: ({ signal }) => ask(queryOfView(view), signal),
    structuralSharing: (before, after) => withShared(before as Answer | undefined, after as Answer),
    gcTime: KEPT_MS,
  });

/** Asks for the result of the view before anything shows it. Resolves with its first cards, or when there are none. */
export function prefetchAnswer(): Promise<void> {
  const view = useView.getState();
  const key = resultKey(view);
  return new Promise((resolve) => {
    const stop = queryClient.getQueryCache().subscribe(({ query }) => {
      if (hashKey(query.queryKey) === hashKey(key) && query.state.data !== undefined) finish();
    });
    const finish = (): void => {
      stop();
      resolve();
    };
    void queryClient.prefetchQuery(answerQuery(view)).then(finish);
  });
}

/** Chips, messages and the terms to highlight. */
export function useUnderstanding(): Understanding | undefined {
  return useAnswer().data?.understanding;
}

// Texts of cards are cut around the hits of the query. The cards of a cached result enter the store before the result
// is drawn.
useView.subscribe((now, before) => {
  if (now.q === before.q && now.sort === before.sort && now.seed === before.seed) return;
  cardStore.follow(now.q);
  const known = queryClient.getQueryData<Answer>(resultKey(now));
  if (known) cardStore.put(known.items, known.moment);
  else askFirst(now, before);
});

/**
 * Asks at once. When a component asks, it has drawn the key first, and the request leaves 10 to 30 ms later. What
 * nothing has drawn yet is given up for the next key.
 */
function askFirst(now: View, before: View): void {
  const last = queryClient.getQueryCache().find({ queryKey: resultKey(before) });
  if (last?.getObserversCount() === 0) void last.cancel({ silent: true });
  void queryClient.prefetchQuery(answerQuery(now));
}

async function ask(query: Query, signal: AbortSignal): Promise<Answer> {
  const answer = await resultLane.ask(signal, async (given) => {
    const moment = cardStore.moment(query.q);
    const known = queryClient.getQueryData<Answer>(resultKey(query));
    const take = (message: ResultMessage): Answer => taken(message, query, moment, known);
    const asked = { limit: known ? 0 : wantedCards, begin: !known && beginsFirst(query) };
    const onBeginning = (beginning: ResultMessage): void => {
      if (!signal.aborted) queryClient.setQueryData<Answer>(resultKey(query), take(beginning));
    };
    // Without an answer of the start nothing is awaited before the request: it would leave after the page has drawn
    // the key, 5 to 10 ms later.
    const started = takeResult(query, onBeginning);
    return take((started && (await started)) ?? (await api.result(query, asked, onBeginning, given)));
  });
  forgetOldest();
  return answer;
}

/** Whether the beginning is worth asking for: in a large library, where no other place is returned to. */
function beginsFirst(query: Query): boolean {
  const total = queryClient.getQueryData<LibraryInfo>(['library'])?.total ?? 0;
  return total > LARGE_RESULT && placeOfView(viewName(query)) === null;
}

function taken({ head, layout }: ResultMessage, query: Query, moment: Moment, known: Answer | undefined): Answer {
  const { chips, messages, terms, total, items, dependsOn } = head;
  cardStore.put(items, moment);
  const cards = items.length > 0 ? { items, moment } : { items: known?.items ?? [], moment: known?.moment ?? moment };
  return {
    understanding: { chips, messages, terms },
    total,
    layout: layout ?? layoutOf(items, query),
    dependsOn,
    ...cards,
  };
}

/** The first cards as a layout of their own. */
function layoutOf(items: readonly Card[], { sort }: Query): Layout {
  return {
    ids: Uint32Array.from(items, ({ rowid }) => rowid),
    aspects: Uint8Array.from(items, ({ width, height }) => encodeAspect(width, height)),
    days: sort === 'newest' || sort === 'oldest' ? daysOf(items) : [],
  };
}

const DAY_MS = 86_400_000;

/** Runs of cards of the same day, as in a layout. */
function daysOf(cards: readonly Card[]): Layout['days'] {
  const days: [number | null, number][] = [];
  for (const { createdAt } of cards) {
    const day = createdAt === null ? null : Math.floor(Date.parse(createdAt) / DAY_MS);
    const last = days.at(-1);
    if (last && last[0] === day) last[1] += 1;
    else days.push([day, 1]);
  }
  return days;
}

/** Removes the oldest unused results beyond the limits. */
function forgetOldest(): void {
  const cache = queryClient.getQueryCache();
  const unseen = cache.findAll({ queryKey: ['result'], type: 'inactive' });
  let [kept, items] = [0, 0];
  for (const query of unseen.toSorted((a, b) => b.state.dataUpdatedAt - a.state.dataUpdatedAt)) {
    kept += 1;
    items += (query.state.data as Answer | undefined)?.layout.ids.length ?? 0;
    if (kept > KEPT || items > KEPT_ITEMS) cache.remove(query);
  }
}

/** Equal parts stay the same objects, so that nothing is drawn again for them. */
function withShared(before: Answer | undefined, after: Answer): Answer {
  if (!before || before === after) return after;
  const isSame = JSON.stringify(before.understanding) === JSON.stringify(after.understanding);
  return {
    ...after,
    understanding: isSame ? before.understanding : after.understanding,
    layout: isSameLayout(before.layout, after.layout) ? before.layout : after.layout,
    ...(after.items.length === 0 && { items: before.items, moment: before.moment }),
  };
}

function isSameLayout(before: Layout, after: Layout): boolean {
  if (before.ids.length !== after.ids.length || before.days.length !== after.days.length) return false;
  const sameDays = before.days.every(([day, count], i) => day === after.days[i]?.[0] && count === after.days[i]?.[1]);
  return sameDays && isSameArray(before.ids, after.ids) && isSameArray(before.aspects, after.aspects);
}

function isSameArray(a: Uint32Array | Uint8Array, b: Uint32Array | Uint8Array): boolean {
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return false;
  return true;
}
