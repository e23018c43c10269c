/** Asks again what a change has made out of date. */
import type { Query, QueryClient, QueryFilters } from '@tanstack/react-query';

/** First questions that are asked again when their answer is there. */
const again = new WeakSet<Query>();

/**
 * Asks again what is looked at, and the rest when it is looked at. A first question that is under way would not be asked again by the
 * query client, because it has no answer that could be out of date: its answer may be from before the change, so another follows it.
 */
export function askAnew(client: QueryClient, filters: QueryFilters): void {
  for (const query of client.getQueryCache().findAll(filters)) {
    const { data, fetchStatus } = query.state;
    if (data === undefined && fetchStatus !== 'idle') void askAgainAfter(client, query);
  }
  void client.invalidateQueries(filters);
}

async function askAgainAfter(client: QueryClient, query: Query): Promise<void> {
  if (again.has(query)) return;
  again.add(query);
  await query.promise?.catch(() => {});
  again.delete(query);
  void client.invalidateQueries({ queryKey: query.queryKey, exact: true });
}
