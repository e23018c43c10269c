/** The one folding of texts and names: what a search overlooks, and which names are the same name. */

/**
 * Removes the differences that a search ignores: width and compatibility forms (NFKC), case, accents, forms of the
 * apostrophe, Arabic and Persian forms of a letter, the digits of other scripts, and invisible characters. Voiced kana,
 * Hangul syllables and the vowel signs of Indic scripts are not accents and stay.
 */
export function fold(text: string): string {
  if (PLAIN.test(text)) return text.toLowerCase();
  return (
    text
      // First: NFKC makes a space with an accent of some of them.
      .replace(APOSTROPHES, "'")
      .normalize('NFKC')
      .toLowerCase()
      .normalize('NFD')
      .replace(WEIGHTLESS, '')
      .replace(ODD_LETTERS, plainLetter)
      .normalize('NFC')
  );
}

/** A name or prompt folded for comparison: as {@link fold}, and white space does not matter. */
export function foldText(text: string): string {
  return fold(text).replace(/\s+/gu, ' ').trim();
}

/** ASCII without the grave accent, which people type as an apostrophe. */
const PLAIN = /^[\0-_a-\x7f]*$/;

/** The signs that people and programs write for an apostrophe, and letters that look like one, as in Hawaiʻi. */
const APOSTROPHES = /[`´ʹ\u02bb-\u02bfˈˊˋ՚׳\u1fbd\u1fbf‘’‛′‵\ua78b\ua78c＇｀]/g;

/** Combining marks of Latin, Greek, Cyrillic, Hebrew and Arabic, and marks that enclose symbols. */
const ACCENTS =
  '\\u0300-\\u036f\\u1ab0-\\u1aff\\u1dc0-\\u1dff\\ufe20-\\ufe2f\\u0591-\\u05bd\\u05bf\\u05c1-\\u05c2\\u05c4-\\u05c5\\u05c7\\u064b-\\u065f\\u0670\\u20d0-\\u20ff';
/** Soft hyphens, joiners, marks of direction, variation selectors, fillers; and the tatweel, which only stretches a word. */
const INVISIBLE = '\\p{Cf}\\p{Default_Ignorable_Code_Point}\\u0640';

/** A class of characters for patterns with the flag `u`: those that folding leaves out. */
export const WEIGHTLESS_CLASS: string = `${ACCENTS}${INVISIBLE}`;
const WEIGHTLESS = new RegExp(`[${WEIGHTLESS_CLASS}]`, 'gu');

/** Letters that Unicode does not decompose to a plain letter; Arabic letters by the form of the Arabic language. */
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
  '\u0671': '\u0627', // alef wasla
  '\u0672': '\u0627',
  '\u0673': '\u0627',
  '\u0629': '\u0647', // teh marbuta: heh
  '\u06c3': '\u0647',
  '\u06be': '\u0647', // other forms of heh
  '\u06c1': '\u0647',
  '\u06d5': '\u0647',
  '\u0649': '\u064a', // alef maksura, Persian yeh: yeh
  '\u06cc': '\u064a',
  '\u06a9': '\u0643', // Persian kaf: kaf
  '\u06aa': '\u0643',
};
const ODD_LETTERS = new RegExp(`[${Object.keys(PLAIN_LETTERS).join('')}]|(?![0-9])\\p{Nd}`, 'gu');
const plainLetter = (letter: string): string => PLAIN_LETTERS[letter] ?? digitOf(letter);

/** The ASCII digit of a digit. Unicode lists the digits of a script in a row, beginning with zero. */
function digitOf(digit: string): string {
  const code = digit.codePointAt(0) as number;
  let zero = code;
  while (/^\p{Nd}$/u.test(String.fromCodePoint(zero - 1))) zero -= 1;
  return String((code - zero) % 10);
}
