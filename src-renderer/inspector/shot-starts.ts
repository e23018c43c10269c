/** The shots of a storyboard: their start times, and those with hits. */
import type { Shot } from '../../src-main/contract/items/generation.ts';
import { hitRanges } from '../../src-main/contract/items/hits.ts';
import type { HitTerm } from '../../src-main/contract/searching/search.ts';

/** Start times in seconds; null after a shot of unknown duration. */
export function shotStarts(shots: readonly Shot[]): readonly (number | null)[] {
  const starts: (number | null)[] = [];
  let at: number | null = 0;
  for (const shot of shots) {
    starts.push(at);
    at = at === null || shot.seconds === null ? null : at + shot.seconds;
  }
  return starts;
}

/** The indices of the shots with hits. */
export function shotsWithHits(shots: readonly Shot[], terms: readonly HitTerm[]): readonly number[] {
  return shots.flatMap(({ text }, index) => (hitRanges(text, terms).length > 0 ? [index] : []));
}
