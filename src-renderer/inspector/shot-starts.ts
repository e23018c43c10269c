/** When each shot of a storyboard begins. */
import type { Shot } from '../../src-main/contract/generation.ts';

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
