/** Which collections can be added to while a name is typed. */
import { CollectionName } from '../../src-main/contract/organising/names.ts';
import type { CollectionInfo, Membership } from '../../src-main/contract/organising/organised.ts';
import { matching } from '../sidebar/lines.ts';
import { isSameTag } from './tag-info.ts';

export interface CollectionOffer {
  readonly name: string;
  /** Null for a collection that would be new. */
  readonly count: number | null;
  /** Whether it holds what is chosen: all of it, some or nothing. */
  readonly holds: 'all' | 'some' | 'none';
}

const holding = ({ total, collections }: Membership, name: string): CollectionOffer['holds'] => {
  const held = Object.hasOwn(collections, name) ? (collections[name] as number) : 0;
  return held === 0 ? 'none' : held < total ? 'some' : 'all';
};

const UNKNOWN: Membership = { total: 0, collections: {} };

/** Those made by hand that hold what was typed, those that begin so first; at last the new one itself. */
export function offerCollections(
  collections: readonly CollectionInfo[],
  typed: string,
  membership: Membership = UNKNOWN,
): readonly CollectionOffer[] {
  const byHand = collections.filter(({ query }) => query === null);
  const wanted = typed.trim().toLowerCase();
  const known = matching(byHand, typed)
    .toSorted(
      (a, b) => Number(b.name.toLowerCase().startsWith(wanted)) - Number(a.name.toLowerCase().startsWith(wanted)),
    )
    .map(({ name, count }): CollectionOffer => ({ name, count, holds: holding(membership, name) }));
  const tidy = CollectionName.safeParse(typed);
  const isNew = tidy.success && !collections.some(({ name }) => isSameTag(name, tidy.data));
  return isNew ? [...known, { name: tidy.data, count: null, holds: 'none' }] : known;
}
