/**
 * The words of folders. They are not in the text index: a library has far fewer folders than items, and the index would
 * hold each word of a folder once for every item in it (80 bytes an item for `Sora/2025-10`).
 */
import { folderNameWords } from '../../../contract/items/name-words.ts';
import type { Filter, Node } from '../../query-language/ast.ts';
import { indexText } from '../../query-language/tokens.ts';
import type { QueryContext } from '../search/query-context.ts';
import { type FolderTree, folderTreeOf, withInner } from './folder-tree.ts';

type FolderWords = Extract<Filter, { type: 'folder-words' }>;

/** The query in which each word is also searched in folders, as far as folders have it. */
export function withFolderWords(context: QueryContext, node: Node): Node {
  const tree = folderTreeOf(context);
  return tree.paths.length === tree.tops.length ? node : expanded(tree, node);
}

function expanded(tree: FolderTree, node: Node): Node {
  switch (node.type) {
    case 'and':
    case 'or':
      return { type: node.type, of: node.of.map((one) => expanded(tree, one)) };
    case 'not':
      return { type: 'not', of: expanded(tree, node.of) };
    case 'text': {
      if (node.column !== null && node.column !== 'path') return node;
      const filter: FolderWords = { type: 'folder-words', tokens: node.tokens, prefix: node.prefix };
      const isMeant = testOf(tree, filter);
      const isThere = tree.paths.some((_, one) => isMeant(one));
      return isThere ? { type: 'or', of: [node, { type: 'filter', filter }] } : node;
    }
    default:
      return node;
  }
}

/** By node of the tree: 1 for the folders whose names have these words in a row, and for everything inside them. */
export function foldersWithWords(context: QueryContext, words: FolderWords): Uint8Array {
  const tree = folderTreeOf(context);
  return withInner(tree, testOf(tree, words));
}

/** Tests the name of one folder; the top of a source is none. */
function testOf(tree: FolderTree, { tokens, prefix }: FolderWords): (node: number) => boolean {
  const texts = textsOf(tree);
  const wanted = ` ${tokens.join(' ')}${prefix ? '' : ' '}`;
  return (node) => (texts[node] as string).includes(wanted);
}

const known = new WeakMap<FolderTree, string[]>();

/** By node: the words of its name with spaces around each; empty for the top of a source. */
function textsOf(tree: FolderTree): readonly string[] {
  const texts = known.get(tree) ?? [];
  known.set(tree, texts);
  for (let node = texts.length; node < tree.paths.length; node += 1)
    texts.push((tree.parents[node] as number) < 0 ? '' : ` ${indexText(folderNameWords(tree.names[node] as string))} `);
  return texts;
}
