/** Tags as a tree: “project/lighthouse film” stands under “project”. */

export interface TagNode {
  /** The last part of the name. */
  readonly name: string;
  /** The whole name, as the query asks for it. */
  readonly path: string;
  /** Generations with this tag or one below it; null where the counts do not list it. */
  readonly count: number | null;
  readonly children: readonly TagNode[];
}

/** The tree of the tags counted, in the order of their names. */
export function tagTree(
  counts: Readonly<Record<string, number>>,
  compare: (a: string, b: string) => number,
): readonly TagNode[] {
  return level(
    Object.keys(counts).map((path) => path.split('/')),
    [],
    counts,
    compare,
  );
}

function level(
  tags: readonly (readonly string[])[],
  above: readonly string[],
  counts: Readonly<Record<string, number>>,
  compare: (a: string, b: string) => number,
): readonly TagNode[] {
  const depth = above.length;
  const groups = Map.groupBy(
    tags.filter((parts) => parts.length > depth),
    (parts) => parts[depth] ?? '',
  );
  return [...groups]
    .map(([name, members]) => {
      const place = [...above, name];
      const path = place.join('/');
      return { name, path, count: counts[path] ?? null, children: level(members, place, counts, compare) };
    })
    .toSorted((a, b) => compare(a.name, b.name));
}

/** The nodes to show, in order with their depth; `isOpen` says whose children are seen. */
export function flattenTags(
  nodes: readonly TagNode[],
  isOpen: (path: string) => boolean,
  depth = 0,
): readonly { readonly node: TagNode; readonly depth: number }[] {
  return nodes.flatMap((node) => [
    { node, depth },
    ...(isOpen(node.path) ? flattenTags(node.children, isOpen, depth + 1) : []),
  ]);
}
