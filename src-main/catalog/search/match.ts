/** The words of a query as FTS5 MATCH expressions, written anew from the parsed query: what a person typed never gets here. */
import type { Node, TextLeaf } from './ast.ts';

/** The MATCH expression of a leaf: its tokens as one quoted phrase. Tokens hold no quotation marks: they are letters and signs. */
export function matchLeaf(leaf: TextLeaf): string {
  const phrase = `"${leaf.tokens.join(' ').replaceAll('"', '""')}"${leaf.prefix ? ' *' : ''}`;
  return leaf.column === null ? phrase : `${leaf.column} : ${phrase}`;
}

/**
 * One MATCH expression for nodes that all must match, so that SQLite intersects them; null when one of them is not made
 * of words alone. Words that must not match are left to the caller: FTS5 has no NOT without a left side.
 */
export function matchAll(nodes: readonly Node[]): string | null {
  const parts = nodes.map((node) => matchNode(node));
  return parts.length === 0 || parts.includes(null) ? null : parts.join(' AND ');
}

/** FTS5's parser has room for about thirty parentheses within each other; deeper nodes are joined outside of it. */
const DEEPEST = 8;

/** The MATCH expression of a node made of words, `and` and `or`; null for any other, and for one nested too deeply. */
export function matchNode(node: Node, depth = 0): string | null {
  if (node.is === 'text') return matchLeaf(node);
  if ((node.is !== 'and' && node.is !== 'or') || depth > DEEPEST) return null;
  const parts = node.of.map((one) => matchNode(one, depth + 1));
  return parts.includes(null) ? null : `(${parts.join(node.is === 'and' ? ' AND ' : ' OR ')})`;
}

/** What of a query can score a hit: its words, without what is negated or no word. Null when it has none. */
export function scoringPart(node: Node): Node | null {
  if (node.is === 'text') return node;
  if (node.is !== 'and' && node.is !== 'or') return null;
  const of = node.of.map(scoringPart).filter((part) => part !== null);
  return of.length > 1 ? { is: node.is, of } : (of[0] ?? null);
}
