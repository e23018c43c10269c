/** The language of the last time: its texts load before the settings have arrived. */
import { chooseLanguage, type Language, systemLanguages } from './languages.ts';

const REMEMBERED = 'language';

/** The language that a setting means on this system. */
export const languageFor = (chosen: string | null): Language => chooseLanguage(chosen, systemLanguages());

export const rememberedLanguage = (): Language => languageFor(remembered());

/** @param chosen the setting; null follows the system */
export function rememberLanguage(chosen: string | null): void {
  try {
    if (chosen === null) localStorage.removeItem(REMEMBERED);
    else localStorage.setItem(REMEMBERED, chosen);
  } catch {
    // Storage may be forbidden; then the texts of the system's language load first.
  }
}

function remembered(): string | null {
  try {
    return localStorage.getItem(REMEMBERED);
  } catch {
    return null;
  }
}
