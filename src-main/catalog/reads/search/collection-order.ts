/** The manual order of a collection, for a query that names exactly one collection. */
import type { Node } from '../../query-language/ast.ts';
import { positions } from '../../query-language/bitset.ts';
import { statement } from '../../query-language/statement.ts';
import { inPositions, positionAt } from '../columns/columns.ts';
import { sortedBy } from '../columns/sorting.ts';
import type { QueryContext, Result } from './query-context.ts';

/** The found positions in manual order; null unless the query names exactly one collection that was filled by hand. */
export function byCollection(context: QueryContext, result: Pick<Result, 'node' | 'ranks'>): Uint32Array | null {
  const [name, ...others] = collectionsIn(result.node);
  if (name === undefined || others.length > 0) return null;
  const { db, columns } = context;
  const sql = `SELECT generation_id FROM collection_item JOIN collection ON collection.id = collection_id
    WHERE collection.folded = :name AND query IS NULL ORDER BY collection_item.position, generation_id`;
  const ids = statement(db, sql).pluck().all({ name }) as number[];
  if (ids.length === 0) return null;
  const places = new Uint32Array(columns.size).fill(ids.length);
  ids.forEach((id, place) => {
    const at = columns.positionOf(id);
    if (at >= 0) places[at] = place;
  });
  const ordered = sortedBy(
    positions(result.ranks),
    columns.count,
    (rank) => places[positionAt(columns, rank)] as number,
  );
  return inPositions(columns, ordered);
}

/** The folded names of the collections that every found item must belong to. */
function collectionsIn(node: Node): readonly string[] {
  if (node.type === 'and') return node.of.flatMap(collectionsIn);
  if (node.type !== 'filter' || node.filter.type !== 'name') return [];
  const { of, match } = node.filter;
  return of === 'collection' && match.type === 'whole' ? [match.name] : [];
}
