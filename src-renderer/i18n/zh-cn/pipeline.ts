/** 简体中文：来源及其问题。 */
import type { enPipeline } from '../en/pipeline.ts';

export const zhCNPipeline: Readonly<Record<keyof typeof enPipeline, string>> = {
  'progress.phase.moving': '正在移动',
  'progress.phase.removing': '正在移除',
  'progress.phase.exporting': '正在导出',
  'report.group.away': '未连接',
  'report.group.away-todo': '请连接硬盘，或在来源列表中指定它现在的位置。预览和您录入的内容都会保留。',
  'report.group.incomplete': '尚不完整',
  'report.group.incomplete-todo': '把导出的其他部分也添加进来即可补全。各部分可以随时、以任意顺序添加。',
};
