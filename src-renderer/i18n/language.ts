/** Which language the page speaks: the person's choice, else the first of the system's that we have. */
import { create } from 'zustand';
import { chooseLocale, type Language, systemLanguages } from './languages.ts';
import { languageFor, rememberedLanguage, rememberLanguage } from './remembered.ts';
import { hasTexts, loadTexts } from './texts.ts';

interface LanguageState {
  /** Grows when texts arrived that were missing on the page. */
  readonly filled: number;
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
/** Whether the page has loaded the later texts, and needs them of another language too. */
let isWhole = false;

async function loadAll(language: Language): Promise<void> {
  await Promise.all([loadTexts(language, 'first'), isWhole ? loadTexts(language, 'later') : undefined]);
}

/** Loads the texts that the first screen does not show. Rejects when they do not arrive. */
export async function loadLaterTexts(): Promise<void> {
  const { language } = useLanguage.getState();
  await loadTexts(language, 'later');
  isWhole = true;
  // The language may have changed meanwhile.
  if (wanted !== language) await loadTexts(wanted, 'later');
}

let isMissed = false;

/** Loads the later texts because one of them is on the first screen, such as an error, and draws it then. */
export function loadMissingTexts(): void {
  if (isMissed) return;
  isMissed = true;
  loadLaterTexts()
    .then(() => useLanguage.setState(({ filled }) => ({ filled: filled + 1 })))
    // The next text that is missing tries again.
    .catch(() => {})
    .finally(() => {
      isMissed = false;
    });
}

export const useLanguage = create<LanguageState>()((set) => ({
  filled: 0,
  language: wanted,
  locale: chooseLocale(wanted, systemLanguages()),
  async follow(chosen) {
    const language = languageFor(chosen);
    wanted = language;
    rememberLanguage(chosen);
    if (!hasTexts(language, 'first') || isWhole) await loadAll(language);
    // The person may have chosen another one meanwhile.
    if (wanted !== language) return;
    document.documentElement.lang = language;
    set({ language, locale: chooseLocale(language, systemLanguages()) });
  },
}));
