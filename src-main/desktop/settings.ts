/** What the desktop does itself when settings change: its colours, its menu's language. */
import type { Library } from '../app/library.ts';
import type { Settings } from '../contract/library.ts';

/** The same library; `follow` hears when its theme or its language was changed. */
export function followingSettings(library: Library, follow: (settings: Settings) => void): Library {
  return {
    ...library,
    async saveSettings(change) {
      const settings = await library.saveSettings(change);
      if (change.theme !== undefined || change.language !== undefined) follow(settings);
      return settings;
    },
  };
}
