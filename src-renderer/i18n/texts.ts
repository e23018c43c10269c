/**
 * The texts of the languages in use. Each language loads by itself, in two halves: a page needs one of three, and the
 * first screen needs half of it, 12 of 90 kB.
 */

import type { enLater } from './en/later.ts';
import type { en } from './en.ts';
import type { Language } from './languages.ts';

type FirstKey = keyof typeof en;
type LaterKey = keyof typeof enLater;
export type TextKey = FirstKey | LaterKey;
type Texts = Readonly<Partial<Record<TextKey, string>>>;

const HALVES = ['first', 'later'] as const;
type Half = (typeof HALVES)[number];

const LOADERS: Readonly<Record<Language, Readonly<Record<Half, () => Promise<Texts>>>>> = {
  en: {
    first: () => import('./en.ts').then((module) => module.en),
    later: () => import('./en/later.ts').then((module) => module.enLater),
  },
  'zh-CN': {
    first: () => import('./zh-cn.ts').then((module) => module.zhCN),
    later: () => import('./zh-cn/later.ts').then((module) => module.zhCNLater),
  },
  ja: {
    first: () => import('./ja.ts').then((module) => module.ja),
    later: () => import('./ja/later.ts').then((module) => module.jaLater),
  },
};

const loaded = new Map<string, Texts>();
const underWay = new Map<string, Promise<void>>();

/** A text; undefined until it is loaded. */
export function textOf(language: Language, key: TextKey): string | undefined {
  return loaded.get(`${language} first`)?.[key] ?? loaded.get(`${language} later`)?.[key];
}

export const hasTexts = (language: Language, half: Half): boolean => loaded.has(`${language} ${half}`);

/** Whether there is a text for a key that was put together from what the server says. */
export function isTextKey(key: string): key is TextKey {
  return [...loaded.values()].some((texts) => Object.hasOwn(texts, key));
}

/** Loads half of the texts of a language once. Rejects when they do not arrive; the next call tries again. */
export function loadTexts(language: Language, half: Half): Promise<void> {
  const name = `${language} ${half}`;
  if (loaded.has(name)) return Promise.resolve();
  const known = underWay.get(name);
  if (known) return known;
  const asked = LOADERS[language]
    [half]()
    .then((texts) => void loaded.set(name, texts))
    .finally(() => underWay.delete(name));
  underWay.set(name, asked);
  return asked;
}
