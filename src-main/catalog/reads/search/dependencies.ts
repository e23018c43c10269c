/** Which edits may change what a query finds, or the order of it. */
import { EVERY_EDIT, type Part } from '../../../contract/organising/change.ts';
import type { Query } from '../../../contract/searching/search.ts';
import type { Filter, Node } from '../../query-language/ast.ts';
import type { QueryContext } from './query-context.ts';
import { smartQueries } from './tag-aliases.ts';

const OF_SORT: Readonly<Partial<Record<Query['sort'], readonly Part[]>>> = {
  rating: ['ratings'],
  collection: ['collections', 'collection-list'],
};

/** The parts of the library, other than the archive, that a result depends on. */
export function dependenciesOf(
  context: QueryContext,
  node: Node,
  { sort, stacks }: Pick<Query, 'sort' | 'stacks'>,
): readonly Part[] {
  const ofStacks: readonly Part[] = stacks === 'closed' ? ['stacks'] : [];
  return [...new Set([...ofNode(context, node), ...(OF_SORT[sort] ?? []), ...ofStacks])];
}

function ofNode(context: QueryContext, node: Node): readonly Part[] {
  switch (node.type) {
    case 'all':
      return [];
    case 'and':
    case 'or':
      return node.of.flatMap((one) => ofNode(context, one));
    case 'not':
      return ofNode(context, node.of);
    case 'text':
      return node.column === null || node.column === 'note' ? ['notes'] : [];
    case 'filter':
      return ofFilter(context, node.filter);
  }
}

function ofFilter(context: QueryContext, filter: Filter): readonly Part[] {
  if (filter.type === 'number') return filter.of === 'rating' ? ['ratings'] : [];
  const name = filter.type === 'name' ? filter.of : filter.type === 'fact' ? filter.fact : null;
  switch (name) {
    case 'tag':
      return ['tags', 'tag-list'];
    case 'collection':
      // What a smart collection holds is what its query finds.
      return smartQueries(context.db).length > 0 ? EVERY_EDIT.parts : ['collections', 'collection-list'];
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
