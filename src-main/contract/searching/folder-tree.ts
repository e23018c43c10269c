/** The folders of the library as a tree: the questions of the page and their answers. */
import { z } from 'zod';
import { FolderStep } from './folder-step.ts';
import type { Query } from './search.ts';

export const Folder = FolderStep.extend({
  /** `source`: the top of a source, which is a folder, a zip or one file. */
  kind: z.enum(['source', 'zip', 'folder']),
  /** The number of items in it and inside it that the query finds, and of all. */
  count: z.number().int(),
  total: z.number().int(),
  /** Whether folders are inside it. */
  opens: z.boolean(),
});
export type Folder = z.infer<typeof Folder>;

/** The folders directly inside one folder, or the tops of all sources; without those that hold no item. */
export const FolderPage = z.object({
  /** The folders from the top of its source to the one that was asked for, itself included; empty for the tops. */
  trail: z.array(FolderStep),
  /** By name, numbers in their order: `2` before `10`. */
  folders: z.array(Folder),
  /** The number of all folders directly inside it: there are further pages when it is larger. */
  length: z.number().int(),
});
export type FolderPage = z.infer<typeof FolderPage>;

/** Folders in one answer at most. */
export const MOST_FOLDERS = 1_000;

export interface FoldersAsked extends Pick<Query, 'q'> {
  /** The path of the folder whose folders are wanted; null: the tops of all sources. */
  readonly under: string | null;
  readonly offset: number;
  readonly limit: number;
}
