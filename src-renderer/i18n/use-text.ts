/** The words of the page: typed keys, ICU messages, compiled once a language. */
import { IntlMessageFormat } from 'intl-messageformat';
import { useCallback } from 'react';
import { en } from './en.ts';
import { ja } from './ja.ts';
import { type Language, useLanguage } from './language.ts';
import { zhCN } from './zh-cn.ts';

export type TextKey = keyof typeof en;
export type TextValues = Readonly<Record<string, string | number>>;
/** Says a message; values fill its places. */
export type Text = (key: TextKey, values?: TextValues) => string;

const messages: Readonly<Record<Language, Readonly<Record<TextKey, string>>>> = { en, 'zh-CN': zhCN, ja };
const compiled = new Map<string, IntlMessageFormat>();

/** The words in the language in force; the function changes only when the language does. */
export function useText(): Text {
  const language = useLanguage((state) => state.language);
  const locale = useLanguage((state) => state.locale);
  return useCallback((key, values) => say(language, locale, key, values), [language, locale]);
}

/** Outside components: the words in the language now in force. */
export const currentText: Text = (key, values) => {
  const { language, locale } = useLanguage.getState();
  return say(language, locale, key, values);
};

/** Formats one message. A place left without its value shows the message as written, never an exception. */
export function say(language: Language, locale: string, key: TextKey, values?: TextValues): string {
  const message = messages[language][key];
  if (!message.includes('{') && !message.includes("'")) return message;
  const cacheKey = `${locale}\n${language}\n${key}`;
  let format = compiled.get(cacheKey);
  if (!format) {
    format = new IntlMessageFormat(message, locale);
    compiled.set(cacheKey, format);
  }
  try {
    return String(format.format(values));
  } catch (cause) {
    // biome-ignore lint/suspicious/noConsole: a mistake of ours that nobody else would hear of.
    console.error(`The message “${key}” misses a value.`, cause);
    return message;
  }
}
