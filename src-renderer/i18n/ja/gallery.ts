/** 日本語：ウィンドウとギャラリー。 */
import type { enGallery } from '../en/gallery.ts';

export const jaGallery: Readonly<Record<keyof typeof enGallery, string>> = {
  'shell.import': '取り込む…',
  'shell.sidebar': 'サイドバー',
  'shell.inspector': '詳細',
  'shell.menu': 'その他',
  'shell.settings': '設定',
  'shell.shortcuts': 'キーボードショートカット',
  'shell.sort': '並び順：{order}',
  'shell.density': 'プレビューの大きさ',
  'shell.loading': 'ライブラリを開いています…',
  'shell.failed.title': 'ライブラリが応答しません',
  'shell.language-failed':
    'この言語の表示文を読み込めませんでした。Afterimage が起動していることを確認して、もう一度選んでください。',
  'shell.part-loading': '読み込んでいます…',
  'shell.part-failed': 'ページのこの部分を読み込めませんでした',
  'shell.dialog-failed':
    'ページの一部を読み込めなかったため、開けませんでした。Afterimage が起動していることを確認して、もう一度試してください。',
  'shell.importing': '取り込み中、{percent}',
  'shell.importing-some': '取り込み中…',

  'sort.newest': '新しい順',
  'sort.oldest': '古い順',
  'sort.relevance': '一致度順',
  'sort.duration': '長い順',
  'sort.rating': '評価の高い順',
  'sort.random': 'シャッフル',

  'gallery.label': 'ギャラリー',
  'gallery.count': '{count, plural, =0 {見つかりません} other {# 件}}',
  'gallery.count-of': '{total, number} 件中 {count, number} 件',
  'gallery.selected': '{count, plural, other {# 件を選択中}}',
  'gallery.month-count': '{count, plural, other {# 件}}',
  'gallery.undated': '日付不明',
  'gallery.loading': '探しています…',
  'gallery.failed.title': '検索できませんでした',
  'gallery.empty.title': '該当するものがありません',
  'gallery.empty.text':
    '「{query}」に該当するものはライブラリにありません。絞り込みを外すか、言葉を減らしてみてください。',
  'gallery.empty.clear': 'すべて表示',
  'gallery.mistake.title': 'この検索は解釈できません',
  'gallery.nothing.title': 'まだ何もありません',
  'gallery.nothing.text': '取り込んだものは、読み込まれ次第ここに表示されます。',
  'gallery.relax': '{filter} を外す',

  'gallery.card.video': '動画',
  'gallery.card.image': '画像',
  'gallery.card.prompt': 'プロンプトのみ',
  'gallery.card.unknown': '作品',
  'gallery.card.seconds': '{seconds, plural, other {# 秒}}',
  'gallery.card.head': '{parts}：{text}',
  'gallery.card.favorite': 'お気に入り',
  'gallery.card.rating': '{count, plural, other {星 # つ}}',
  'gallery.card.media-only': '記録なし',
  'gallery.card.missing': 'ファイルなし',
  'gallery.card.loading': '読み込み中',
  'gallery.card.no-text': 'プロンプトなし',
  'gallery.mark.prompt-only': 'プロンプトのみ',
  'gallery.mark.no-prompt': 'プロンプトなし',
  'gallery.mark.media-only': '記録なし：ファイルだけがあります',
  'gallery.mark.missing': 'ファイルが元の場所にありません',
  'gallery.mark.damaged': 'プレビューなし',

  'drag.too-many': '{count, number} 件を選択しています。一度にドラッグして取り出せるのは {most, number} 件までです。',
  'drag.too-large':
    'これらの元のファイルは ZIP アーカイブの中にあり、先に展開が必要です。一度にドラッグする数を減らしてください。',
  'drag.nothing':
    '{count, plural, =1 {元のファイルがないため、ドラッグして取り出せません。} other {元のファイル # 件がいずれもないため、ドラッグして取り出せません。}}',
  'drag.left-out': '{count, plural, other {元のファイルがない # 件は除かれました。}}',
  'drag.failed': 'ドラッグを始められませんでした。',

  'timeline.label': 'タイムライン',
  'timeline.position': '{count, number} / {total, number}',
};
