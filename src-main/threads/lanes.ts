/**
 * Work on many things, several at once: a lane that is done with one takes the next, whatever the other lanes are at.
 */

/**
 * Resolves when everything is done, or when `signal` aborted and each lane has ended its piece. Rejects with the first
 * failure.
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
