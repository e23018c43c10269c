/** 日本語：ビューアー。 */
import type { enViewer } from '../en/viewer.ts';

export const jaViewer: Readonly<Record<keyof typeof enViewer, string>> = {
  'viewer.label': 'ビューアー',
  'viewer.back': 'ギャラリーに戻る',
  'viewer.position': '{position, number} / {total, number}',
  'viewer.previous': '前へ',
  'viewer.next': '次へ',
  'viewer.favorite': 'お気に入り',
  'viewer.details': '詳細',
  'viewer.copy-prompt': 'プロンプトをコピー',
  'viewer.play': '再生',
  'viewer.pause': '一時停止',
  'viewer.loop': '繰り返し再生',
  'viewer.mute': '消音',
  'viewer.speed': '速度：{rate}×',
  'viewer.speed-menu': '速度',
  'viewer.rate': '{rate}×',
  'viewer.frame-back': '1 コマ戻す',
  'viewer.frame-on': '1 コマ進める',
  'viewer.seek': '再生位置',
  'viewer.time': '{time} / {total}',
  'viewer.more': 'プロンプト全体を表示',
  'viewer.less': 'プロンプトを短く表示',
  'viewer.no-prompt': 'プロンプトの記録がどこにもありません。',
  'viewer.loading': '開いています…',
  'viewer.proxy':
    'このコンピューターでは再生できない動画形式です。再生できるコピーを作っています。元のファイルはそのままです。',
  'viewer.failed.title': '再生できません',
  'viewer.failed.text': 'ファイルを読み解けず、再生できるコピーも作れませんでした。元のファイルはそのままです。',
  'viewer.failed.image': '画像を読み解けませんでした。元のファイルはそのままです。',
  'viewer.missing.title': 'ファイルが元の場所にありません',
  'viewer.missing.text':
    'プロンプト、タグ、評価は残っています。ドライブを接続するか、今あるフォルダーを取り込むと、再び見つかります。',
  'viewer.missing.import': 'フォルダーを取り込む…',
  'viewer.damaged.title': 'ファイルが破損しています',
  'viewer.damaged.text': '元の ZIP や別のコピーがあれば、それも取り込んでください。',
  'viewer.prompt-only':
    'プロンプトだけがあります。エクスポートの残りの部分を追加すると、できあがったものを見られます。',
  'viewer.compare-label': '{count, plural, other {# 件を並べて比較}}',
  'viewer.compare-remove': '比較から外す',
};
