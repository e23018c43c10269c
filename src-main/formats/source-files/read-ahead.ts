/** Reads many small documents in order and prefetches the next ones, because waiting for each disk access is slow. */

const AHEAD = 16;

/**
 * Returns a function that gives the result of `load` for a document's index. Each call also starts loading the next
 * documents, at most sixteen at a time. `load` must reject only with a signal that stops everything.
 */
export function readAhead<T>(count: number, load: (at: number) => Promise<T>): (at: number) => Promise<T> {
  const underWay = new Map<number, Promise<T>>();
  const begin = (at: number): Promise<T> => {
    const loading = load(at);
    // Callers receive the rejection. This handler prevents an unhandledRejection for prefetched reads that are never
    // used.
    loading.catch(() => {});
    underWay.set(at, loading);
    return loading;
  };
  return (at) => {
    for (let next = at; next < Math.min(count, at + AHEAD); next++) if (!underWay.has(next)) begin(next);
    const requested = underWay.get(at) ?? begin(at);
    underWay.delete(at);
    // Earlier documents were read out of order; their prefetched results are dropped.
    for (const earlier of underWay.keys()) if (earlier < at) underWay.delete(earlier);
    return requested;
  };
}
