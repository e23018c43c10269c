/**
 * Judges how plausible a decoded name is in a language. The right one of several decodings is the one that costs least:
 * its letters are frequent, and its words have one script and a usual case.
 */
import { decoderOf } from './code-pages.ts';
import { CHINESE, JAPANESE, KOREAN, TRADITIONAL } from './frequent-letters.ts';

export type Language = 'any' | 'alphabet' | 'japanese' | 'chinese' | 'taiwanese' | 'korean';
type EastAsian = Exclude<Language, 'any' | 'alphabet'>;

/** The cost of all characters beyond ASCII: about the negative logarithm of their probability. `any`: text of Unicode. */
export function costOf(text: string, language: Language): number {
  let cost = 0;
  let before: Letter | null = null;
  for (const char of text) {
    const letter = letterOf(char);
    if (char > '\x7f') cost += charCost(char, letter, before, language);
    cost += seamCost(before, letter);
    before = letter;
  }
  return cost;
}

function charCost(char: string, letter: Letter | null, before: Letter | null, language: Language): number {
  if (language === 'alphabet') return alphabetCost(char, letter, before);
  if (language !== 'any') return eastAsianCost(char, letter, language);
  if (/^[\p{M}\p{Emoji}\u200d]$/u.test(char)) return 4;
  if (char.length > 1) return 2 * ODD;
  return letter && EAST_ASIAN.has(letter.script) ? FREQUENT : alphabetCost(char, letter, before);
}

interface Letter {
  readonly script: string;
  readonly isUpper: boolean;
  readonly isLower: boolean;
}

const SCRIPTS: readonly (readonly [string, RegExp])[] = [
  ['latin', /^\p{Script=Latin}$/u],
  ['greek', /^\p{Script=Greek}$/u],
  ['cyrillic', /^\p{Script=Cyrillic}$/u],
  ['hebrew', /^\p{Script=Hebrew}$/u],
  ['arabic', /^\p{Script=Arabic}$/u],
  ['thai', /^\p{Script=Thai}$/u],
  ['hangul', /^\p{Script=Hangul}$/u],
  ['kana', /^[\u3041-\u30ff]$/u],
  ['han', /^\p{Script=Han}$/u],
];
/** Scripts that stand beside Latin letters without a space, as in `IMG上海`. */
const EAST_ASIAN: ReadonlySet<string> = new Set(['han', 'kana', 'hangul']);

const known = new Map<string, Letter | null>();

function letterOf(char: string): Letter | null {
  let letter = known.get(char);
  if (letter === undefined) {
    const script = SCRIPTS.find(([, pattern]) => pattern.test(char))?.[0];
    letter =
      script === undefined
        ? null
        : { script, isUpper: char !== char.toLowerCase(), isLower: char !== char.toUpperCase() };
    if (known.size < MOST_KNOWN) known.set(char, letter);
  }
  return letter;
}

const MOST_KNOWN = 20_000;

/** The cost of two neighbours: another script in one word, a capital after a small letter. */
function seamCost(before: Letter | null, now: Letter | null): number {
  if (!before || !now) return 0;
  if (before.script === now.script) return now.isUpper && before.isLower ? 5 : 0;
  const [a, b] = [EAST_ASIAN.has(before.script), EAST_ASIAN.has(now.script)];
  if (!a && !b) return 6;
  if (a !== b) return before.isLower || now.isLower ? 1.5 : 0;
  return before.script === 'hangul' || now.script === 'hangul' ? 4 : 0;
}

/** What is neither a letter nor a usual mark: boxes of DOS, signs of mathematics, controls. */
const ODD = 11;

