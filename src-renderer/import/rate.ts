/** How fast a job goes and how long it will take, from where it was a moment ago. */
import type { Progress } from '../../src-main/contract/library/job.ts';

export interface Sample {
  readonly ms: number;
  readonly done: number;
}

export interface Pace {
  /** Units a second. */
  readonly rate: number;
  /** Seconds; null while the end is not known. */
  readonly left: number | null;
}

/** What lies further back says nothing about now. */
const WINDOW_MS = 12_000;
/** Before this much has passed an estimate would only jump about. */
const SETTLE_MS = 2_000;

/** The samples with one more; those of another phase are dropped by passing none. */
export function addSample(samples: readonly Sample[], sample: Sample): readonly Sample[] {
  const last = samples.at(-1);
  if (last && sample.done < last.done) return [sample];
  return [...samples.filter(({ ms }) => sample.ms - ms <= WINDOW_MS), sample];
}

/** Null while it is too early to say. */
export function paceOf(samples: readonly Sample[], { done, total }: Pick<Progress, 'done' | 'total'>): Pace | null {
  const [first, last] = [samples[0], samples.at(-1)];
  if (!first || !last || last.ms - first.ms < SETTLE_MS || last.done <= first.done) return null;
  const rate = ((last.done - first.done) * 1000) / (last.ms - first.ms);
  return { rate, left: total === null ? null : Math.max(0, total - done) / rate };
}
