/** The collections to offer while the person types a name. */
import { CollectionName } from '../../src-main/contract/organising/names.ts';
import type { CollectionInfo, Membership } from '../../src-main/contract/organising/organised.ts';
import { foldText } from '../../src-main/contract/searching/fold.ts';
import { matching } from '../sidebar/lines.ts';
import { isSameTag } from './tag-info.ts';

export interface CollectionOffer {
  readonly name: string;
  /** Null for a new collection. */
  readonly count: number | null;
  /** Whether it contains all, some or none of the selected items. */
  readonly holds: 'all' | 'some' | 'none';
}

const holding = ({ total, collections }: Membership, name: string): CollectionOffer['holds'] => {
  const held = Object.hasOwn(collections, name) ? (collections[name] as number) : 0;
  return held === 0 ? 'none' : held < total ? 'some' : 'all';
};

const UNKNOWN: Membership = { total: 0, collections: {} };

/** Collections filled by hand that contain the typed text, those that begin with it first; then the new one. */
export function offerCollections(
  collections: readonly CollectionInfo[],
  typed: string,
  membership: Membership = UNKNOWN,
): readonly CollectionOffer[] {
  const byHand = collections.filter(({ query }) => query === null);
  const wanted = foldText(typed);
  const known = matching(byHand, typed)
    .toSorted((a, b) => Number(foldText(b.name).startsWith(wanted)) - Number(foldText(a.name).startsWith(wanted)))
    .map(({ name, count }): CollectionOffer => ({ name, count, holds: holding(membership, name) }));
  const tidy = CollectionName.safeParse(typed);
  const isNew = tidy.success && !collections.some(({ name }) => isSameTag(name, tidy.data));
  return isNew ? [...known, { name: tidy.data, count: null, holds: 'none' }] : known;
}
