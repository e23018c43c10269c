/** Shown when the texts of the page could not be loaded: one sentence in each language, and a way to try again. */
import styles from './App.module.css';
import { LANGUAGES, type Language } from './i18n/languages.ts';

const SENTENCES: Readonly<Record<Language, readonly [sentence: string, button: string]>> = {
  en: ['Afterimage does not answer. Start it again, then try again.', 'Try again'],
  'zh-CN': ['Afterimage 没有响应。请重新启动它，然后重试。', '重试'],
  ja: ['Afterimage が応答しません。起動し直してから、もう一度試してください。', 'もう一度試す'],
};

export function showUnloaded(root: HTMLElement): void {
  const main = document.createElement('main');
  main.className = styles.unloaded ?? '';
  main.setAttribute('role', 'alert');
  for (const language of LANGUAGES) main.append(...linesIn(language));
  root.replaceChildren(main);
}

function linesIn(language: Language): readonly HTMLElement[] {
  const [sentence, label] = SENTENCES[language];
  const line = Object.assign(document.createElement('p'), { textContent: sentence, lang: language });
  const button = Object.assign(document.createElement('button'), { textContent: label, lang: language });
  button.addEventListener('click', () => location.reload());
  return [line, button];
}
