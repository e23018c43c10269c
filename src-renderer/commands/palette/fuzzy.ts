/** Fuzzy search of short names: all letters in order; beginnings of words and neighbouring letters score higher. */
import { foldText } from '../../../src-main/contract/searching/fold.ts';

/**
 * The score of `name` for `typed`: higher is better; null when a letter is missing. Spaces are ignored.
 * @example fuzzyScore('cpp', 'Copy prompt') matches the beginnings of words
 */
export function fuzzyScore(typed: string, name: string): number | null {
  const letters = [...foldText(typed)].filter((letter) => letter !== ' ');
  const text = [...foldText(name)];
  return walk(letters, text, nextAtWord) ?? walk(letters, text, nextAnywhere);
}

/** The matching items, best first; all items in the given order for an empty text. */
export function fuzzyFilter<T>(typed: string, items: readonly T[], nameOf: (item: T) => string): readonly T[] {
  if (typed.trim() === '') return items;
  return items
    .map((item) => ({ item, score: fuzzyScore(typed, nameOf(item)) }))
    .filter((found): found is { item: T; score: number } => found.score !== null)
    .toSorted((a, b) => b.score - a.score)
    .map(({ item }) => item);
}

type Next = (text: readonly string[], letter: string, from: number) => number;

function walk(letters: readonly string[], text: readonly string[], next: Next): number | null {
  let score = text.length * -0.01;
  let at = -1;
  for (const letter of letters) {
    const found = next(text, letter, at + 1);
    if (found === -1) return null;
    score += (found === at + 1 ? 3 : 0) + (startsWord(text, found) ? 4 : 0) - (found - at - 1) * 0.1;
    at = found;
  }
  return score;
}

const startsWord = (text: readonly string[], at: number): boolean =>
  at === 0 || /[^\p{L}\p{N}]/u.test(text[at - 1] ?? ' ');

const nextAnywhere: Next = (text, letter, from) => text.indexOf(letter, from);

/** The next match: at this place, otherwise at the beginning of a word, otherwise anywhere. */
const nextAtWord: Next = (text, letter, from) => {
  if (text[from] === letter) return from;
  const atWord = text.findIndex((other, i) => i >= from && other === letter && startsWord(text, i));
  return atWord === -1 ? nextAnywhere(text, letter, from) : atWord;
};
