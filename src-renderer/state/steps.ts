/** What a change of the view does to the history: a new entry, the same entry said anew, or a step back. */
import { type Addressed, placeKey } from './address.ts';

export type Step = 'push' | 'replace' | 'back';

export interface StepContext {
  /** The place of the entry before this one, when it is ours and this one was entered from it. */
  readonly cameFrom: string | null;
  /** Whether the question is being typed, and was a moment ago. */
  readonly isTyping: boolean;
}

/**
 * Another question, screen or order is a new entry; so is opening the viewer. Going through its neighbours, selecting and
 * scrolling are not. Leaving the viewer or a screen for where one came from is the step back that it looks like.
 */
export function stepFor(before: Addressed, after: Addressed, { cameFrom, isTyping }: StepContext): Step {
  if (placeKey(before) === placeKey(after)) return 'replace';
  const leftViewer = before.viewing !== null && after.viewing === null;
  const leftScreen = before.screen !== 'gallery' && after.screen === 'gallery';
  if ((leftViewer || leftScreen) && cameFrom === placeKey(after)) return 'back';
  if (leftViewer && placeKey({ ...before, viewing: null }) === placeKey(after)) return 'replace';
  if (isTyping && isSameBurst(before.q, after.q) && placeKey({ ...before, q: after.q }) === placeKey(after)) return 'replace';
  return 'push';
}

/** Letters added to or taken from the end, or from what was there: not another text in its place. */
function isSameBurst(before: string, after: string): boolean {
  return after.startsWith(before) || before.startsWith(after);
}
