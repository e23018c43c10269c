/** The text of the text index: folded tokens. Used for rows of `generation_text` and for queries. */
import { createHash } from 'node:crypto';
import { foldText } from '../../contract/searching/fold.ts';
import { BREAK, eachToken } from '../../contract/searching/tokens.ts';

/**
 * A text as the index stores it: folded tokens joined by spaces. SQLite's `ascii` tokenizer splits it exactly like
 * {@link eachToken}, so index, queries and marks always agree. Words with hyphens or apostrophes stand again at the end,
 * as one word each: they are found by it, and rows of words do not contain them.
 */
export function indexText(text: string | null): string {
  if (text === null || text === '') return '';
  const tokens: string[] = [];
  const joined = new Set<string>();
  eachToken(
    text,
    (token) => tokens.push(token),
    (token) => joined.add(token),
  );
  return joined.size === 0 ? tokens.join(' ') : [...tokens, BREAK, ...joined].join(' ');
}

/** A key of 16 bytes, equal for prompts that differ only in width, case, accents or space; null for no prompt. */
export function promptKey(prompt: string | null): Buffer | null {
  const folded = prompt === null ? '' : foldText(prompt);
  return folded === '' ? null : createHash('sha256').update(folded).digest().subarray(0, 16);
}
