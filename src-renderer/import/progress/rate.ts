/** Estimates the speed and the remaining time of a job from recent progress. */
import type { Progress } from '../../../src-main/contract/library/job.ts';

export interface Sample {
  readonly ms: number;
  readonly done: number;
}

export interface Pace {
  /** Units per second. */
  readonly rate: number;
  /** Remaining seconds; null while the total is unknown. */
  readonly left: number | null;
}

/** Older samples are ignored, in ms. */
const WINDOW_MS = 12_000;
/** The first estimate appears after this time, in ms; earlier ones would jump. */
const SETTLE_MS = 2_000;

/** Adds a sample. Pass no samples at the begin of a phase. */
export function addSample(samples: readonly Sample[], sample: Sample): readonly Sample[] {
  const last = samples.at(-1);
  if (last && sample.done < last.done) return [sample];
  return [...samples.filter(({ ms }) => sample.ms - ms <= WINDOW_MS), sample];
}

/** Null while it is too early for an estimate. */
export function paceOf(samples: readonly Sample[], { done, total }: Pick<Progress, 'done' | 'total'>): Pace | null {
  const [first, last] = [samples[0], samples.at(-1)];
  if (!first || !last || last.ms - first.ms < SETTLE_MS || last.done <= first.done) return null;
  const rate = ((last.done - first.done) * 1000) / (last.ms - first.ms);
  return { rate, left: total === null ? null : Math.max(0, total - done) / rate };
}
