/** What a person types, in three languages: every beginning of every query is a keystroke. */

const TYPED = [
  'paper dragon lantern',
  'slow motion close-up',
  'cinematic neon rain',
  '雨夜的龙',
  '自己的家',
  'ガラスの夜',
  'ドラゴン',
  '人の心',
];

export const STROKES: readonly string[] = TYPED.flatMap((text) =>
  Array.from(text, (_, at) =>
    Array.from(text)
      .slice(0, at + 1)
      .join(''),
  ),
);

export const FILTERED = [
  'paper type:video',
  'dragon rating:>=3',
  'a -tag:mood',
  '的 date:2025-03',
  'camera OR film has:audio',
  '@ada model:sora-2',
  'is:untagged the',
];

/** Words that the library does not hold, each a slip away from one that it does; the last a nonsense. */
export const MISSPELT = [
  'dragno ',
  'lantren ',
  'cinemtaic ',
  'paper drgaon ',
  'ligthhouse ',
  '"slow motoin"',
  '自己的家夜雨 ',
  'xqzzvw ',
];
