/** Reads and saves the settings of an open library, and keeps them in memory for its parts. */
import type { Settings } from '../../../contract/library/library.ts';
import type { Library } from '../library.ts';
import type { CatalogThreads } from '../opening/catalog-threads.ts';
import type { Listeners } from '../opening/listeners.ts';

export interface OpenSettings extends Pick<Library, 'settings' | 'saveSettings'> {
  /** The settings as last read or saved. */
  latest(): Settings;
}

/** @param onPreviewLimit called with the new maximum size of all previews, in bytes, after a change */
export async function openSettings(
  { writer, unwritable }: Pick<CatalogThreads, 'writer' | 'unwritable'>,
  { tell }: Pick<Listeners, 'tell'>,
  onPreviewLimit: (bytes: number) => void,
): Promise<OpenSettings> {
  let latest = await writer.call.settings();
  return {
    latest: () => latest,
    async settings() {
      // When the writer thread has ended, the library can still be read, with its last settings.
      if (!unwritable) latest = await writer.call.settings().catch(() => latest);
      return latest;
    },
    async saveSettings(change) {
      // The settings of a read-only library are lost when it is closed.
      latest = unwritable ? { ...latest, ...change } : await writer.call.saveSettings(change);
      if (change.previewLimit !== undefined) onPreviewLimit(latest.previewLimit);
      // The address is the view of one page, so other pages need no event.
      if (Object.keys(change).some((name) => name !== 'address')) tell({ type: 'settings', settings: latest });
      return latest;
    },
  };
}
