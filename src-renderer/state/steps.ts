/** Decides what a change of the view does to the history: a new entry, a replaced entry, or a step back. */
import { type Addressed, placeKey } from './address.ts';

export type Step = 'push' | 'replace' | 'back';

export interface StepContext {
  /** The key of the entry before this one, if this entry was opened from it. */
  readonly cameFrom: string | null;
  /** Whether the person is typing, and was typing a moment ago. */
  readonly isTyping: boolean;
}

/**
 * Another query, screen or order is a new entry; so is opening the viewer. Moving to a neighbour in the viewer,
 * selecting and scrolling replace the entry. Closing the viewer or a screen is a step back when it leads to the entry
 * before.
 */
export function stepFor(before: Addressed, after: Addressed, { cameFrom, isTyping }: StepContext): Step {
  if (placeKey(before) === placeKey(after)) return 'replace';
  const leftViewer = before.viewing !== null && after.viewing === null;
  const leftScreen = before.screen !== 'gallery' && after.screen === 'gallery';
  if ((leftViewer || leftScreen) && cameFrom === placeKey(after)) return 'back';
  if (leftViewer && placeKey({ ...before, viewing: null }) === placeKey(after)) return 'replace';
  if (isTyping && isSameBurst(before.q, after.q) && placeKey({ ...before, q: after.q }) === placeKey(after))
    return 'replace';
  return 'push';
}

/** Whether one text extends or shortens the other, so that both belong to one search. */
function isSameBurst(before: string, after: string): boolean {
  return after.startsWith(before) || before.startsWith(after);
}
