/** One folder on the way from the top of a source to a file. */
import { z } from 'zod';

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
