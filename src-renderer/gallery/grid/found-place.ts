/** Why a card was found when its text does not show it: the name of its file, or the folder. */
import type { Card } from '../../../src-main/contract/items/generation.ts';
import { hitRanges } from '../../../src-main/contract/items/hits.ts';
import { nameHitRanges } from '../../../src-main/contract/items/name-hits.ts';
import type { HitTerm } from '../../../src-main/contract/searching/search.ts';

/** The place of a card when the search hits it and not the text; else null. */
export function foundPlace({ text, place }: Card, terms: readonly HitTerm[]): string | null {
  if (place === null || terms.length === 0 || nameHitRanges(place, terms).length === 0) return null;
  return text !== null && hitRanges(text, terms).length > 0 ? null : place;
}
