/** The texts of the languages in use. Each language loads by itself: a page needs one of three, 30 of 90 kB. */
import type { en } from './en.ts';
import type { Language } from './languages.ts';

export type TextKey = keyof typeof en;
export type Texts = Readonly<Record<TextKey, string>>;

const LOADERS: Readonly<Record<Language, () => Promise<Texts>>> = {
  en: () => import('./en.ts').then((module) => module.en),
  'zh-CN': () => import('./zh-cn.ts').then((module) => module.zhCN),
  ja: () => import('./ja.ts').then((module) => module.ja),
};

const loaded = new Map<Language, Texts>();
const underWay = new Map<Language, Promise<void>>();

/** The texts of a language; undefined until they are loaded. */
export const textsOf = (language: Language): Texts | undefined => loaded.get(language);

/** Whether there is a text for a key that was put together from what the server says. */
export function isTextKey(key: string): key is TextKey {
  return [...loaded.values()].some((texts) => Object.hasOwn(texts, key));
}

/** Loads the texts of a language once. Rejects when they do not arrive; the next call tries again. */
export function loadTexts(language: Language): Promise<void> {
  if (loaded.has(language)) return Promise.resolve();
  const known = underWay.get(language);
  if (known) return known;
  const asked = LOADERS[language]()
    .then((texts) => void loaded.set(language, texts))
    .finally(() => underWay.delete(language));
  underWay.set(language, asked);
  return asked;
}
