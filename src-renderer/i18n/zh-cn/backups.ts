/** Simplified Chinese: snapshots and backups. */
import type { enBackups } from '../en/backups.ts';

export const zhCNBackups: Readonly<Record<keyof typeof enBackups, string>> = {
  'backups.title': '备份',
  'backups.intro':
    '每天一次，以及在大的更改之前，会把包含标签和备注的整个目录复制到资料库的“backups”文件夹，并读回核对。',
  'backups.list': '最新的副本',
  'backups.none': '还没有副本。',
  'backups.reason.daily': '每日',
  'backups.reason.asked': '手动',
  'backups.reason.edit': '大的更改之前',
  'backups.reason.removal': '移除或移动来源之前',
  'backups.reason.restore': '恢复之前',
  'backups.reason.migration': '更新之前',
  'backups.reason.replaced': '恢复时保留',
  'backups.second': '第二个文件夹',
  'backups.no-second': '无。放在另一个驱动器上的文件夹，在此驱动器丢失后仍然存在。',
  'backups.choose': '选择第二个文件夹…',
  'backups.no-more': '不用第二个文件夹',
  'backups.choose-title': '存放副本的第二个文件夹',
  'backups.choose-note': '每个新副本也会放到这里。其中的内容不会被删除。',
  'backups.choose-this': '使用此文件夹',
  'backups.now': '立即备份',
  'backups.made': '已创建副本并核对。',
  'backups.failed': '无法创建副本。',
};
