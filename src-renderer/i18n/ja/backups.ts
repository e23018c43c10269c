/** Japanese: snapshots and backups. */
import type { enBackups } from '../en/backups.ts';

export const jaBackups: Readonly<Record<keyof typeof enBackups, string>> = {
  'backups.title': 'バックアップ',
  'backups.intro':
    '1日に1回、および大きな変更の前に、タグやメモを含むカタログ全体の控えをライブラリの「backups」フォルダーに作成し、読み直して確認します。',
  'backups.list': '最新の控え',
  'backups.none': '控えはまだありません。',
  'backups.reason.daily': '毎日の控え',
  'backups.reason.asked': '手動',
  'backups.reason.edit': '大きな変更の前',
  'backups.reason.removal': 'ソースの削除または移動の前',
  'backups.reason.restore': '復元の前',
  'backups.reason.migration': '更新の前',
  'backups.reason.replaced': '復元により保管',
  'backups.second': '2つ目のフォルダー',
  'backups.no-second': 'なし。別のドライブのフォルダーなら、このドライブが失われても残ります。',
  'backups.choose': '2つ目のフォルダーを選ぶ…',
  'backups.no-more': '2つ目のフォルダーを使わない',
  'backups.choose-title': '控えのための2つ目のフォルダー',
  'backups.choose-note': '新しい控えはここにも置かれます。中のものが削除されることはありません。',
  'backups.choose-this': 'このフォルダーを使う',
  'backups.now': '今すぐバックアップ',
  'backups.made': '控えを作成し、確認しました。',
  'backups.failed': '控えを作成できませんでした。',
};
