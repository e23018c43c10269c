/** The tops of the tree while all sources are closed: known without a request, so that a start asks for nothing more. */
import type { SourceInfo } from '../../src-main/contract/library/library.ts';
import type { Folder } from '../../src-main/contract/searching/folder-tree.ts';
import { baseName } from '../sidebar/source-name.ts';
import { PAGE, type Pages } from './tree-rows.ts';

/** @param compare the order of names */
export function closedSources(sources: readonly SourceInfo[], compare: (a: string, b: string) => number): Pages {
  const folders = sources
    .filter(({ within }) => within === null)
    .map(topOf)
    .sort((a, b) => compare(a.name, b.name));
  return ({ under, offset }) =>
    under === null ? { trail: [], folders: folders.slice(offset, offset + PAGE), length: folders.length } : undefined;
}

/** Whether folders are inside is known when it is opened. */
const topOf = ({ path, kind, generations }: SourceInfo): Folder => ({
  path,
  name: baseName(path),
  filter: `folder:"${path}"`,
  kind: 'source',
  count: generations,
  total: generations,
  opens: kind !== 'file' && generations > 0,
});