/** The letters of alphabets by their cost, the most frequent of each language first. */
const ALPHABETS: readonly (readonly [cost: number, letters: string])[] = [
  [2.5, 'оеаинтсрвлαοιετσν\u05d9\u05d5\u05d4\u05dc\u05d0\u0627\u0644\u064a\u0645\u0646'],
  [2.9, 'ηυρπκλμς\u05e8\u05ea\u05d1\u05de\u05e9\u0648\u062a\u0631\u0647\u0628านรอกเงมยลวดทสตปบคห'],
  [3.3, 'кмдпуяыьгзбчйхάέήίόύώ'],
  [3.6, 'éèäöüßáíóúñçàâêôåığş\u0621-\u064a\u05d0-\u05ea'],
  [4.3, 'жшюцщэфёъіїєґў\u0e01-\u0e2eะาำเแโใไβγδζθξφχψωϊϋ'],
  [4.8, 'ëïîûùãõæøìòœłęąśżźćńčřšžýěůőűðþţăș'],
  [5, '’‘“”–—…'],
  [6.5, '«»°·¡¿№•©®™ªº'],
  [7, '£€§µ'],
];
/** What a capital costs more: at the beginning of a word, and in a word of capitals. */
const CAPITAL = 1.2;
const NEXT_CAPITAL = 0.3;
/** A letter that is in two lists has the lower cost. */
const COSTS = new Map(
  ALPHABETS.toReversed().flatMap(([cost, letters]) => spelled(letters).map((char) => [char, cost] as const)),
);

/** The characters of a list, in which `a-z` is a range. */
function spelled(letters: string): readonly string[] {
  return letters
    .replace(/(.)-(.)/gu, (_, from: string, to: string) => {
      const [first, last] = [from.charCodeAt(0), to.charCodeAt(0)];
      return String.fromCharCode(...Array.from({ length: last - first + 1 }, (_each, at) => first + at));
    })
    .split('');
}

/** Vowels and tones of Thai that stand above or below the consonant before them. */
const THAI_MARK = /^[\u0e31\u0e34-\u0e3a\u0e47-\u0e4e]$/;

function alphabetCost(char: string, letter: Letter | null, before: Letter | null): number {
  if (THAI_MARK.test(char)) return before?.script === 'thai' ? 3 : ODD;
  const cost = COSTS.get(char);
  if (cost !== undefined) return cost;
  if (!letter || EAST_ASIAN.has(letter.script)) return ODD;
  const small = COSTS.get(char.toLowerCase()) ?? 6;
  return letter.isUpper ? small + (before?.isUpper ? NEXT_CAPITAL : CAPITAL) : small;
}

/** Two bytes each, so that they compare with two letters of an alphabet. */
const FREQUENT = 5;
const USUAL = 8.5;
const RARE = 13;

const FREQUENT_IN: Readonly<Record<EastAsian, ReadonlySet<string>>> = {
  chinese: new Set(CHINESE),
  taiwanese: new Set(CHINESE + TRADITIONAL),
  japanese: new Set(JAPANESE),
  korean: new Set(KOREAN),
};
/** The first level of each standard, as lead bytes and trail bytes: characters that are in use. */
const FIRST_LEVEL: Readonly<Record<EastAsian, readonly [string, number, number, number, number]>> = {
  chinese: ['gbk', 0xb0, 0xd7, 0xa1, 0xfe],
  taiwanese: ['big5', 0xa4, 0xc6, 0x40, 0xfe],
  japanese: ['shift_jis', 0x88, 0x98, 0x40, 0xfc],
  korean: ['cp949', 0xb0, 0xc8, 0xa1, 0xfe],
};
const firstLevels = new Map<Language, ReadonlySet<string>>();

function firstLevelOf(language: EastAsian): ReadonlySet<string> {
  const made = firstLevels.get(language);
  if (made) return made;
  const [page, firstLead, lastLead, firstTrail, lastTrail] = FIRST_LEVEL[language];
  const decode = decoderOf(page);
  const found = new Set<string>();
  for (let lead = firstLead; lead <= lastLead; lead++)
    for (let trail = firstTrail; trail <= lastTrail; trail++) {
      const char = decode(Uint8Array.of(lead, trail));
      if (char !== null) found.add(char);
    }
  firstLevels.set(language, found);
  return found;
}

function eastAsianCost(char: string, letter: Letter | null, language: EastAsian): number {
  if (/[\u3041-\u30ff]/.test(char)) return language === 'japanese' ? 3.6 : 9;
  if (/[\u3000-\u303f\uff01-\uff5e\u2018-\u201d\u2026·]/.test(char)) return char === '々' ? 5 : 7;
  // One byte each: two of them take the place of one character.
  if (/[\uff61-\uff9f]/.test(char)) return 7;
  const isOwn = letter?.script === (language === 'korean' ? 'hangul' : 'han');
  if (!isOwn) return RARE;
  if (FREQUENT_IN[language].has(char)) return FREQUENT;
  return firstLevelOf(language).has(char) ? USUAL : RARE;
}
