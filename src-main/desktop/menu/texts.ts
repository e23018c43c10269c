/** The texts of menus and dialogs. The page has its own texts. */
import { type DesktopTexts, en } from './texts/en.ts';
import { ja } from './texts/ja.ts';
import { zhCn } from './texts/zh-cn.ts';

/** The texts in the first supported language of this list (BCP 47); English when none is supported. */
export function textsFor(languages: readonly string[]): DesktopTexts {
  for (const tag of languages) {
    const base = tag.toLowerCase().split('-')[0];
    if (base === 'zh') return zhCn;
    if (base === 'ja') return ja;
    if (base === 'en') return en;
  }
  return en;
}

/** A label without its access key: for buttons, and on macOS. */
export function plainLabel(label: string): string {
  return label.replace(/\(&.\)/, '').replace('&', '');
}
