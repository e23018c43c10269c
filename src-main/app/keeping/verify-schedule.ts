/** The weekly schedule of verifications. */
import type { SourceInfo } from '../../contract/library/library.ts';
import type { VerifyRun } from '../../contract/library/verification.ts';

export interface VerifyAsked {
  /** Null: all sources. */
  readonly sourceId: number | null;
  /** Whether to resume the last unfinished run. */
  readonly resume: boolean;
}

const WEEK_MS = 7 * 86_400_000;

/**
 * The run that is due now, or null. A library without any run is due one week after its first source was added, because
 * the import has just hashed its files. An interrupted run is resumed. A run that the person stopped is resumed one
 * week after its start.
 * @param runs the latest first
 * @param now ms since 1970. A start more than a week in the future means that the clock was set back: the run is due.
 */
export function isDue(
  runs: readonly Pick<VerifyRun, 'startedAt' | 'sourceId' | 'outcome'>[],
  sources: readonly Pick<SourceInfo, 'addedAt'>[],
  now: number,
): VerifyAsked | null {
  const [last] = runs;
  if (sources.length === 0 || last?.outcome === 'running') return null;
  if (last?.outcome === 'interrupted') return { sourceId: last.sourceId, resume: true };
  const whole = runs.find(({ sourceId }) => sourceId === null);
  const since = whole ? Date.parse(whole.startedAt) : Math.min(...sources.map(({ addedAt }) => Date.parse(addedAt)));
  const isPast = now - since >= WEEK_MS || since - now > WEEK_MS;
  return isPast ? { sourceId: null, resume: whole?.outcome === 'stopped' } : null;
}
