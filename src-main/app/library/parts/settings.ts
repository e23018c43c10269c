/** The settings of an open library: read, saved, and at hand for its parts. */
import type { Settings } from '../../../contract/library/library.ts';
import type { Library } from '../library.ts';
import type { CatalogThreads } from '../opening/catalog-threads.ts';
import type { Listeners } from '../opening/listeners.ts';

export interface OpenSettings extends Pick<Library, 'settings' | 'saveSettings'> {
  /** As they were read or saved last. */
  latest(): Settings;
}

/** @param onPreviewLimit called with how large the previews may be, when that was changed */
export async function openSettings(
  { writer, unwritable }: Pick<CatalogThreads, 'writer' | 'unwritable'>,
  { tell }: Pick<Listeners, 'tell'>,
  onPreviewLimit: (bytes: number) => void,
): Promise<OpenSettings> {
  let latest = await writer.call.settings();
  return {
    latest: () => latest,
    async settings() {
      // Where there is no writer any more the library can still be looked at, as it was set up last.
      if (!unwritable) latest = await writer.call.settings().catch(() => latest);
      return latest;
    },
    async saveSettings(change) {
      // A library that can only be looked at is set up for this time alone.
      latest = unwritable ? { ...latest, ...change } : await writer.call.saveSettings(change);
      if (change.previewLimit !== undefined) onPreviewLimit(latest.previewLimit);
      // Where a page was left concerns that page alone.
      if (Object.keys(change).some((name) => name !== 'address')) tell({ type: 'settings', settings: latest });
      return latest;
    },
  };
}
