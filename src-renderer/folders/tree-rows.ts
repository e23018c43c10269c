/**
 * The rows of the folder tree. Only what is looked at is made: a folder with 100,000 folders inside is one number until
 * its rows are scrolled to.
 */
import type { Folder, FolderPage } from '../../src-main/contract/searching/folder-tree.ts';

/** Folders in one request. */
export const PAGE = 200;

/** The key of a page: the folder whose folders it lists (null: the tops of all sources), and where it begins. */
export interface PageKey {
  readonly under: string | null;
  readonly offset: number;
}

export type Pages = (key: PageKey) => FolderPage | undefined;

/** One row; `folder` is null until its page is there. */
export interface TreeRow {
  readonly row: number;
  readonly folder: Folder | null;
  /** 1 for the tops. */
  readonly level: number;
  /** Its place among its neighbours, from 0, and how many there are. */
  readonly at: number;
  readonly length: number;
  readonly page: PageKey;
  readonly parent: string | null;
  readonly isOpen: boolean;
}

export interface Tree {
  /** The number of all rows. */
  readonly size: number;
  /** The first page of every open folder: without it the size is not known. */
  readonly needed: readonly PageKey[];
  /** The rows [from, to). */
  rows(from: number, to: number): readonly TreeRow[];
  /** The row of a folder; -1 when it is not shown or not loaded. */
  rowOf(path: string): number;
}

interface Branch {
  readonly under: string | null;
  readonly level: number;
  readonly length: number;
  /** Where the open folders are among its folders, in order. */
  readonly opened: readonly (readonly [at: number, branch: Branch])[];
  readonly size: number;
}

export function treeOf(pages: Pages, isOpen: (path: string) => boolean): Tree {
  const needed: PageKey[] = [];
  const branchOf = (under: string | null, level: number): Branch => {
    needed.push({ under, offset: 0 });
    const length = pages({ under, offset: 0 })?.length ?? 0;
    const opened: (readonly [number, Branch])[] = [];
    for (let offset = 0; offset < length; offset += PAGE)
      pages({ under, offset })?.folders.forEach(({ path, opens }, at) => {
        if (opens && isOpen(path)) opened.push([offset + at, branchOf(path, level + 1)]);
      });
    return { under, level, length, opened, size: opened.reduce((size, [, branch]) => size + branch.size, length) };
  };
  const folderAt = (under: string | null, at: number): Folder | null =>
    pages({ under, offset: at - (at % PAGE) })?.folders[at % PAGE] ?? null;

  const collect = (branch: Branch, begin: number, from: number, to: number, rows: TreeRow[]): void => {
    const { under, level, length } = branch;
    let [at, row] = [0, begin];
    const run = (end: number, isOpened: boolean): void => {
      const skipped = Math.min(Math.max(0, from - row), end - at);
      [at, row] = [at + skipped, row + skipped];
      for (; at < end && row < to; at += 1, row += 1)
        rows.push({
          row,
          folder: folderAt(under, at),
          level,
          at,
          length,
          page: { under, offset: at - (at % PAGE) },
          parent: under,
          isOpen: isOpened,
        });
      [at, row] = [end, row + end - at];
    };
    for (const [place, inner] of branch.opened) {
      run(place, false);
      run(place + 1, true);
      if (row < to && row + inner.size > from) collect(inner, row, from, to, rows);
      row += inner.size;
    }
    run(length, false);
  };

  const find = (branch: Branch, begin: number, path: string): number => {
    let before = begin;
    const rowAt = (at: number): number =>
      begin + at + branch.opened.reduce((size, [place, inner]) => (place < at ? size + inner.size : size), 0);
    for (let offset = 0; offset < branch.length; offset += PAGE) {
      const at = pages({ under: branch.under, offset })?.folders.findIndex((folder) => folder.path === path) ?? -1;
      if (at >= 0) return rowAt(offset + at);
    }
    for (const [place, inner] of branch.opened) {
      before = rowAt(place) + 1;
      const found = find(inner, before, path);
      if (found >= 0) return found;
    }
    return -1;
  };

  const root = branchOf(null, 1);
  return {
    size: root.size,
    needed,
    rows(from, to) {
      const rows: TreeRow[] = [];
      collect(root, 0, Math.max(0, from), Math.min(to, root.size), rows);
      return rows;
    },
    rowOf: (path) => find(root, 0, path),
  };
}
