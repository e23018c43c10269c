/** Builds FTS5 MATCH expressions from the syntax tree. The typed text itself is never used. */
import type { Node, TextColumn, TextLeaf } from './ast.ts';

/** The columns of the index that a field searches. */
const COLUMNS: Readonly<Record<TextColumn, string>> = {
  title: 'title',
  note: 'note',
  name: 'name',
  path: 'name',
};

/** The MATCH expression of a leaf: its tokens as one quoted phrase. Tokens contain no quotation marks. */
export function matchLeaf(leaf: TextLeaf): string {
  const phrase = `"${leaf.tokens.join(' ').replaceAll('"', '""')}"${leaf.prefix ? ' *' : ''}`;
  return leaf.column === null ? phrase : `${COLUMNS[leaf.column]} : ${phrase}`;
}

/**
 * One MATCH expression for nodes that all must match, so that SQLite intersects them. Null when a node contains more
 * than words. The caller handles negated words, because NOT of FTS5 needs a left side.
 */
export function matchAll(nodes: readonly Node[]): string | null {
  const parts = nodes.map((node) => matchNode(node));
  return parts.length === 0 || parts.includes(null) ? null : parts.join(' AND ');
}

/**
 * The deepest nesting in an expression. FTS5 allows about thirty nested parentheses; deeper nodes are combined outside
 * of it.
 */
const DEEPEST = 8;

/** The MATCH expression of a node with only words, `and` and `or`; null for other nodes and for too deep nesting. */
export function matchNode(node: Node, depth = 0): string | null {
  if (node.type === 'text') return matchLeaf(node);
  if ((node.type !== 'and' && node.type !== 'or') || depth > DEEPEST) return null;
  const parts = node.of.map((one) => matchNode(one, depth + 1));
  return parts.includes(null) ? null : `(${parts.join(node.type === 'and' ? ' AND ' : ' OR ')})`;
}

/** The words of a query that can score a hit, without negated parts and filters. Null when there are none. */
export function scoringPart(node: Node): Node | null {
  if (node.type === 'text') return node;
  if (node.type !== 'and' && node.type !== 'or') return null;
  const of = node.of.map(scoringPart).filter((part) => part !== null);
  return of.length > 1 ? { type: node.type, of } : (of[0] ?? null);
}
