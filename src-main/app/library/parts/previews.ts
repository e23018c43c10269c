/** The previews of an open library for the doors. */
import { join } from 'node:path';
import { openPreviewClient, type PreviewClient } from '../../clients/preview-client.ts';
import type { Library } from '../library.ts';
import { unpackedFolder } from '../library-folder.ts';
import type { CatalogThreads } from '../opening/catalog-threads.ts';
import type { Listeners } from '../opening/listeners.ts';

/** The preview thread starts with the first request. @param limit the maximum size of all previews, in bytes */
export const openPreviews = (
  directory: string,
  limit: number,
  { reads, writer }: Pick<CatalogThreads, 'reads' | 'writer'>,
  { tell }: Pick<Listeners, 'tell'>,
): PreviewClient =>
  openPreviewClient({
    directory: join(directory, 'previews'),
    unpacked: unpackedFolder(directory),
    limit,
    reads,
    writer: writer.call,
    tell,
  });

/** @param touch called at each request for a preview */
export function facePreviews(
  directory: string,
  previews: PreviewClient,
  { unwritable }: Pick<CatalogThreads, 'unwritable'>,
  touch: () => void,
): Pick<Library, 'previews' | 'makePreviews'> {
  return {
    previews: {
      ...previews.face,
      get(...asked) {
        touch();
        return previews.face.get(...asked);
      },
    },
    makePreviews: async (onProgress, signal) =>
      unwritable
        ? { made: 0, failed: [{ path: directory, message: unwritable.message }] }
        : previews.makeAll(onProgress, signal),
  };
}
