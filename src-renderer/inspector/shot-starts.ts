/** The shots of a storyboard: when each begins, and which a search hit. */
import type { Shot } from '../../src-main/contract/generation.ts';
import { hitRanges } from '../../src-main/contract/hits.ts';
import type { HitTerm } from '../../src-main/contract/search.ts';

/** Seconds from the beginning; null from where a length before it is not known. */
export function shotStarts(shots: readonly Shot[]): readonly (number | null)[] {
  const starts: (number | null)[] = [];
  let at: number | null = 0;
  for (const shot of shots) {
    starts.push(at);
    at = at === null || shot.seconds === null ? null : at + shot.seconds;
  }
  return starts;
}

/** The indices of the shots whose text a search hit. */
export function shotsWithHits(shots: readonly Shot[], terms: readonly HitTerm[]): readonly number[] {
  return shots.flatMap(({ text }, index) => (hitRanges(text, terms).length > 0 ? [index] : []));
}
