/** Visits to the disk: one after the other while it answers at once, several side by side where it makes one wait. */

/**
 * A visit that takes longer than this, in ms, waits for a disk that turns or lies across a network. What the system has in memory takes
 * a hundredth of it, and asking for it through the thread pool five times as long as reading it.
 */
const QUICK_MS = 0.5;
/** No single visit counts for more than this, in ms: another program may have had the processor. */
const LONGEST_MS = 4;
/** How much the last visit counts among those before it. */
const SHARE = 1 / 16;
/** Visits made side by side before one is tried at once again. */
const PATIENCE = 256;
/** After so many ms other messages are let in: a person may have cancelled. */
const TURN_MS = 25;

/** How long visits take of late, in ms. */
let pace = 0;
let patience = 0;
let turnedAt = 0;

/**
 * Makes a visit that can be made in two ways: `now` blocks this thread, `soon` does not. Whoever has many to make begins several before
 * waiting for the first. Only for threads that may block, which the import's may.
 */
export async function atDisk<T>(now: () => T, soon: () => Promise<T>): Promise<T> {
  await turn();
  if (patience > 0) {
    patience--;
    return soon();
  }
  const began = performance.now();
  try {
    return now();
  } finally {
    pace += (Math.min(LONGEST_MS, performance.now() - began) - pace) * SHARE;
    if (pace > QUICK_MS) [pace, patience] = [0, PATIENCE];
  }
}

/** Lets other messages of this thread in when it has been busy for {@link TURN_MS}. For long work that waits for nothing. */
export async function turn(): Promise<void> {
  const at = performance.now();
  if (at - turnedAt < TURN_MS) return;
  await new Promise((settle) => setImmediate(settle));
  turnedAt = performance.now();
}
