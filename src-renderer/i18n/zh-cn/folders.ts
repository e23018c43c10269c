/** Chinese: the folders of the sources. */
import type { enFolders } from '../en/folders.ts';

export const zhCNFolders: Readonly<Record<keyof typeof enFolders, string>> = {
  'folders.tree': '文件夹',
  'folders.failed': '无法读取文件夹。',
  'folders.menu': '关于此文件夹',
  'folders.only': '只显示此处的内容',
  'folders.leave-out': '排除此处的内容',
  'folders.let-in': '不再排除',
  'folders.as-collection': '建为合集“{name}”',
  'folders.as-tag': '为其中全部添加标签“{name}”',
  'folders.of-item': '{count, plural, other {文件夹}}',
  'folders.show': '显示“{name}”中的内容',
};
