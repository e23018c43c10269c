/** Japanese: second copies. */
import type { enMirrors } from '../en/mirrors.ts';

export const jaMirrors: Readonly<Record<keyof typeof enMirrors, string>> = {
  'mirrors.title': '2つ目のコピー',
  'mirrors.intro':
    'オリジナルを別のドライブにもう1組保存します。コピーは1つずつ読み直して照合し、上書きや削除はしません。Afterimage の実行中にドライブが接続されていれば、最新の状態に保たれます。',
  'mirrors.none': '2つ目のコピーはまだありません。このドライブが故障すると、ここにしかないものは失われます。',
  'mirrors.list': 'このライブラリの2つ目のコピー',
  'mirrors.add': '2つ目のコピーを追加…',
  'mirrors.of': '対象：{names}',
  'mirrors.of-collection': 'コレクション「{name}」',
  'mirrors.of-query': '「{query}」の検索結果',
  'mirrors.of-removed': '{name}（ライブラリから削除済み）',
  'mirrors.current': '{date} の時点で最新です',
  'mirrors.behind': '{count, plural, =0 {まだ実行していません} other {コピー待ちのファイル：#}}',
  'mirrors.away': '{date} から接続されていません',
  'mirrors.away-pending': '{count, plural, other {再接続すると # 個のファイルをコピーします}}',
  'mirrors.files': '{count, plural, other {コピー：#}}',
  'mirrors.kept': '{count, plural, other {ソースにはもうない # 個を保持}}',
  'mirrors.run': '今すぐコピー',
  'mirrors.waiting': 'ほかの作業を待っています…',
  'mirrors.comparing': '照合しています…',
  'mirrors.copying': 'コピー中：{done} / {total}',
  'mirrors.checking': 'コピーを読み込み中：{done} / {total}',
  'mirrors.stop': '停止',
  'mirrors.stopped': '停止しました。次回はここから続けます。',
  'mirrors.stop-label': '{name} の作業を停止',
  'mirrors.more': '{name} のその他の操作',
  'mirrors.check': 'すべてのコピーを読み直す',
  'mirrors.set-aside': 'ソースにないものを別に移す',
  'mirrors.forget': 'このコピーの登録を解除…',
  'mirrors.forget-title': '2つ目のコピー「{name}」の登録を解除しますか？',
  'mirrors.forget-note':
    '{path} の中身はすべて残りますが、更新されなくなります。同じフォルダーを再び追加すると続けられます。',
  'mirrors.forget-confirm': '登録を解除',
  'mirrors.failed': '前回の実行は中断しました。',
  'mirrors.problems': '{count, plural, other {確認が必要なファイル：#}}',
  'mirrors.checked': '{count, plural, other {# 個のコピーを読み、すべて書き込んだ時のままでした。}}',
  'mirrors.checked-bad':
    '{changed, plural, other {# 個が変化}}、{missing, plural, other {# 個が見つかりません}}。「今すぐコピー」で作り直せます。',
  'mirrors.add-title': '2つ目のコピーを追加',
  'mirrors.what': 'コピーするもの',
  'mirrors.sources': 'ソース（フォルダー構成のまま）',
  'mirrors.collections': 'コレクション（わかりやすいファイル名で）',
  'mirrors.where': 'コピー先',
  'mirrors.where-note': '別のドライブの空のフォルダー、または以前このライブラリが作ったフォルダー。',
  'mirrors.choose': 'フォルダーを選ぶ…',
  'mirrors.begin': '追加してコピー',
  'mirrors.add-failed': '追加できませんでした。',
  'mirrors.on': '2つ目のコピー：{path}',
  'progress.phase.mirroring': '2つ目のコピーを作成中',
  'progress.phase.checking': 'コピーを照合中',
  'problem.copy-damaged':
    'このコピーは書き込んだ時と異なっていました。「replaced」フォルダーに移し、オリジナルがあれば作り直します。',
  'problem.copy-lost': 'このコピーはフォルダーになく、オリジナルもどのソースにもありません。',
  'error.mirror-inside':
    'このフォルダーはソースまたはライブラリの中にあり、そこには何も書き込みません。別のドライブのフォルダーを選んでください。',
  'error.mirror-around':
    'このフォルダーの中にソースまたはライブラリがあります。2つ目のコピー専用のフォルダーを選んでください。',
  'error.mirror-not-empty': 'このフォルダーには既に何かがあります。空のフォルダーか新しいフォルダーを選んでください。',
  'error.mirror-foreign':
    'このフォルダーは別のライブラリの2つ目のコピーか、新しい Afterimage が書いたものです。別のフォルダーを選んでください。',
  'error.mirror-exists': 'このフォルダーの中か外に別のコピーがあります。別のフォルダーを選んでください。',
  'error.mirror-away': '2つ目のコピーは接続されていません。コピー済みのものは残り、ドライブが戻ると続けます。',
  'error.mirror-busy':
    '別のウィンドウまたはコマンドがこのライブラリのコピーを処理中です。終わってからもう一度お試しください。',
  'error.mirror-nothing': 'コピーするものを選んでください：ソース、コレクション、または検索。',
  'error.mirror-full':
    '2つ目のコピーのドライブがいっぱいです。コピー済みのものは残ります。空きを作り、もう一度コピーすると続けます。',
  'error.mirror-unusable':
    'このフォルダーには書き込めません。ドライブが読み取り専用かもしれません。別のものを選んでください。',
};
