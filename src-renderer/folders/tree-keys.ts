/** What the keys of the folder tree do, as in every tree. */
import type { Tree, TreeRow } from './tree-rows.ts';

export type TreeStep =
  | { readonly type: 'go'; readonly row: number }
  | { readonly type: 'open'; readonly isOpen: boolean }
  | { readonly type: 'choose'; readonly isExcluded: boolean };

const PAGE_OF_ROWS = 10;

/** Null for a key that is not the tree's: at its ends the keys belong to the sidebar. */
export function treeStep(
  tree: Tree,
  current: TreeRow | undefined,
  { key, altKey }: { readonly key: string; readonly altKey: boolean },
): TreeStep | null {
  if (!current) return null;
  const { row, folder, isOpen, parent } = current;
  const last = tree.size - 1;
  const go = (to: number): TreeStep | null => (to === row || to < 0 || to > last ? null : { type: 'go', row: to });
  switch (key) {
    case 'ArrowDown':
      return go(row + 1);
    case 'ArrowUp':
      return go(row - 1);
    case 'PageDown':
      return go(Math.min(last, row + PAGE_OF_ROWS));
    case 'PageUp':
      return go(Math.max(0, row - PAGE_OF_ROWS));
    case 'Home':
      return go(0);
    case 'End':
      return go(last);
    case 'ArrowRight':
      if (!folder?.opens) return null;
      return isOpen ? go(row + 1) : { type: 'open', isOpen: true };
    case 'ArrowLeft':
      if (isOpen) return { type: 'open', isOpen: false };
      return parent === null ? null : go(tree.rowOf(parent));
    case 'Enter':
    case ' ':
      return folder ? { type: 'choose', isExcluded: altKey } : null;
    default:
      return null;
  }
}
