/** Leaves out the texts of React Aria in languages that the page does not speak: 30 of 33, 60 kB. */
import type { Plugin } from 'vite';

/** React Aria's names of the languages of src-renderer/i18n/language.ts. */
const SPOKEN: ReadonlySet<string> = new Set(['en-US', 'ja-JP', 'zh-CN']);

/** React Aria has one module for each part and language, such as `…/intl/menu/zh-CN.mjs`. */
const TEXTS =
  /[\\/](?:react-aria|react-stately|react-aria-components|@react-aria|@react-stately)[\\/].*[\\/]intl[\\/].*?([a-z]{2}-[A-Z]{2})\.m?js$/;

export function onlySpokenLocales(): Plugin {
  return {
    name: 'only-spoken-locales',
    apply: 'build',
    load: {
      filter: { id: TEXTS },
      handler: (id) => (SPOKEN.has(TEXTS.exec(id)?.[1] ?? '') ? null : 'export default {};'),
    },
  };
}
