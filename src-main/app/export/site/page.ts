/** The page of an exported gallery: its markup, its styles, and its words in three languages. */

/** Nothing but files beside the page, and no connections: `file:` is where a page from disk comes from. */
const POLICY = [
  "default-src 'none'",
  "script-src 'self' file:",
  "style-src 'self' file:",
  "img-src 'self' file:",
  "media-src 'self' file:",
  "base-uri 'none'",
  "form-action 'none'",
].join('; ');

export const PAGE = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${POLICY}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="no-referrer">
<meta name="generator" content="Afterimage">
<title>Afterimage</title>
<link rel="stylesheet" href="gallery/gallery.css">
</head>
<body>
<header>
<h1 id="heading">Afterimage</h1>
<input id="search" type="search" autocomplete="off" spellcheck="false">
<span id="count" role="status"></span>
<select id="language"><option value="en">English</option><option value="zh-CN">简体中文</option><option value="ja">日本語</option></select>
<nav id="tags" class="tags"></nav>
</header>
<main>
<p id="nothing"></p>
<div id="grid" role="group"></div>
</main>
<dialog id="viewer">
<div class="frame">
<div id="stage"></div>
<aside id="facts"></aside>
<button type="button" id="previous">‹</button>
<button type="button" id="next">›</button>
<button type="button" id="close">×</button>
</div>
</dialog>
<noscript>This gallery needs JavaScript. The files themselves are in the folder “media”.</noscript>
<script src="gallery/gallery.js"></script>
<script src="gallery/data.js"></script>
</body>
</html>
`;

export const STYLES = `:root {
  color-scheme: light dark;
  --ground: light-dark(#fafaf9, #111113);
  --raised: light-dark(#ffffff, #1b1b1f);
  --ink: light-dark(#1c1b1a, #ededf0);
  --faint: light-dark(#5f5c58, #a3a3ad);
  --line: light-dark(#dedbd6, #333339);
  --accent: light-dark(#7a3e12, #f0b07a);
}
* { box-sizing: border-box; }
body { margin: 0; background: var(--ground); color: var(--ink); font: 15px/1.5 system-ui, "Noto Sans CJK SC", "Noto Sans CJK JP", sans-serif; }
header { position: sticky; top: 0; z-index: 1; display: flex; flex-wrap: wrap; gap: 8px 12px; align-items: center; padding: 12px 16px;
  background: var(--ground); border-bottom: 1px solid var(--line); }
h1 { margin: 0; font-size: 17px; font-weight: 650; }
input, select, button { font: inherit; color: inherit; }
#search { flex: 1; min-width: 160px; max-width: 560px; padding: 7px 12px; border: 1px solid var(--line); border-radius: 8px; background: var(--raised); }
#count { color: var(--faint); font-variant-numeric: tabular-nums; }
#language { margin-left: auto; padding: 6px; border: 1px solid var(--line); border-radius: 8px; background: var(--raised); }
.tags { display: flex; flex-wrap: wrap; gap: 6px; }
#tags { flex-basis: 100%; max-height: 66px; overflow: auto; }
#tags:empty { display: none; }
.tag { padding: 2px 10px; border: 1px solid var(--line); border-radius: 99px; background: var(--raised); cursor: pointer; overflow-wrap: anywhere; }
.tag[aria-pressed="true"] { border-color: var(--accent); color: var(--accent); }
:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; }
main { padding: 12px 16px; }
#nothing { margin: 0; color: var(--faint); }
#grid { position: relative; }
.cell { position: absolute; padding: 0; overflow: hidden; border: 0; border-radius: 6px; background: var(--raised); cursor: pointer; text-align: start; }
.cell img { width: 100%; height: 100%; object-fit: cover; display: block; }
.cell .words { position: absolute; inset: 0; padding: 10px; overflow: hidden; border: 1px solid var(--line); border-radius: 6px; color: var(--faint);
  font-size: 13px; overflow-wrap: anywhere; }
.badge, .heart { position: absolute; bottom: 6px; padding: 0 6px; border-radius: 4px; background: #000b; color: #fff; font-size: 12px; }
.badge { right: 6px; }
.heart { left: 6px; }
dialog { width: 100vw; height: 100vh; height: 100dvh; max-width: none; max-height: none; padding: 0; border: 0; background: var(--ground); color: var(--ink); }
.frame { display: grid; grid-template-columns: minmax(0, 1fr) minmax(240px, 340px); height: 100%; }
#stage { display: flex; flex-direction: column; align-items: center; justify-content: center; min-height: 0; height: 100%; padding: 12px; background: light-dark(#eceae7, #000); }
#stage video, #stage img { max-width: 100%; max-height: 100%; min-height: 0; object-fit: contain; }
#stage .words { max-width: 60ch; white-space: pre-wrap; overflow-wrap: anywhere; overflow: auto; }
#facts { padding: 56px 16px 16px; overflow: auto; border-left: 1px solid var(--line); }
#facts h2 { margin: 0 0 8px; font-size: 17px; overflow-wrap: anywhere; }
.prompt { white-space: pre-wrap; overflow-wrap: anywhere; margin: 0 0 12px; }
dl { display: grid; grid-template-columns: auto 1fr; gap: 4px 12px; margin: 0 0 12px; }
dt { color: var(--faint); }
dd { margin: 0; overflow-wrap: anywhere; white-space: pre-wrap; }
.files a { display: block; color: var(--accent); overflow-wrap: anywhere; }
#close, #previous, #next { position: absolute; width: 40px; height: 40px; border: 1px solid var(--line); border-radius: 50%; background: var(--raised);
  font-size: 22px; line-height: 1; cursor: pointer; }
#close { top: 10px; right: 12px; }
#previous, #next { top: calc(50% - 20px); left: 12px; }
#next { left: auto; right: calc(clamp(240px, 340px, 100%) + 12px); }
button:disabled { opacity: 0.35; cursor: default; }
@media (max-width: 700px) {
  .frame { grid-template-columns: 1fr; grid-template-rows: minmax(0, 3fr) minmax(0, 2fr); }
  #facts { padding-top: 12px; border-left: 0; border-top: 1px solid var(--line); }
  #next { right: 12px; }
  #previous, #next { top: 30%; }
}
`;

export const TEXTS = {
  en: {
    title: 'Gallery',
    search: 'Search prompts, tags, notes',
    language: 'Language',
    items: 'Items',
    tags: 'Tags',
    count: '{n} items',
    one: '{n} item',
    nothing: 'Nothing found.',
    close: 'Close',
    previous: 'Previous',
    next: 'Next',
    unplayable: 'This browser cannot play this video. The file is linked beside it.',
    shot: 'Shot {n}',
    date: 'Made',
    model: 'Model',
    author: 'Author',
    size: 'Size',
    rating: 'Rating',
    collections: 'Collections',
    note: 'Note',
    id: 'Id',
  },
  'zh-CN': {
    title: '图库',
    search: '搜索提示词、标签、备注',
    language: '语言',
    items: '项目',
    tags: '标签',
    count: '{n} 个项目',
    one: '{n} 个项目',
    nothing: '没有找到。',
    close: '关闭',
    previous: '上一个',
    next: '下一个',
    unplayable: '此浏览器无法播放这个视频。旁边有文件链接。',
    shot: '镜头 {n}',
    date: '生成时间',
    model: '模型',
    author: '作者',
    size: '尺寸',
    rating: '评分',
    collections: '收藏集',
    note: '备注',
    id: '标识',
  },
  ja: {
    title: 'ギャラリー',
    search: 'プロンプト、タグ、メモを検索',
    language: '言語',
    items: '項目',
    tags: 'タグ',
    count: '{n} 件',
    one: '{n} 件',
    nothing: '見つかりませんでした。',
    close: '閉じる',
    previous: '前へ',
    next: '次へ',
    unplayable: 'このブラウザーではこの動画を再生できません。横にファイルへのリンクがあります。',
    shot: 'ショット {n}',
    date: '作成日時',
    model: 'モデル',
    author: '作者',
    size: 'サイズ',
    rating: '評価',
    collections: 'コレクション',
    note: 'メモ',
    id: 'ID',
  },
} as const;
