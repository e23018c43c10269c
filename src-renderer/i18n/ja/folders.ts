/** Japanese: the folders of the sources. */
import type { enFolders } from '../en/folders.ts';

export const jaFolders: Readonly<Record<keyof typeof enFolders, string>> = {
  'folders.tree': 'フォルダー',
  'folders.failed': 'フォルダーを読み込めませんでした。',
  'folders.menu': 'このフォルダーについて',
  'folders.only': 'ここだけを表示',
  'folders.leave-out': 'ここを除く',
  'folders.let-in': '除くのをやめる',
  'folders.as-collection': 'コレクション「{name}」にする',
  'folders.as-tag': '中のすべてにタグ「{name}」を付ける',
  'folders.of-item': '{count, plural, other {フォルダー}}',
  'folders.show': '「{name}」の中身を表示',
};
