/** Which collections can be added to while a name is typed. */
import { CollectionName } from '../../src-main/contract/names.ts';
import type { CollectionInfo } from '../../src-main/contract/organised.ts';
import { matching } from '../sidebar/lines.ts';
import { isSameTag } from './tag-info.ts';

export interface CollectionOffer {
  readonly name: string;
  /** Null for a collection that would be new. */
  readonly count: number | null;
}

/** Those made by hand that hold what was typed, those that begin so first; at last the new one itself. */
export function offerCollections(collections: readonly CollectionInfo[], typed: string): readonly CollectionOffer[] {
  const byHand = collections.filter(({ query }) => query === null);
  const wanted = typed.trim().toLowerCase();
  const known = matching(byHand, typed)
    .toSorted((a, b) => Number(b.name.toLowerCase().startsWith(wanted)) - Number(a.name.toLowerCase().startsWith(wanted)))
    .map(({ name, count }): CollectionOffer => ({ name, count }));
  const tidy = CollectionName.safeParse(typed);
  const isNew = tidy.success && !collections.some(({ name }) => isSameTag(name, tidy.data));
  return isNew ? [...known, { name: tidy.data, count: null }] : known;
}
