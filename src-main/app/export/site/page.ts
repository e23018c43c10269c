/** The page of an exported gallery: its markup, its styles, and its words in three languages. */

/** Allows only files beside the page, and no connections. `file:` is needed for a page that is opened from disk. */
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

export const STYLES = `/* The colours and proportions of Afterimage itself. */
:root {
  color-scheme: light dark;
  --ground: light-dark(#fbfbfa, #151517);
  --raised: light-dark(#ffffff, #1b1b1e);
  --quiet: light-dark(#f0f0ed, #26262a);
  --empty: light-dark(#ebebe8, #222226);
  --ink: light-dark(#1d1d1f, #ececee);
  --faint: light-dark(#5a5a60, #b2b2b9);
  --line: light-dark(#e6e6e3, #2b2b30);
  --accent: light-dark(#2f5bd7, #8aa8ff);
  --chosen: light-dark(#e9eefc, #24304f);
}
* { box-sizing: border-box; }
body { margin: 0; background: var(--ground); color: var(--ink);
  font: 13px/1.5 "Inter Variable", Inter, system-ui, -apple-system, "Segoe UI", "PingFang SC", "Hiragino Sans", "Microsoft YaHei", "Noto Sans CJK SC", sans-serif; }
header { position: sticky; top: 0; z-index: 2; display: flex; flex-wrap: wrap; gap: 10px 16px; align-items: center; padding: 10px 24px;
  background: var(--raised); border-bottom: 1px solid var(--line); }
h1 { margin: 0; font-size: 15px; font-weight: 600; letter-spacing: -0.01em; }
input, select, button { font: inherit; color: inherit; }
#search { flex: 1; min-width: 160px; max-width: 560px; height: 32px; padding: 0 12px; border: 1px solid var(--line); border-radius: 8px; background: var(--ground); }
#count { color: var(--faint); font-variant-numeric: tabular-nums; }
#language { margin-left: auto; height: 30px; padding: 0 6px; border: 0; border-radius: 6px; background: var(--raised); color: var(--faint); }
#language:hover { background: var(--quiet); }
.tags { display: flex; flex-wrap: wrap; gap: 6px; }
#tags { flex-basis: 100%; max-height: 60px; overflow: auto; }
#tags:empty { display: none; }
.tag { padding: 1px 9px; border: 1px solid transparent; border-radius: 99px; background: var(--quiet); color: var(--faint); font-size: 12px; cursor: pointer; overflow-wrap: anywhere; }
.tag:hover { color: var(--ink); }
.tag[aria-pressed="true"] { border-color: var(--accent); background: var(--chosen); color: var(--ink); }
:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; }
main { padding: 4px 24px 48px; }
#nothing { margin: 0; color: var(--faint); }
#nothing:not(:empty) { padding: 48px 0; text-align: center; }
#grid { position: relative; }
.month { position: absolute; left: 0; margin: 0; font-size: 15px; font-weight: 600; line-height: 48px; letter-spacing: -0.01em; }
.cell { position: absolute; padding: 0; overflow: hidden; border: 0; border-radius: 4px; background: var(--empty); cursor: pointer; text-align: start; }
.cell img { width: 100%; height: 100%; object-fit: cover; display: block; }
.cell .words { position: absolute; inset: 0; padding: 12px; overflow: hidden; color: var(--faint); overflow-wrap: anywhere; }
.badge, .heart { position: absolute; bottom: 6px; padding: 0 5px; border-radius: 4px; background: #000000ad; color: #fff; font-size: 12px; line-height: 16px;
  font-variant-numeric: tabular-nums; }
.badge { right: 6px; }
.heart { left: 6px; }
dialog { width: 100vw; height: 100vh; height: 100dvh; max-width: none; max-height: none; padding: 0; border: 0; background: var(--raised); color: var(--ink); }
.frame { display: grid; grid-template-columns: minmax(0, 1fr) minmax(240px, 328px); height: 100%; }
#stage { display: flex; flex-direction: column; align-items: center; justify-content: center; min-height: 0; height: 100%; padding: 16px 64px; background: light-dark(#f0f0ed, #0b0b0c); }
#stage video, #stage img { max-width: 100%; max-height: 100%; min-height: 0; object-fit: contain; }
#stage .words { max-width: 60ch; font-size: 15px; line-height: 1.55; white-space: pre-wrap; overflow-wrap: anywhere; overflow: auto; }
#facts { padding: 60px 20px 20px; overflow: auto; border-left: 1px solid var(--line); }
#facts h2 { margin: 0 0 8px; font-size: 20px; line-height: 1.3; letter-spacing: -0.012em; overflow-wrap: anywhere; }
.prompt { margin: 0 0 16px; font-size: 15px; line-height: 1.55; white-space: pre-wrap; overflow-wrap: anywhere; }
dl { display: grid; grid-template-columns: auto 1fr; gap: 6px 16px; margin: 0 0 16px; }
dt { color: var(--faint); }
dd { margin: 0; overflow-wrap: anywhere; white-space: pre-wrap; }
.files a { display: block; color: var(--accent); overflow-wrap: anywhere; }
#close, #previous, #next { position: absolute; width: 36px; height: 36px; border: 0; border-radius: 50%; background: var(--quiet);
  font-size: 20px; line-height: 1; cursor: pointer; }
#close { top: 12px; right: 14px; }
#previous, #next { top: calc(50% - 18px); left: 14px; }
#next { left: auto; right: calc(clamp(240px, 328px, 100%) + 14px); }
button:disabled { opacity: 0.35; cursor: default; }
@media (max-width: 700px) {
  header { padding: 10px 12px; }
  main { padding: 4px 12px 32px; }
  .frame { grid-template-columns: 1fr; grid-template-rows: minmax(0, 3fr) minmax(0, 2fr); }
  #stage { padding: 12px; }
  #facts { padding-top: 16px; border-left: 0; border-top: 1px solid var(--line); }
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
    undated: 'Without a date',
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
    undated: '没有日期',
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
    undated: '日付なし',
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
