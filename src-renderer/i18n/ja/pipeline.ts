/** 日本語：取り込み元とその問題。 */
import type { enPipeline } from '../en/pipeline.ts';

export const jaPipeline: Readonly<Record<keyof typeof enPipeline, string>> = {
  'progress.phase.moving': '移動中',
  'progress.phase.removing': '取り除き中',
  'progress.phase.exporting': '書き出し中',
  'report.group.away': '接続されていません',
  'report.group.away-todo':
    'ドライブを接続するか、取り込み元の一覧で現在の場所を指定してください。プレビューと入力した内容はそのまま残ります。',
  'report.group.incomplete': 'そろっていません',
  'report.group.incomplete-todo':
    '書き出しデータの残りの部分を追加すると完全になります。いつでも、どの順番でも追加できます。',
};
