/**
 * Finds the words of Japanese texts with ICU's dictionary, for the list of frequent words. The text index does not use
 * it.
 */
import { fold } from '../../../contract/searching/fold.ts';

const KANA = /[\u3041-\u3096\u30a1-\u30fa]/;

/** Whether a text is Japanese: only Japanese uses kana. */
export const hasKana = (text: string): boolean => KANA.test(text.normalize('NFKC'));

/** Particles, auxiliaries and other words without a meaning of their own. Shorter ones are excluded by their length. */
const EMPTY: ReadonlySet<string> = new Set(
  `から まで より だけ ほど など ので のに です ます した して いる ある なる する こと もの よう ため この その あの どの これ それ あれ どれ
   ここ そこ あそこ また とも には では への との でも しか ばかり くらい ぐらい ながら ように ような そして しかし さらに とても すべて
   ところ とき なか うえ した まま ほか みたい らしい そう れる られる せる させる ない なく いく くる しまう おく みる もらう くれる あげる
   できる よる おける について として という といった とともに によって にわたって 中 上 下 前 後 方 様 的 時 間 一 二 三 人 様子 感じ`
    .trim()
    .split(/\s+/),
);
/** Endings: the part before them is not a whole word. */
const ENDINGS: ReadonlySet<string> = new Set(
  'て た で だ ない なかっ なく ます まし ませ れ れる られ られる せ せる させ させる ば う よう たい たく ん ながら つつ そう'.split(
    ' ',
  ),
);

/** A single Han character before one of these is a word. Before other hiragana it is the beginning of a verb. */
const PARTICLES: ReadonlySet<string> = new Set(
  'の が を に は も と で へ や か な から まで より だけ など として'.split(' '),
);

const KATAKANA_WORD = /^[\u30a1-\u30faー]{2,}$/;
const HIRAGANA = /^[\u3041-\u3096ー]+$/;
const HAN = /[\p{Script=Han}々]/u;
const UNSPACED = /^[\p{Script=Han}々\u3041-\u3096\u30a1-\u30faー]+$/u;

let segmenter: Intl.Segmenter | null = null;

/**
 * Calls `emit` for the meaningful words of a Japanese text, folded like the text index: katakana, Han characters,
 * hiragana of three characters and more, and verbs and adjectives in dictionary form. Words in Latin letters follow the
 * rules of the text index instead.
 */
export function eachJapaneseWord(text: string, emit: (word: string) => void): void {
  segmenter ??= new Intl.Segmenter('ja', { granularity: 'word' });
  let before = '';
  for (const { segment } of segmenter.segment(fold(text))) {
    if (isWord(before, segment)) emit(before);
    before = segment;
  }
  if (isWord(before, '')) emit(before);
}

function isWord(segment: string, next: string): boolean {
  if (EMPTY.has(segment) || !UNSPACED.test(segment)) return false;
  if (KATAKANA_WORD.test(segment)) return true;
  if (HIRAGANA.test(segment)) return segment.length > 2;
  if (!HAN.test(segment)) return false;
  if (segment.length === 1) return !HIRAGANA.test(next) || PARTICLES.has(next);
  return !ENDINGS.has(next) || HAN.test(segment.at(-1) as string);
}
