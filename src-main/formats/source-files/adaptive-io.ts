/** Reads from the disk one access at a time while it answers at once, and several in parallel while it is slow. */

/**
 * An access that takes longer than this, in ms, waits for a spinning disk or a network. Cached data takes a hundredth
 * of this time. Asking for cached data through the thread pool takes five times as long as reading it directly.
 */
const QUICK_MS = 0.5;
/** Maximum ms that a single access counts: another program may have used the processor meanwhile. */
const LONGEST_MS = 4;
/** The weight of the last access in the moving average. */
const SHARE = 1 / 16;
/** Number of parallel accesses before a blocking one is tried again. */
const PARALLEL_COUNT = 256;
/** After this many ms of work, other messages are processed: the user may have cancelled. */
const TURN_MS = 25;

/** Moving average of the access time, in ms. */
let averageMs = 0;
let parallelLeft = 0;
let turnedAt = 0;

/**
 * Does one disk access in one of two ways: `now` blocks this thread, `soon` does not. A caller with many accesses
 * starts several before it waits for the first. Only for threads that may block, such as the import thread.
 */
export async function withDiskTurn<T>(now: () => T, soon: () => Promise<T>): Promise<T> {
  await turn();
  if (parallelLeft > 0) {
    parallelLeft--;
    return soon();
  }
  const began = performance.now();
  try {
    return now();
  } finally {
    averageMs += (Math.min(LONGEST_MS, performance.now() - began) - averageMs) * SHARE;
    if (averageMs > QUICK_MS) [averageMs, parallelLeft] = [0, PARALLEL_COUNT];
  }
}

/** Lets this thread process other messages when it has been busy for {@link TURN_MS}. For long work without waits. */
export async function turn(): Promise<void> {
  const at = performance.now();
  if (at - turnedAt < TURN_MS) return;
  await new Promise((settle) => setImmediate(settle));
  turnedAt = performance.now();
}
