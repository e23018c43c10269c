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
      return wordsOf(tree).all.includes(asWanted(filter))
        ? { type: 'or', of: [node, { type: 'filter', filter }] }
        : node;
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
function testOf(tree: FolderTree, words: FolderWords): (node: number) => boolean {
  const { texts } = wordsOf(tree);
  const wanted = asWanted(words);
  return (node) => (texts[node] as string).includes(wanted);
}

const asWanted = ({ tokens, prefix }: FolderWords): string => ` ${tokens.join(' ')}${prefix ? '' : ' '}`;

interface Words {
  /** By node: the words of its name with spaces around each; empty for the top of a source. */
  readonly texts: readonly string[];
  /** Every distinct one of them once: a word that no folder has is found out by one look. */
  readonly all: string;
}

const known = new WeakMap<FolderTree, Words>();

function wordsOf(tree: FolderTree): Words {
  const before = known.get(tree);
  if (before?.texts.length === tree.paths.length) return before;
  const texts = [...(before?.texts ?? [])];
  for (let node = texts.length; node < tree.paths.length; node += 1)
    texts.push((tree.parents[node] as number) < 0 ? '' : ` ${indexText(folderNameWords(tree.names[node] as string))} `);
  const words = { texts, all: [...new Set(texts)].join('\n') };
  known.set(tree, words);
  return words;
}
