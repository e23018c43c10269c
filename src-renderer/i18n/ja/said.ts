/** 日本語：ライブラリ自身が伝えること。問題、失敗、形式を見分けた手がかり。 */
import type { enSaid } from '../en/said.ts';

export const jaSaid: Readonly<Record<keyof typeof enSaid, string>> = {
  'problem.more': '{count, plural, other {同様のものがほかに # 件あります。}}',
  'problem.nothing-found': '何も判別できませんでした。エクスポートもプロンプトも、動画や画像もありません。',
  'problem.not-found': 'この名前のファイルやフォルダーはありません。',
  'problem.not-the-same':
    'この取り込み元のものは何もありません。名前とサイズが同じファイルがないためです。新しい取り込み元にするには、取り込んでください。',
  'problem.source-missing': '取り込み元が見つかりません。ドライブが接続されていないか、移動された可能性があります。',
  'problem.file-missing': 'このファイルはもうありません。',
  'problem.file-unreadable': 'このファイルを読み込めませんでした。{reason}',
  'problem.file-cut': 'ファイルが、記載されたサイズより手前で終わっています。',
  'problem.file-empty': 'このファイルは空です。ここに来る前に中身が失われています。',
  'problem.folder-unreadable': 'このフォルダーを読み込めませんでした。{reason}',
  'problem.unreadable': '読み込めませんでした。ドライブが接続されているか、開く権限があるかを確認してください。',
  'problem.name-undecodable': 'このファイルの名前は正しい文字ではありません。名前を変えると読み込めます。',
  'problem.link-outside':
    'このリンクはフォルダーの外を指すため、たどりませんでした。アーカイブの一部なら、リンク先を個別に追加してください。',
  'problem.link-broken': 'このリンクの先には何もありません。{reason}',
  'problem.not-media': '名前は動画や画像のようですが、中身が違うため除外しました。',
  'problem.media-damaged':
    'このファイルは破損しているか、途中で切れています。再生できないか、最後まで再生できない可能性があります。',
  'problem.disk-full':
    'ライブラリのあるディスクがいっぱいです。空きを作ってもう一度取り込むと、止まった所から続きます。',
  'problem.zip-damaged':
    '{what, select, empty {この ZIP は空です。ダウンロードに失敗した可能性があります。もう一度ダウンロードしてください。} found {{count, plural, =0 {これは読み込める ZIP ではありません。} other {この ZIP は破損しているか、途中で切れています。中から # 個のファイルが見つかりました。}}} places {この ZIP は破損しています。{count, plural, other {# 個のファイル}}が記載された位置にないか、名前が長すぎて本物とは考えられません。} file {このファイルは ZIP の中で破損しています。} other {この ZIP は破損しています。}}',
  'problem.zip-checksum':
    'ZIP 内のこのファイルは破損しています。内容が ZIP に記録されたチェックサムと一致しません。読み取れた部分はすべて残しました。',
  'problem.zip-encrypted':
    '{what, select, zip {この ZIP はパスワードで保護されています。先に展開してください。} files {{count, plural, other {# 個のファイル}}がパスワードで保護されています。先に ZIP を展開してください。} other {このファイルはパスワードで保護されています。先に ZIP を展開してください。}}',
  'problem.zip-method': 'このファイルは読み込めない方式で圧縮されています。先に ZIP を展開してください。',
  'problem.zip-bomb': 'このファイルは展開すると千倍以上に膨らむため、開きませんでした。',
  'problem.zip-too-large': 'この ZIP に載っているファイルが多すぎるため、残りは除外しました。',
  'problem.zip-unsafe-name': '名前が ZIP の外を指しています。ファイルは無害な名前で読み込みました。',
  'problem.zip-nested-deflated':
    'この ZIP は別の ZIP の中で圧縮されていて、ここで展開するには大きすぎます。先に外側の ZIP を展開してください。',
  'problem.zip-nested-deep': 'この ZIP は深く入れ子になりすぎています。先に外側の ZIP を展開してください。',
  'problem.archive-unread':
    '{what, select, part {これは分割された ZIP の一部で、別の部分 {name} がありません。すべての部分を一つのフォルダーに入れて、もう一度取り込んでください。} room {このファイルは分割された ZIP のいくつかの部分にまたがっていて、つなぎ合わせる空きがありません。先に ZIP を展開してください。} kind {この種類のアーカイブ（{kind}）は読み込めません。展開してから、そのフォルダーを取り込んでください。} other {この種類のアーカイブは読み込めません。展開してから、そのフォルダーを取り込んでください。}}',
  'problem.json-empty': 'この文書は空です。',
  'problem.json-not-json': 'これは JSON 文書ではありません。',
  'problem.json-truncated': 'この文書は途中で切れています。切れる前の内容はすべて読み込みました。',
  'problem.json-malformed':
    '{what, select, outer {文書の外側の構造が破損しています。} odd {{number, plural, =0 {ある記録} other {{number, number} 番目の記録}}は正しい JSON ではありませんが、読み込みました。} request {記録されたリクエスト {number, number} 番の応答は破損しているため、除外しました。} other {{number, plural, =0 {ある記録} other {{number, number} 番目の記録}}は破損しているため、除外しました。}}',
  'problem.json-too-large':
    '{number, plural, =0 {ある記録} other {{number, number} 番目の記録}}は大きすぎるため、除外しました。',
  'problem.json-too-deep':
    '{number, plural, =0 {ある記録} other {{number, number} 番目の記録}}は入れ子が深すぎるため、除外しました。',
  'problem.json-trailing': '文書の終わりの後にまだ文字があったため、除外しました。',
  'problem.text-too-long': 'このテキストはどのメモよりも長いため、先頭だけ読み込みました。',
  'problem.csv-malformed': 'この表には閉じていない引用符があります。その後の行は正しくない可能性があります。',
  'problem.part-missing': 'エクスポートには {name} が載っていますが、ここにはありません。',
  'problem.unrecognised-json': '名前はエクスポートの一覧のようですが、中身が違うため除外しました。',
  'problem.no-records':
    '{what, select, text {このテキストは空です。動画についての記載は失われています。} recording {この記録には、作品を含む応答がありません。} other {この一覧は空です。}}',
  'problem.record-malformed':
    '{number, plural, =0 {ある要素} other {{number, number} 番目}}は記録ではないため、除外しました。',
  'problem.words-malformed':
    '{what, select, tag {タグ {number, number}} collection {コレクション {number, number}} search {保存した検索 {number, number}} item {項目 {number, number}} other {ある項目}}{field, select, none {} other {の「{field}」}}：解釈できないため、除外しました。',
  'problem.words-more': '同様の問題がほかにもあります。',
  'problem.alias-exists': '「{name}」はすでに使われているため、「{tag}」の別名にはしませんでした。',
  'problem.collection-exists': 'コレクション「{name}」はここでは別のものなので、そのまま残しました。',
  'problem.not-written': 'XMP ファイルを書き込めませんでした。',
  'problem.sidecar-foreign': 'Afterimage が書いたものではない同名のファイルがあるため、そのまま残しました。',
  'problem.file-changed':
    'このオリジナルは読み込んだときと内容が異なるため、コピーしませんでした。検証してから「ソース」でどちらが正しいかを決め、もう一度書き出してください。',
  'problem.export-name-taken': '同名のファイルがあるためそのまま残し、このファイルは書き込みませんでした。',
  'error.export-inside':
    'このフォルダーはソースまたはライブラリの中にあり、そこには何も書き込みません。別のフォルダーを選んでください。',
  'error.export-not-empty':
    'このフォルダーにはすでに何かが入っています。空のフォルダーか新しいフォルダーを選んでください。',
  'error.export-exists': '同名のファイルがすでにあります。別のフォルダーを選んでください。',

  'reason.gone': 'もうありません。',
  'reason.denied': '権限がありません。',
  'reason.loop': '自分自身に戻るリンクです。',
  'reason.long-path': 'パスが長すぎます。',
  'reason.no-folder': 'フォルダーではありません。',
  'reason.disk': 'ディスクが読み取りエラーを報告しました。',
  'reason.busy': '開いているファイルが多すぎます。',

  'error.bad-request': '受け付けられませんでした。{message}',
  'error.forbidden':
    'Afterimage はほかのページやほかの名前には応答しません。起動時に表示されたアドレスを開いてください。',
  'error.too-large': '大きすぎるため受け取れません。',
  'error.aborted': '要求は取りやめられました。',
  'error.dropped': 'その間に新しい要求があったため、取りやめました。',
  'error.internal': 'Afterimage の内部で問題が起きました。詳細はログにあります。',
  'error.library-busy': '別のプログラムがこのライブラリに書き込んでいます。少し待ってからもう一度試してください。',
  'error.library-unavailable': 'ライブラリを開けません。',
  'error.library-damaged':
    'このライブラリのカタログが破損しています。{copy, select, some {最新の控えは「{snapshot}」です。コマンド「afterimage restore」で元に戻せます。} other {「backups」フォルダーに控えがありません。コマンド「afterimage restore」で別の場所の控えから元に戻せます。}}',
  'error.catalog-missing':
    'このライブラリのカタログがありません。{copy, select, some {最新の控えは「{snapshot}」です。コマンド「afterimage restore」で元に戻せます。} other {「backups」フォルダーに控えがありません。コマンド「afterimage restore」で別の場所の控えから元に戻せます。}}',
  'error.catalog-empty':
    '使われていたライブラリなのに、カタログが空です。{copy, select, some {最新の控えは「{snapshot}」です。コマンド「afterimage restore」で元に戻せます。} other {「backups」フォルダーに控えがありません。コマンド「afterimage restore」で別の場所の控えから元に戻せます。}}',
  'error.edits-missing':
    '最後の変更がカタログにありません。変更を保持していたファイルが失われたか破損しました。{copy, select, some {最新の控えは「{snapshot}」です。コマンド「afterimage restore」で元に戻せます。} other {「backups」フォルダーに控えがありません。コマンド「afterimage restore」で別の場所の控えから元に戻せます。}}',
  'error.file-exists': 'この名前のファイルがすでにあります。別の名前を選んでください。',
  'error.backup-damaged': 'このバックアップは不完全か破損しています。何も変更していません。',
  'error.backup-foreign': 'これは Afterimage のバックアップではありません。何も変更していません。',
  'error.backup-newer':
    'このバックアップは新しいバージョンの Afterimage で作成されました。新しいバージョンをお使いください。',
  'error.catalog-newer': 'このライブラリは、より新しい Afterimage で使われました。新しい版を使ってください。',
  'error.catalog-foreign':
    'このフォルダーにあるのは別のプログラムのデータベースで、Afterimage のライブラリではありません。',
  'error.disk-full': 'ライブラリのあるディスクがいっぱいです。空きができるまで何も変更できません。',
  'error.thread-ended': 'Afterimageの一部が予期せず停止したため、再起動しました。もう一度試してください。',
  'error.edit-unconfirmed':
    'Afterimageの変更を保存する部分が予期せず停止したため、再起動しました。直前の変更が残っているか確認し、なければもう一度行ってください。',
  'error.work-interrupted':
    'Afterimageの一部が予期せず停止しました。そこまでの内容は保存されています。もう一度始めると続きから再開します。',
  'error.library-unwritable':
    '{why, select, folder {このライブラリには書き込めません。すべて見ることはできますが、変更は保存されません。} other {Afterimageのライブラリに書き込む部分が何度も停止しました。ライブラリの閲覧はできます。変更するには、Afterimageを終了して起動し直してください。}}',
  'error.unreadable': '読み込めませんでした。ドライブが接続されているか、開く権限があるかを確認してください。',
  'error.not-readable': 'このフォルダーを読み込めません。開く権限がない可能性があります。',
  'error.folder-unusable': 'このフォルダーには書き込めません。別のフォルダーを選んでください。',
  'error.same-place': '取り込み元はすでにこの場所にあります。',
  'error.query-not-understood': '検索の「{word}」を解釈できないため、何も変更していません。',
  'error.beside-originals':
    'このフォルダーはライブラリの取り込み元に含まれています。元のファイルの隣には何も書き込みません。別のフォルダーを選んでください。',
  'error.library-among-originals':
    'ライブラリが元のファイルの中に置かれることになりますが、Afterimage は元のファイルの隣に何も書き込みません。ライブラリには別のフォルダーを選んでください。',
  'error.unknown-id': 'この作品は、今の結果にはもうありません。',
  'error.unknown-tag': 'タグ「{name}」はありません。',
  'error.unknown-collection': 'コレクション「{name}」はありません。',
  'error.unknown-search': '保存した検索「{name}」はありません。',
  'error.tag-exists': 'タグ「{name}」はすでにあります。',
  'error.tag-inside-itself': '「{name}」は自分自身の下には移せず、自分の下位のタグと一つにもできません。',
  'error.alias-exists': '「{name}」はすでに「{tag}」の別名です。先にその別名を外してください。',
  'error.collection-exists': 'コレクション「{name}」はすでにあります。別の名前にしてください。',
  'error.collection-smart':
    '「{name}」はスマートコレクションです。検索で見つかるものが入り、独自の並び順はありません。代わりに検索を変更してください。',
  'error.collection-by-hand': '「{name}」は手で集めたコレクションで、変更できる検索がありません。',
  'error.search-exists': '保存した検索「{name}」はすでにあります。別の名前にしてください。',
  'error.stack-too-small': 'スタックには二つ以上の作品が必要です。',
  'error.not-words':
    'これは言葉のファイルではありません。「言葉を持ち運ぶ」で書き出した JSON か CSV だけを取り込めます。',
  'error.words-newer': 'このファイルは、より新しい Afterimage で書かれました。新しい版を使ってください。',
  'error.words-unreadable':
    'このファイルは破損しています。JSON が途中で終わっているか、正しくありません。何も変更していません。',
  'error.port-busy': 'このポートは使用中です。別のポートを選んでください。',
  'error.port-forbidden': 'このアカウントではこのポートを使えません。1023 より大きいものを選んでください。',
  'error.bad-host': 'これはこのコンピューターのアドレスではありません。',
};
