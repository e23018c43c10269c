/** Which edits may change what a query finds, or the order of it. */
import { EVERY_EDIT, type Part } from '../../contract/change.ts';
import type { Query } from '../../contract/search.ts';
import type { Filter, Node } from '../search/ast.ts';
import { smartQueries } from './meanings.ts';
import type { Shelf } from './query-context.ts';

const OF_SORT: Readonly<Partial<Record<Query['sort'], readonly Part[]>>> = {
  rating: ['ratings'],
  collection: ['collections', 'collection-list'],
};

/** The parts of the library, other than the archive, that a result depends on. */
export function dependenciesOf(shelf: Shelf, node: Node, { sort, stacks }: Pick<Query, 'sort' | 'stacks'>): readonly Part[] {
  const ofStacks: readonly Part[] = stacks === 'closed' ? ['stacks'] : [];
  return [...new Set([...ofNode(shelf, node), ...(OF_SORT[sort] ?? []), ...ofStacks])];
}

function ofNode(shelf: Shelf, node: Node): readonly Part[] {
  switch (node.is) {
    case 'all':
      return [];
    case 'and':
    case 'or':
      return node.of.flatMap((one) => ofNode(shelf, one));
    case 'not':
      return ofNode(shelf, node.of);
    case 'text':
      return node.column === 'title' ? [] : ['notes'];
    case 'filter':
      return ofFilter(shelf, node);
  }
}

function ofFilter(shelf: Shelf, filter: Filter): readonly Part[] {
  if (filter.by === 'number') return filter.of === 'rating' ? ['ratings'] : [];
  const name = filter.by === 'name' ? filter.of : filter.by === 'fact' ? filter.fact : null;
  switch (name) {
    case 'tag':
      return ['tags', 'tag-list'];
    case 'collection':
      // What a smart collection holds is what its query finds.
      return smartQueries(shelf.db).length > 0 ? EVERY_EDIT.parts : ['collections', 'collection-list'];
    case 'favorite':
      return ['favorites'];
    case 'rating':
      return ['ratings'];
    case 'note':
      return ['notes'];
    case 'stacked':
      return ['stacks'];
    default:
      return [];
  }
}
