/** What a row of the tree says and does: a folder by its filter, a source by its own. */
import type { SourceInfo } from '../../src-main/contract/library/library.ts';
import type { Folder } from '../../src-main/contract/searching/folder-tree.ts';
import { filterText, standing, toggleFilter } from '../search/query-text.ts';
import { sourceName } from '../sidebar/source-name.ts';
import { folderStanding, type Standing, toggleFolder } from './folder-filter.ts';

export interface FolderLine {
  /** The query of everything in it. */
  readonly q: string;
  readonly count: number;
  readonly isMissing: boolean;
  standing(q: string): Standing;
  toggled(q: string, isExcluded: boolean): string;
}

/**
 * The top of a source stands for the source: it also holds items that have no file. Without a query its count is that of
 * the source; a result counts by folders only.
 * @param counted the query of the counts
 */
export function lineOf(folder: Folder, sources: readonly SourceInfo[], counted: string): FolderLine {
  const source = folder.kind === 'source' ? sources.find(({ path }) => path === folder.path) : undefined;
  if (!source)
    return {
      q: folder.filter,
      count: folder.count,
      isMissing: false,
      standing: (q) => folderStanding(q, folder),
      toggled: (q, isExcluded) => toggleFolder(q, folder, isExcluded),
    };
  const target = { field: 'source', value: sourceName(source, sources) };
  return {
    q: filterText({ ...target, negated: false }),
    count: counted.trim() === '' ? source.generations : folder.count,
    isMissing: source.state === 'missing',
    standing: (q) => {
      const own = standing(q, 'source', target.value);
      return own === 'absent' ? folderStanding(q, folder) : own;
    },
    toggled: (q, isExcluded) =>
      folderStanding(q, folder) === 'absent'
        ? toggleFilter(q, { ...target, negated: isExcluded }, true)
        : toggleFolder(q, folder, isExcluded),
  };
}
