/**
 * Processes a list with several lanes in parallel. A lane that has finished one item takes the next; it does not wait
 * for the other lanes.
 */

/**
 * Resolves when all items are done, or when `signal` is aborted and every lane has finished its current item. Rejects
 * with the first failure.
 */
export async function inLanes<T>(
  items: Iterable<T>,
  lanes: number,
  signal: AbortSignal | undefined,
  work: (item: T) => Promise<void>,
): Promise<void> {
  const waiting = items[Symbol.iterator]();
  const lane = async (): Promise<void> => {
    for (let next = waiting.next(); !next.done; next = waiting.next()) {
      if (signal?.aborted) return;
      await work(next.value);
    }
  };
  await Promise.all(Array.from({ length: lanes }, lane));
}
