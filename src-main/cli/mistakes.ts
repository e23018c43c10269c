/** Mistakes in a query, told on the terminal: the sentence, and the place underlined in the query. */
import type { QueryMessage } from '../contract/search.ts';
import { clean, columnsOf } from './terminal.ts';

/** Longer queries are not shown again. */
const LONGEST_SHOWN = 200;

/** One or three lines. */
export function mistakeLines({ message, suggestion, start, end }: QueryMessage, q: string): readonly string[] {
  const isSaid = suggestion === null || message.endsWith(`For example: ${suggestion}.`);
  const sentence = clean(isSaid ? message : `${message} Did you mean “${suggestion}”?`);
  if (q.length > LONGEST_SHOWN || end <= start) return [sentence];
  // What is shown is cleaned, so its columns are counted as they are shown.
  const before = columnsOf(clean(`${q.slice(0, start)}.`)) - 1;
  const place = columnsOf(clean(q.slice(start, end)));
  return [sentence, `  ${clean(q)}`, `  ${' '.repeat(before)}${'^'.repeat(Math.max(1, place))}`];
}
