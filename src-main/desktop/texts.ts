/** The few words that the system itself shows: menu and dialogs. The page's texts are its own. */
import { type DesktopTexts, en } from './texts/en.ts';
import { ja } from './texts/ja.ts';
import { zhCn } from './texts/zh-cn.ts';

/** The texts in the first of these languages (BCP 47) that we have, English otherwise. */
export function textsFor(languages: readonly string[]): DesktopTexts {
  for (const tag of languages) {
    const base = tag.toLowerCase().split('-')[0];
    if (base === 'zh') return zhCn;
    if (base === 'ja') return ja;
    if (base === 'en') return en;
  }
  return en;
}

/** A label without the letter that opens it: where there is no menu for it, and on macOS. */
export function plainLabel(label: string): string {
  return label.replace(/\(&.\)/, '').replace('&', '');
}
