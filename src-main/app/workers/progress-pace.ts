/** Thins out the progress of long work: a page that shows it needs no more than ten messages a second. */
import type { Progress } from '../../contract/library/job.ts';

/** The shortest time between two messages of one phase, in ms. */
const EVERY_MS = 100;

/** Passes on the first message of each phase, then one in {@link EVERY_MS}, and the one in which a phase is complete. */
export function paced(tell: (progress: Progress) => void): (progress: Progress) => void {
  let last: Progress | null = null;
  let at = 0;
  return (progress) => {
    const now = performance.now();
    const isFirst = last?.phase !== progress.phase;
    const completes = progress.done === progress.total && last?.done !== last?.total;
    if (!isFirst && !completes && now - at < EVERY_MS) return;
    last = progress;
    at = now;
    tell(progress);
  };
}
