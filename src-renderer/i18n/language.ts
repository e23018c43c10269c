/** Which language the page speaks: the person's choice, else the first of the system's that we have. */
import { create } from 'zustand';
import { chooseLocale, type Language, systemLanguages } from './languages.ts';
import { languageFor, rememberedLanguage, rememberLanguage } from './remembered.ts';
import { loadTexts, textsOf } from './texts.ts';

interface LanguageState {
  readonly language: Language;
  /** The locale numbers and dates are written in: the person's own region where it fits the language. */
  readonly locale: string;
  /**
   * Speaks another language as soon as its texts are there; until then the page stays as it is. Rejects when they
   * cannot be loaded.
   */
  follow(chosen: string | null): Promise<void>;
}

let wanted = rememberedLanguage();

export const useLanguage = create<LanguageState>()((set) => ({
  language: wanted,
  locale: chooseLocale(wanted, systemLanguages()),
  async follow(chosen) {
    const language = languageFor(chosen);
    wanted = language;
    rememberLanguage(chosen);
    if (!textsOf(language)) await loadTexts(language);
    // The person may have chosen another one meanwhile.
    if (wanted !== language) return;
    document.documentElement.lang = language;
    set({ language, locale: chooseLocale(language, systemLanguages()) });
  },
}));
