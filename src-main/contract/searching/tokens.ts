/** Splits texts into tokens, for the full-text index, the queries and the marks on hits. */

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

/** Calls `emit` for every token of `text`, in order. */
export function eachToken(
  text: string,
  emit: (text: string, kind: TokenKind, start: number, end: number) => void,
): void {
  let word = '';
  let wordStart = 0;
  let wordEnd = 0;
  let previous: TokenKind | null = null;
  let spaced = false;
  let punctuated = false;

  const gap = (next: TokenKind, at: number): void => {
    const joined = !spaced && previous === 'word' && next === 'word';
    if (punctuated && previous !== null && !joined) emit(BREAK, 'break', at, at);
    spaced = false;
    punctuated = false;
    previous = next;
  };
  const endWord = (): void => {
    if (word === '') return;
    emit(word, 'word', wordStart, wordEnd);
    word = '';
  };
  const take = (char: string, kind: number, start: number, end: number): void => {
    if (kind === IGNORED) {
      if (word !== '') wordEnd = end;
      return;
    }
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
    else if (kind === PUNCTUATION) punctuated = true;
    else {
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
    for (const [char, kind] of foldCluster(cluster)) take(char, kind, at, at + cluster.length);
    at += cluster.length;
  }
  endWord();
}

/** The tokens of `text`, in order. */
export function tokensOf(text: string): readonly Token[] {
  const tokens: Token[] = [];
  eachToken(text, (token, kind, start, end) => tokens.push({ text: token, kind, start, end }));
  return tokens;
}

/**
 * Removes the differences that a search ignores: width and compatibility forms (NFKC), case, accents. Voiced kana,
 * Hangul syllables and the vowel signs of Indic scripts are not accents and stay.
 */
export function fold(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .normalize('NFD')
    .replace(ACCENTS, '')
    .normalize('NFC')
    .replace(ODD_LETTERS, plainLetter);
}

const SPACE = 0;
const WORD = 1;
const ALONE = 2;
const SYMBOL = 3;
const PUNCTUATION = 4;
const IGNORED = 5;

/** Combining marks of Latin, Greek, Cyrillic, Hebrew and Arabic, and marks that enclose symbols. */
const ACCENTS =
  /[\u0300-\u036f]|[\u1ab0-\u1aff]|[\u1dc0-\u1dff]|[\ufe20-\ufe2f]|[\u0591-\u05bd]|\u05bf|[\u05c1-\u05c2]|[\u05c4-\u05c5]|\u05c7|[\u064b-\u065f]|\u0670|[\u20d0-\u20ff]/g;

/** Letters that Unicode does not decompose to a plain letter. */
const PLAIN_LETTERS: Readonly<Record<string, string>> = {
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  ø: 'o',
  đ: 'd',
  ð: 'd',
  ł: 'l',
  ħ: 'h',
  ı: 'i',
  þ: 'th',
  ς: 'σ',
  ʼ: "'",
};
const ODD_LETTERS = /[ßæœøđðłħıþςʼ]/g;
const plainLetter = (letter: string): string => PLAIN_LETTERS[letter] ?? letter;

/** A group that is folded together: a Hangul syllable written as jamo, or a character with its marks (at most 8). */
const CLUSTER = /(?:[\u1100-\u1112][\u1161-\u1175][\u11a8-\u11c2]?|[\s\S])[\p{M}\uff9e\uff9f]{0,8}/uy;

/** Scripts written without spaces between words. */
const UNSPACED =
  /^[[\p{scx=Han}\p{scx=Hiragana}\p{scx=Katakana}\p{scx=Hangul}\p{scx=Bopomofo}\p{scx=Thai}\p{scx=Lao}\p{scx=Khmer}\p{scx=Myanmar}]&&[\p{L}\p{M}\p{N}]]$/v;
const INVISIBLE = /^(?:\p{Cf}|[\ufe00-\ufe0f]|[\u{e0100}-\u{e01ef}])$/u;

/**
 * The kind of one folded character. The private use area counts as punctuation, because its beginning has other uses
 * here.
 */
function classify(char: string): number {
  if (/^[\s\p{Cc}\u200b]$/u.test(char)) return SPACE;
  if (INVISIBLE.test(char) || char.search(ACCENTS) === 0) return IGNORED;
  if (UNSPACED.test(char)) return ALONE;
  if (/^[\p{L}\p{N}\p{M}]$/u.test(char)) return WORD;
  return /^[\p{S}\p{Extended_Pictographic}]$/u.test(char) ? SYMBOL : PUNCTUATION;
}

/** Moves ASCII signs into the private use area: SQLite's `ascii` tokenizer treats all other characters as letters. */
const signToken = (char: string): string => (char < '\x80' ? String.fromCharCode(0xe000 + char.charCodeAt(0)) : char);

const ascii = Array.from({ length: 0x80 }, (_, code) => String.fromCharCode(code));
const ASCII_KINDS: readonly number[] = ascii.map(classify);
const ASCII_FOLDED: readonly string[] = ascii.map((char, code) =>
  ASCII_KINDS[code] === SYMBOL ? signToken(char) : char.toLowerCase(),
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
