/** A folder in the query. The server writes the filter of a folder; the page only puts it in and takes it out. */
import type { FolderStep } from '../../src-main/contract/searching/folder-step.ts';
import { addFilter, filterParts, standing, withoutFilters } from '../search/query-text.ts';

export type Standing = ReturnType<typeof standing>;

/** How a query stands to a folder. */
export const folderStanding = (q: string, { filter }: Pick<FolderStep, 'filter'>): Standing =>
  standing(q, 'folder', filterParts(filter)?.value ?? '');

/**
 * The query whose result the tree counts: without the chosen folder or source, so that its neighbours say what is in
 * them.
 */
export const withoutPlace = (q: string): string =>
  withoutFilters(q, ({ field, negated }) => (field === 'folder' || field === 'source') && !negated);

/**
 * The query with a folder switched: another folder takes its place, because nearly every item is in one only. An
 * excluded folder leaves others alone.
 */
export function toggleFolder(q: string, folder: Pick<FolderStep, 'filter'>, isExcluded: boolean): string {
  const own = filterParts(folder.filter)?.value;
  const before = folderStanding(q, folder);
  const cleared = withoutFilters(
    q,
    ({ field, value, negated }) => field === 'folder' && (value === own || (!negated && !isExcluded)),
  );
  if (before === (isExcluded ? 'excluded' : 'wanted')) return cleared;
  return addFilter(cleared, `${isExcluded ? '-' : ''}${folder.filter}`);
}
