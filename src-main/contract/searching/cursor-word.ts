/** Finds the word of a query at the cursor, which a suggestion replaces. */

export interface CursorWord {
  readonly start: number;
  readonly end: number;
  /** The part from the word's beginning to the cursor. */
  readonly typed: string;
}

/**
 * The word around `cursor`, with its field and quotation marks (`tag:"paper dr|`), without a leading minus.
 * Replace [start, end) of the query by a suggestion's `insert`.
 */
export function cursorWord(query: string, cursor: number): CursorWord {
  const at = Math.max(0, Math.min(cursor, query.length));
  let start = 0;
  let quoted = false;
  for (let i = 0; i < at; i += 1) {
    if (query[i] === '"') quoted = !quoted;
    else if (!quoted && /[\s(]/u.test(query[i] as string)) start = i + 1;
  }
  if (query[start] === '-' && start < at) start += 1;
  let end = at;
  while (end < query.length && (quoted ? query[end - 1] !== '"' || end === at : !/[\s)]/u.test(query[end] as string)))
    end += 1;
  return { start, end, typed: query.slice(start, at) };
}
