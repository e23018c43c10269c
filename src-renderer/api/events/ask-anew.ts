/** Refetches queries that a change made out of date. */
import type { Query, QueryClient, QueryFilters } from '@tanstack/react-query';

/** Queries that are refetched after their first answer. */
const again = new WeakSet<Query>();

/**
 * Invalidates queries. The query client does not refetch a query whose first request is under way, because it has no
 * data yet. The answer of that request may be older than the change, so the query is refetched after it.
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
