/** Corrections of a query without results: the nearest words of the library, and how many items they find. */
import type { Correction } from '../../../contract/searching/search.ts';
import { count } from '../../query-language/bitset.ts';
import type { ParsedQuery, SpeltWords } from '../../query-language/language.ts';
import { matchLeaf } from '../../query-language/match.ts';
import { evaluateMatch } from './evaluate.ts';
import type { QueryContext } from './query-context.ts';
import { wordsNear } from './vocabulary.ts';

const MOST = 3;
/** Words of a query that are corrected; each costs some milliseconds. */
const MOST_WORDS = 4;
/** The limit in ms for searching the vocabulary, for all words together. The next key has to wait for it. */
const PATIENCE_MS = 40;

/**
 * At most three queries that find something, the most likely first. They replace the words that occur nowhere, or the
 * rarest word when all words occur.
 * @param total returns the number of items that a query finds
 */
export function correctionsOf(
  context: QueryContext,
  q: string,
  parsed: ParsedQuery,
  total: (q: string) => number,
): Correction[] {
  if (total(q) > 0) return [];
  const counted = parsed.spelt.map((words) => ({ words, times: count(evaluateMatch(context, matchLeaf(words.leaf))) }));
  const unknown = counted.filter(({ times }) => times === 0);
  const doubtful = unknown.length > 0 ? unknown : counted.toSorted((a, b) => a.times - b.times).slice(0, 1);
  const tried = doubtful.slice(0, MOST_WORDS);
  const choices = tried.map(({ words }) => ({
    words,
    instead: replacements(context, words, PATIENCE_MS / tried.length),
  }));
  const hopeful = choices.filter(({ instead }) => instead.length > 0);
  const most = Math.max(0, ...hopeful.map(({ instead }) => instead.length));
  const corrected = Array.from({ length: most }, (_, at) =>
    hopeful.map(({ words, instead }) => ({ words, text: instead[Math.min(at, instead.length - 1)] as string })),
  );
  return corrected
    .map((changes) => {
      const other = withChanges(q, changes);
      return { q: other, words: changes.map(({ text }) => text).join(' '), total: total(other) };
    })
    .filter((correction) => correction.total > 0)
    .slice(0, MOST);
}

function withChanges(q: string, changes: readonly { readonly words: SpeltWords; readonly text: string }[]): string {
  return changes
    .toReversed()
    .reduce((text, { words: { start, end }, text: instead }) => text.slice(0, start) + instead + text.slice(end), q);
}

/** Replacements for some words, the most likely first. */
function replacements(context: QueryContext, { leaf }: SpeltWords, patienceMs: number): readonly string[] {
  const { tokens } = leaf;
  if (tokens.length === 1) return wordsNear(context.db, tokens[0] as string, patienceMs);
  const isWord = (token: string): boolean => /^[\p{L}\p{N}]{3,}$/u.test(token);
  if (tokens.some(isWord)) return respelt(context, tokens, patienceMs / tokens.length);
  return shortened(context, tokens);
}

/** The phrase with each unknown word replaced by the nearest known word. */
function respelt(context: QueryContext, tokens: readonly string[], patienceMs: number): readonly string[] {
  const words = tokens.map((token) => {
    const leaf = { type: 'text', tokens: [token], prefix: false, column: null } as const;
    return count(evaluateMatch(context, matchLeaf(leaf))) > 0
      ? token
      : (wordsNear(context.db, token, patienceMs)[0] ?? token);
  });
  const phrase = words.filter((word) => !/[\ue000-\uf8ff]/.test(word)).join(' ');
  return words.every((word, at) => word === tokens[at]) ? [] : [`"${phrase}"`];
}

/**
 * For scripts without spaces: the text without one of its characters, frequent texts first. Needs at least three
 * characters.
 */
function shortened(context: QueryContext, tokens: readonly string[]): readonly string[] {
  if (tokens.length < 3 || tokens.length > 12) return [];
  const shorter = tokens.map((_, at) => tokens.toSpliced(at, 1));
  const counted = shorter.map((rest) => ({
    text: rest.join(''),
    times: count(evaluateMatch(context, matchLeaf({ type: 'text', tokens: rest, prefix: false, column: null }))),
  }));
  const found = counted.filter(({ times }) => times > 0).sort((a, b) => b.times - a.times);
  return [...new Set(found.map(({ text }) => text))].slice(0, MOST);
}
