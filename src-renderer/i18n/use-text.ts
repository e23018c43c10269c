/** The words of the page: typed keys, ICU messages, parsed once. */
import { useCallback } from 'react';
import { loadMissingTexts, useLanguage } from './language.ts';
import type { Language } from './languages.ts';
import { formatMessage, type Message, parseMessage } from './message.ts';
import { type TextKey, textOf } from './texts.ts';

export type { TextKey } from './texts.ts';
export type TextValues = Readonly<Record<string, string | number>>;
/** Says a message; values fill its places. */
export type Text = (key: TextKey, values?: TextValues) => string;

const compiled = new Map<string, Message>();

/** The words in the language in force; the function changes only when the language does. */
export function useText(): Text {
  const language = useLanguage((state) => state.language);
  const locale = useLanguage((state) => state.locale);
  const filled = useLanguage((state) => state.filled);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a text that was missing is there now.
  return useCallback((key, values) => say(language, locale, key, values), [language, locale, filled]);
}

/** Outside components: the words in the language now in force. */
export const currentText: Text = (key, values) => {
  const { language, locale } = useLanguage.getState();
  return say(language, locale, key, values);
};

/**
 * Formats one message. A place left without its value shows the message as written, never an exception. A text
 * that is not loaded yet is empty until it arrives.
 */
export function say(language: Language, locale: string, key: TextKey, values?: TextValues): string {
  const message = textOf(language, key);
  if (message === undefined) {
    loadMissingTexts();
    return '';
  }
  if (!message.includes('{') && !message.includes("'")) return message;
  try {
    let parsed = compiled.get(message);
    if (!parsed) {
      parsed = parseMessage(message);
      compiled.set(message, parsed);
    }
    return formatMessage(parsed, locale, values);
  } catch (cause) {
    // biome-ignore lint/suspicious/noConsole: a mistake of ours that nobody else would hear of.
    console.error(`The message “${key}” misses a value.`, cause);
    return message;
  }
}
