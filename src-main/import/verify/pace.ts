/** The pace of background reading: a limited rate, and a pause while other work runs. */
import { setTimeout as sleep } from 'node:timers/promises';

/** Bytes per second: about a fifth of a slow hard disk. A terabyte takes twelve hours. */
const RATE = 24 * 1024 * 1024;
/** Interval of checks while reading is paused, in ms. */
const LOOK_MS = 100;

/**
 * Opens a pace. Its function takes the bytes just read and resolves when reading may go on, or when the signal aborts.
 * @param isHeld whether other work has priority now
 */
export function openPace(isHeld: () => boolean, signal: AbortSignal): (bytes: number) => Promise<void> {
  let due = performance.now();
  return async (bytes) => {
    due = Math.max(due, performance.now()) + (bytes / RATE) * 1_000;
    while (!signal.aborted && (isHeld() || performance.now() < due))
      await sleep(Math.min(LOOK_MS, Math.max(1, isHeld() ? LOOK_MS : due - performance.now())));
  };
}
