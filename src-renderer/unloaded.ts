/** Shown when the texts of the page could not be loaded: one sentence in each language, and a way to try again. */
import { LANGUAGES, type Language } from './i18n/languages.ts';
import styles from './unloaded.module.css';

const SENTENCES: Readonly<Record<Language, readonly [sentence: string, button: string]>> = {
  en: ['Afterimage does not answer. Start it again, then try again.', 'Try again'],
  'zh-CN': ['Afterimage 没有响应。请重新启动它，然后重试。', '重试'],
  ja: ['Afterimage が応答しません。起動し直してから、もう一度試してください。', 'もう一度試す'],
};

export function showUnloaded(root: HTMLElement): void {
  const main = document.createElement('main');
  main.className = styles.page ?? '';
  main.setAttribute('role', 'alert');
  main.append(...LANGUAGES.map(said));
  root.replaceChildren(main);
}

function said(language: Language): HTMLElement {
  const [sentence, label] = SENTENCES[language];
  const box = Object.assign(document.createElement('div'), { className: styles.language, lang: language });
  const line = Object.assign(document.createElement('p'), { textContent: sentence });
  const button = Object.assign(document.createElement('button'), { className: styles.again, textContent: label });
  button.type = 'button';
  button.addEventListener('click', () => location.reload());
  box.append(line, button);
  return box;
}
