/**
 * The folders of the library as a tree: sources at the top, and below them the folders that hold files of items. Made
 * from the distinct folders in the columns when it is first asked for, and continued when there are more.
 */
import { sep } from 'node:path';
import type { Database } from 'better-sqlite3';
import { foldText } from '../../../contract/searching/fold.ts';
import type { FolderMatch } from '../../query-language/ast.ts';
import { statement } from '../../query-language/statement.ts';
import type { InternedNames } from '../columns/interned-names.ts';
import type { QueryContext } from '../search/query-context.ts';

export interface FolderTree {
  /** By node: its path and its name. A parent has a smaller number than its children. */
  readonly paths: readonly string[];
  readonly names: readonly string[];
  /** The node of the parent; -1 for the top of a source. */
  readonly parents: readonly number[];
  /** The children of each node, in the order of their discovery; `tops` are those without a parent. */
  readonly children: readonly (readonly number[])[];
  readonly tops: readonly number[];
  /** By number of a name in `Columns.names.folder`: its node; -1 for a folder outside all sources. */
  readonly nodes: readonly number[];
  readonly sources: ReadonlyMap<string, TopSource>;
  readonly nodeAt: ReadonlyMap<string, number>;
}

/** A source that is inside no other one. */
export interface TopSource {
  readonly id: number;
  readonly path: string;
  readonly kind: 'folder' | 'zip' | 'file';
}

interface Growing extends FolderTree {
  readonly paths: string[];
  readonly names: string[];
  readonly parents: number[];
  readonly children: number[][];
  readonly tops: number[];
  readonly nodes: number[];
  readonly nodeAt: Map<string, number>;
  /** The sources as they were read, to notice a change. */
  readonly told: string;
}

const trees = new WeakMap<InternedNames, Growing>();

/** The tree of the current columns. */
export function folderTreeOf({ db, columns }: Pick<QueryContext, 'db' | 'columns'>): FolderTree {
  const dictionary = columns.names.folder;
  const sources = readTops(db);
  const told = JSON.stringify(sources);
  const known = trees.get(dictionary);
  const tree = known?.told === told ? known : emptyTree(sources, told);
  for (let at = tree.nodes.length; at < dictionary.names.length; at += 1)
    tree.nodes.push(nodeOf(tree, dictionary.names[at] as string));
  trees.set(dictionary, tree);
  return tree;
}

function readTops(db: Database): readonly TopSource[] {
  return statement(db, 'SELECT id, path, kind FROM source WHERE within IS NULL ORDER BY id').all() as TopSource[];
}

const emptyTree = (sources: readonly TopSource[], told: string): Growing => ({
  paths: [],
  names: [],
  parents: [],
  children: [],
  tops: [],
  nodes: [],
  sources: new Map(sources.map((source) => [source.path, source])),
  nodeAt: new Map(),
  told,
});

/** A path has at most as many folders as this; more come from damaged zips. */
const DEEPEST = 500;

function nodeOf(tree: Growing, path: string): number {
  const missing: string[] = [];
  let parent = -1;
  for (let here = path; ; ) {
    const known = tree.nodeAt.get(here);
    if (known !== undefined) {
      parent = known;
      break;
    }
    missing.push(here);
    if (tree.sources.has(here)) break;
    const above = parentOf(here);
    if (above === null || missing.length > DEEPEST) return -1;
    here = above;
  }
  for (const one of missing.reverse()) parent = addNode(tree, one, parent);
  return parent;
}

function addNode(tree: Growing, path: string, parent: number): number {
  const node = tree.paths.push(path) - 1;
  tree.names.push(lastName(path));
  tree.parents.push(parent);
  tree.children.push([]);
  (parent < 0 ? tree.tops : (tree.children[parent] as number[])).push(node);
  tree.nodeAt.set(path, node);
  return node;
}

const isSeparator = (char: string): boolean => char === '/' || char === sep;

/** Where the last name of a path begins. */
function lastNameAt(path: string): number {
  for (let at = path.length - 1; at > 0; at -= 1) if (isSeparator(path[at - 1] as string)) return at;
  return 0;
}

const lastName = (path: string): string => path.slice(lastNameAt(path)) || path;

function parentOf(path: string): string | null {
  const at = lastNameAt(path);
  return at <= 1 ? (path.length > 1 && at === 1 ? path.slice(0, 1) : null) : path.slice(0, at - 1);
}

/** By node: 1 for the folders that match and for everything inside them. */
export function foldersMatching(tree: FolderTree, match: Exclude<FolderMatch, { type: 'none' }>): Uint8Array {
  return withInner(tree, testOf(tree, match));
}

/** By node: 1 for the meant folders and for everything inside them. */
export function withInner(tree: FolderTree, isMeant: (node: number) => boolean): Uint8Array {
  const chosen = new Uint8Array(tree.paths.length);
  for (let node = 0; node < chosen.length; node += 1) {
    const parent = tree.parents[node] as number;
    if ((parent >= 0 && chosen[parent] === 1) || isMeant(node)) chosen[node] = 1;
  }
  return chosen;
}

function testOf(tree: FolderTree, match: Exclude<FolderMatch, { type: 'none' }>): (node: number) => boolean {
  switch (match.type) {
    case 'any':
      return (node) => (tree.parents[node] as number) >= 0;
    case 'key':
      return (node) => folderKey(tree.paths[node] as string) === match.key;
    case 'path': {
      const path = match.path.length > 1 ? match.path.replace(/[\\/]+$/, '') : match.path;
      const exact = tree.nodeAt.get(path);
      if (exact !== undefined) return (node) => node === exact;
      const folded = foldText(path);
      return (node) => foldText(tree.paths[node] as string) === folded;
    }
    case 'names': {
      const wanted = match.names.split('/').reverse();
      return (node) => hasNames(tree, node, wanted, match.isBeginning);
    }
  }
}

/** Whether the names of a node and its parents are these, the last one first. */
function hasNames(tree: FolderTree, node: number, wanted: readonly string[], isBeginning: boolean): boolean {
  let here = node;
  for (const [at, name] of wanted.entries()) {
    if (here < 0) return false;
    const folded = foldText(tree.names[here] as string);
    if (at === 0 && isBeginning ? !folded.startsWith(name) : folded !== name) return false;
    here = tree.parents[here] as number;
  }
  return true;
}

/** The numbers of the nodes from the top of the source to this one. */
export function trailOf(tree: FolderTree, node: number): readonly number[] {
  const trail: number[] = [];
  for (let here = node; here >= 0; here = tree.parents[here] as number) trail.unshift(here);
  return trail;
}

/** A short key of a path, for paths that cannot be written in a query: 53 bits in base 36. */
export function folderKey(path: string): string {
  let one = 0xdeadbeef;
  let two = 0x41c6ce57;
  for (let at = 0; at < path.length; at += 1) {
    const code = path.charCodeAt(at);
    one = Math.imul(one ^ code, 2_654_435_761);
    two = Math.imul(two ^ code, 1_597_334_677);
  }
  one = Math.imul(one ^ (one >>> 16), 2_246_822_507) ^ Math.imul(two ^ (two >>> 13), 3_266_489_909);
  two = Math.imul(two ^ (two >>> 16), 2_246_822_507) ^ Math.imul(one ^ (one >>> 13), 3_266_489_909);
  return (4_294_967_296 * (2_097_151 & two) + (one >>> 0)).toString(36);
}
