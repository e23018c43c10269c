/** The folders of the library: the tree beside the gallery, and the places of one item. */
import { z } from 'zod';
import type { Query } from './search.ts';

/** A folder by its name and by how it is asked for. */
export const FolderStep = z.object({
  /** What a request names it by: its path. */
  path: z.string(),
  /** The last part of the path, as it is on the disk: a text to show, never to follow. */
  name: z.string(),
  /** The filter of a query for what is in it and in the folders inside it, e.g. `folder:"/home/ada/Sora/2025"`. */
  filter: z.string(),
});
export type FolderStep = z.infer<typeof FolderStep>;

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
