/** The collection that is looked at: the one made by hand that the query asks for. */
import type { CollectionInfo } from '../../src-main/contract/organising/organised.ts';
import { standing } from '../search/query-text.ts';

/** Null when the query asks for none or for several: then there is no order of one's own. */
export function collectionInView(q: string, collections: readonly CollectionInfo[]): string | null {
  const asked = collections.filter(({ name, query }) => query === null && standing(q, 'collection', name) === 'wanted');
  return asked.length === 1 ? (asked[0]?.name ?? null) : null;
}
