/** The first cells of a result in a large library, shown while the whole layout is loading. */
import { useQuery, useQueryClient } from '@tanstack/react-query';
import type { Card } from '../../src-main/contract/generation.ts';
import { encodeAspect, type Layout } from '../../src-main/contract/layout.ts';
import type { Query } from '../../src-main/contract/search.ts';
import { cardStore } from '../api/cards.ts';
import { api } from '../api/client.ts';
import { layoutKey, useLibrary } from '../api/queries.ts';
import { placeOfView, viewName } from '../state/places.ts';
import { useView } from '../state/store.ts';

/** In smaller libraries the whole layout arrives as fast, and the timeline would change twice. */
const LARGE = 200_000;
/** More cells than a large screen shows. */
const FIRST = 200;

/** The beginning of a result as a layout; undefined where it is not worth asking for: the rest is known, or another place is returned to. */
export function useBeginning(query: Query): Layout | undefined {
  const client = useQueryClient();
  const total = useLibrary().data?.total ?? 0;
  const isKnown = client.getQueryData(layoutKey(query)) !== undefined;
  const { data } = useQuery({
    queryKey: ['beginning', ...layoutKey(query)],
    queryFn: ({ signal }) => readBeginning(query, signal),
    enabled: total > LARGE && !isKnown && placeOfView(viewName(query)) === null,
    gcTime: 0,
  });
  return data && data.ids.length > 0 ? data : undefined;
}

async function readBeginning(query: Query, signal: AbortSignal): Promise<Layout> {
  const { items } = await api.firstCards({ ...query, limit: FIRST }, signal);
  // The texts are cut around the hits of this query, so cards of another query are not stored.
  if (useView.getState().q === query.q) cardStore.put(items);
  return {
    ids: Uint32Array.from(items, ({ rowid }) => rowid),
    aspects: Uint8Array.from(items, ({ width, height }) => encodeAspect(width, height)),
    days: query.sort === 'newest' || query.sort === 'oldest' ? daysOf(items) : [],
  };
}

const DAY_MS = 86_400_000;

/** Runs of cards with the same day, as in a layout. */
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
