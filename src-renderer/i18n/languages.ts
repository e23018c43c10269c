/** The languages that the page speaks, and which of them a person wants. */

export const LANGUAGES = ['en', 'zh-CN', 'ja'] as const;
export type Language = (typeof LANGUAGES)[number];

/** What each language calls itself; never translated. */
export const LANGUAGE_NAMES: Readonly<Record<Language, string>> = { en: 'English', 'zh-CN': '简体中文', ja: '日本語' };

/**
 * The language to speak.
 * @param chosen the setting (BCP 47), null to follow the system
 * @param preferred the system's languages, best first
 */
export function chooseLanguage(chosen: string | null, preferred: readonly string[]): Language {
  for (const tag of chosen === null ? preferred : [chosen, ...preferred]) {
    const base = tag.toLowerCase().split('-')[0];
    const match = LANGUAGES.find((language) => language.toLowerCase().split('-')[0] === base);
    if (match) return match;
  }
  return 'en';
}

/** “en-GB” for an English page on a British system; the language itself where the system speaks another. */
export function chooseLocale(language: Language, preferred: readonly string[]): string {
  const base = language.split('-')[0];
  return (
    preferred.find((tag) => tag.split('-')[0]?.toLowerCase() === base && tag.includes('-')) ??
    (language === 'en' ? 'en-GB' : language)
  );
}

/** The system's languages, best first. */
export const systemLanguages = (): readonly string[] => (typeof navigator === 'undefined' ? [] : navigator.languages);
