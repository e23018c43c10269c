/** The full-text index's own text: what is written into `generation_text`, and how it is asked. */
import { createHash } from 'node:crypto';
import { eachToken, fold } from '../../contract/words.ts';

/**
 * A text as the index holds it: folded tokens joined by spaces. SQLite's `ascii` tokenizer takes such a text apart exactly
 * as {@link eachToken} did, so index, queries and marks cannot disagree.
 */
export function indexText(text: string | null): string {
  if (text === null || text === '') return '';
  const tokens: string[] = [];
  eachToken(text, (token) => tokens.push(token));
  return tokens.join(' ');
}

/** A name or prompt as it is compared: without differences of width, case, accents and space. */
export function foldText(text: string): string {
  return fold(text).replace(/\s+/gu, ' ').trim();
}

/** The key that prompts share when they differ only in width, case, accents or space; null for none. 16 bytes. */
export function promptKey(prompt: string | null): Buffer | null {
  const folded = prompt === null ? '' : foldText(prompt);
  return folded === '' ? null : createHash('sha256').update(folded).digest().subarray(0, 16);
}
