/** Answers about folders: the folders inside one folder with their counts, and the places of an item. */
import { foldText } from '../../../contract/searching/fold.ts';
import type { FolderStep } from '../../../contract/searching/folder-step.ts';
import type { Folder, FolderPage, FoldersAsked } from '../../../contract/searching/folder-tree.ts';
import { type Bitset, positions } from '../../query-language/bitset.ts';
import type { Columns } from '../columns/columns.ts';
import type { QueryContext } from '../search/query-context.ts';
import { type FolderTree, folderKey, folderTreeOf, trailOf } from './folder-tree.ts';

/** A page of the folders inside a folder. Empty for a folder that is not in the library any more. */
export function readFolders(
  context: QueryContext,
  found: Bitset,
  { under, offset, limit }: Omit<FoldersAsked, 'q'>,
): FolderPage {
  const tree = folderTreeOf(context);
  const totals = countsIn(context.columns, tree, context.columns.live);
  const counts = countsIn(context.columns, tree, found);
  const node = under === null ? -1 : (tree.nodeAt.get(under) ?? null);
  if (node === null) return { trail: [], folders: [], length: 0 };
  const held = childrenByName(tree, node).filter((child) => (totals[child] as number) > 0);
  return {
    trail: stepsTo(tree, node),
    folders: held.slice(offset, offset + limit).map((child) => folderOf(tree, child, counts, totals)),
    length: held.length,
  };
}

function folderOf(tree: FolderTree, node: number, counts: Uint32Array, totals: Uint32Array): Folder {
  const step = stepOf(tree, node);
  const isTop = (tree.parents[node] as number) < 0;
  return {
    ...step,
    kind: isTop ? 'source' : /\.zip$/i.test(step.name) ? 'zip' : 'folder',
    count: counts[node] as number,
    total: totals[node] as number,
    opens: (tree.children[node] as readonly number[]).some((child) => (totals[child] as number) > 0),
  };
}

/** The folders from the top of the source to a node, itself included. */
const stepsTo = (tree: FolderTree, node: number): FolderStep[] => trailOf(tree, node).map((one) => stepOf(tree, one));

/** The folders from the top of its source to the folder of a file; empty when the source is gone. */
export function foldersOf(context: Pick<QueryContext, 'db' | 'columns'>, folder: string): FolderStep[] {
  const tree = folderTreeOf(context);
  const node = tree.nodeAt.get(folder);
  return node === undefined ? [] : stepsTo(tree, node);
}

function stepOf(tree: FolderTree, node: number): FolderStep {
  const path = tree.paths[node] as string;
  return { path, name: tree.names[node] as string, filter: folderFilter(path) };
}

/** Longer values are not accepted by the query language. */
const LONGEST_WRITTEN = 250;

/** The filter of a folder: its path, or a key of it when the path cannot be written between quotation marks. */
export const folderFilter = (path: string): string =>
  path.length > LONGEST_WRITTEN || /["“”„＂\p{Cc}\p{Cf}\p{Cs}]/u.test(path) || path.trim() !== path
    ? `folder:#${folderKey(path)}`
    : `folder:"${path}"`;

/** By node: the number of items of a set in the folder and inside it. An item with copies counts once. */
function countsIn(columns: Columns, tree: FolderTree, set: Bitset): Uint32Array {
  const known = countsOf.get(set);
  if (known && known.length === tree.paths.length) return known;
  const { lists } = columns.names.folder;
  const times = new Uint32Array(lists.length);
  for (const at of positions(set)) {
    const code = columns.folder[at] as number;
    times[code] = (times[code] as number) + 1;
  }
  const counts = new Uint32Array(tree.paths.length);
  const shared: (readonly [nodes: readonly number[], times: number])[] = [];
  for (let code = 1; code < times.length; code += 1) {
    if (times[code] === 0) continue;
    const nodes = (lists[code] as readonly number[])
      .map((name) => tree.nodes[name] as number)
      .filter((node) => node >= 0);
    const [only] = nodes;
    if (nodes.length === 1) counts[only as number] = (counts[only as number] as number) + (times[code] as number);
    else shared.push([nodes, times[code] as number]);
  }
  // Parents have smaller numbers, so one way back adds every folder to all those around it.
  for (let node = counts.length - 1; node >= 0; node -= 1) {
    const parent = tree.parents[node] as number;
    if (parent >= 0) counts[parent] = (counts[parent] as number) + (counts[node] as number);
  }
  const counted = new Uint32Array(counts.length);
  for (const [at, [nodes, items]] of shared.entries())
    for (const node of nodes)
      for (let here = node; here >= 0 && counted[here] !== at + 1; here = tree.parents[here] as number) {
        counted[here] = at + 1;
        counts[here] = (counts[here] as number) + items;
      }
  countsOf.set(set, counts);
  return counts;
}

/** Sets are made anew when the library changes. */
const countsOf = new WeakMap<Bitset, Uint32Array>();

/** The children of nodes in the order of their names, as long as no more came. */
const ordered = new WeakMap<readonly number[], readonly number[]>();

function childrenByName(tree: FolderTree, node: number): readonly number[] {
  const children = node < 0 ? tree.tops : (tree.children[node] as readonly number[]);
  const known = ordered.get(children);
  if (known?.length === children.length) return known;
  // Comparing with Intl.Collator took half a second for 100,000 names.
  const keyed = children.map((child) => [naturalKey(tree.names[child] as string), child] as const);
  const sorted = keyed.sort(([a, one], [b, other]) => (a < b ? -1 : a > b ? 1 : one - other)).map(([, child]) => child);
  ordered.set(children, sorted);
  return sorted;
}

/** A text that sorts like the name, with numbers by their value: each is preceded by the number of its digits. */
const naturalKey = (name: string): string =>
  foldText(name).replace(/\d+/g, (digits) => {
    const value = digits.replace(/^0+(?=\d)/, '');
    return `${String.fromCharCode(0x30 + Math.min(value.length, 60))}${value}`;
  });
