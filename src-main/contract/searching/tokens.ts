/** Splits texts into tokens, for the full-text index, the queries and the marks on hits. */
import { fold, WEIGHTLESS_CLASS } from './fold.ts';
import { JOINED, JOINTS, openJoiner } from './joined-words.ts';

/**
 * The kind of a token. `word`: letters and digits of a script with spaces between words. `alone`: one character of a
 * script without spaces (Han, kana, Hangul, Thai …); a longer word is a phrase of such tokens. `symbol`: an emoji or
 * sign. `break`: punctuation that a phrase cannot cross; it appears only between two other tokens.
 */
export type TokenKind = 'word' | 'alone' | 'symbol' | 'break';

/** One token, folded (width, case, accents), with its place in the text: [start, end) in UTF-16 units. */
export interface Token {
  readonly text: string;
  readonly kind: TokenKind;
  readonly start: number;
  readonly end: number;
}

/** The token for punctuation. It is from the private use area, which texts cannot bring in (see {@link classify}). */
export const BREAK = '\ue000';

/** Only the first 64 UTF-16 units of a word count: a megabyte of base64 is not a useful word. */
export const LONGEST_WORD = 64;

type Emit = (text: string, kind: TokenKind, start: number, end: number) => void;

/**
 * Calls `emit` for every token of `text`, in order. `emitJoined` gets words with a hyphen or an apostrophe between them
 * as one word, which ends with {@link JOINED}.
 */
export function eachToken(
  text: string,
  emit: Emit,
  emitJoined: (text: string, start: number, end: number) => void = () => {},
): void {
  let word = '';
  let wordStart = 0;
  let wordEnd = 0;
  let previous: TokenKind | null = null;
  let spaced = false;
  let punctuated = false;
  let joint = '';
  const joiner = openJoiner((joined, start, end) => emitJoined(joined.slice(0, LONGEST_WORD) + JOINED, start, end));

  const gap = (next: TokenKind, at: number): void => {
    const joined = !spaced && previous === 'word' && next === 'word';
    if (punctuated && previous !== null && !joined) emit(BREAK, 'break', at, at);
    joiner.follow(joined ? joint : '');
    spaced = false;
    punctuated = false;
    joint = '';
    previous = next;
  };
  const endWord = (): void => {
    if (word === '') return;
    emit(word, 'word', wordStart, wordEnd);
    joiner.add(word, wordStart, wordEnd);
    word = '';
  };
  const take = (char: string, kind: number, start: number, end: number): void => {
    if (kind === WORD) {
      if (word === '') {
        gap('word', start);
        wordStart = start;
      }
      if (word.length + char.length <= LONGEST_WORD) word += char;
      wordEnd = end;
      return;
    }
    endWord();
    if (kind === SPACE) spaced = true;
    else if (kind === PUNCTUATION) {
      joint = !punctuated && JOINTS.includes(char) ? char : '';
      punctuated = true;
    } else {
      const name = kind === ALONE ? 'alone' : 'symbol';
      gap(name, start);
      emit(char, name, start, end);
    }
  };

  for (let at = 0; at < text.length; ) {
    const code = text.charCodeAt(at);
    if (code < 0x80) {
      take(ASCII_FOLDED[code] as string, ASCII_KINDS[code] as number, at, at + 1);
      at += 1;
      continue;
    }
    CLUSTER.lastIndex = at;
    const cluster = CLUSTER.exec(text)?.[0] ?? (text[at] as string);
    const end = at + cluster.length;
    const folded = foldCluster(cluster);
    if (code === HALF_SPACE && ENDS_ARABIC.test(word)) take(HYPHEN, PUNCTUATION, at, end);
    else if (folded.length === 0 && word !== '') wordEnd = end;
    for (const [char, kind] of folded) take(char, kind, at, end);
    at = end;
  }
  endWord();
}

/** The tokens of `text`, in order. */
export function tokensOf(text: string): readonly Token[] {
  const tokens: Token[] = [];
  eachToken(text, (token, kind, start, end) => tokens.push({ text: token, kind, start, end }));
  return tokens;
}

const SPACE = 0;
const WORD = 1;
const ALONE = 2;
const SYMBOL = 3;
const PUNCTUATION = 4;

const HYPHEN = '-';
/** The zero-width non-joiner: between Arabic letters it separates the parts of a word, visibly, as a hyphen does. */
const HALF_SPACE = 0x200c;
const ENDS_ARABIC = /[\u0620-\u06ff]$/;

/**
 * A group that is folded together: a Hangul syllable written as jamo, or a character with its marks (at most 8), with
 * the invisible characters between them.
 */
const CLUSTER = new RegExp(
  '(?:[\u1100-\u1112](?:X){0,2}[\u1161-\u1175](?:X){0,2}[\u11a8-\u11c2]?|[^])(?:X|[\\p{M}\uff9e\uff9f]){0,8}'.replaceAll(
    'X',
    `(?!\u200c)[${WEIGHTLESS_CLASS}]`,
  ),
  'uy',
);

/** Scripts written without spaces between words. */
const UNSPACED =
  /^[[\p{scx=Han}\p{scx=Hiragana}\p{scx=Katakana}\p{scx=Hangul}\p{scx=Bopomofo}\p{scx=Thai}\p{scx=Lao}\p{scx=Khmer}\p{scx=Myanmar}]&&[\p{L}\p{M}\p{N}]]$/v;

/**
 * The kind of one folded character. The private use area counts as punctuation, because its beginning has other uses
 * here.
 */
function classify(char: string): number {
  if (/^[\s\p{Cc}]$/u.test(char)) return SPACE;
  if (UNSPACED.test(char)) return ALONE;
  if (/^[\p{L}\p{N}\p{M}]$/u.test(char)) return WORD;
  return /^[\p{S}\p{Extended_Pictographic}]$/u.test(char) ? SYMBOL : PUNCTUATION;
}

/** Moves ASCII signs into the private use area: SQLite's `ascii` tokenizer treats all other characters as letters. */
const signToken = (char: string): string => (char < '\x80' ? String.fromCharCode(0xe000 + char.charCodeAt(0)) : char);

const ascii = Array.from({ length: 0x80 }, (_, code) => fold(String.fromCharCode(code)));
const ASCII_KINDS: readonly number[] = ascii.map(classify);
const ASCII_FOLDED: readonly string[] = ascii.map((char, code) =>
  ASCII_KINDS[code] === SYMBOL ? signToken(char) : char,
);

type Folded = readonly (readonly [char: string, kind: number])[];
const foldedClusters = new Map<string, Folded>();
const REMEMBERED_CLUSTERS = 50_000;

/** Folds one cluster into its characters with their kinds; results are cached. */
function foldCluster(cluster: string): Folded {
  const known = foldedClusters.get(cluster);
  if (known) return known;
  const folded: Folded = Array.from(fold(cluster), (char) => {
    const kind = classify(char);
    return [kind === SYMBOL ? signToken(char) : char, kind] as const;
  });
  if (foldedClusters.size >= REMEMBERED_CLUSTERS) foldedClusters.clear();
  foldedClusters.set(cluster, folded);
  return folded;
}
