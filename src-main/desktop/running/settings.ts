/** Updates the desktop when settings change: the theme, and the language of the menu. */
import type { Library } from '../../app/library/library.ts';
import type { Settings } from '../../contract/library/library.ts';

/** The same library. @param follow called when the theme or the language was changed */
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
