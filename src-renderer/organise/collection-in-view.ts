/** The collection in view: the one filled by hand that the query names. */
import type { CollectionInfo } from '../../src-main/contract/organising/organised.ts';
import { standing } from '../search/query-text.ts';

/** Null when the query names none or several; then there is no manual order. */
export function collectionInView(q: string, collections: readonly CollectionInfo[]): string | null {
  const asked = collections.filter(({ name, query }) => query === null && standing(q, 'collection', name) === 'wanted');
  return asked.length === 1 ? (asked[0]?.name ?? null) : null;
}
