/** The text of the text index: folded tokens. Used for rows of `generation_text` and for queries. */
import { createHash } from 'node:crypto';
import { eachToken, fold } from '../../contract/searching/tokens.ts';

/**
 * A text as the index stores it: folded tokens joined by spaces. SQLite's `ascii` tokenizer splits it exactly like
 * {@link eachToken}, so index, queries and marks always agree.
 */
export function indexText(text: string | null): string {
  if (text === null || text === '') return '';
  const tokens: string[] = [];
  eachToken(text, (token) => tokens.push(token));
  return tokens.join(' ');
}

/** A name or prompt folded for comparison: width, case, accents and space do not matter. */
export function foldText(text: string): string {
  return fold(text).replace(/\s+/gu, ' ').trim();
}

/** A key of 16 bytes, equal for prompts that differ only in width, case, accents or space; null for no prompt. */
export function promptKey(prompt: string | null): Buffer | null {
  const folded = prompt === null ? '' : foldText(prompt);
  return folded === '' ? null : createHash('sha256').update(folded).digest().subarray(0, 16);
}
