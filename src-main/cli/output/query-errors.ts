/** Formats errors in a query for the terminal: the sentence, and the query with the place underlined. */
import type { QueryMessage } from '../../contract/searching/search.ts';
import { clean, columnsOf } from './terminal.ts';

/** Longer queries are not printed. */
const LONGEST_SHOWN = 200;

/** One or three lines. */
export function queryErrorLines({ message, suggestion, start, end }: QueryMessage, q: string): readonly string[] {
  const isSaid = suggestion === null || message.endsWith(`For example: ${suggestion}.`);
  const sentence = clean(isSaid ? message : `${message} Did you mean “${suggestion}”?`);
  if (q.length > LONGEST_SHOWN || end <= start) return [sentence];
  // The printed text is cleaned, so columns are counted in the cleaned text.
  const before = columnsOf(clean(`${q.slice(0, start)}.`)) - 1;
  const place = columnsOf(clean(q.slice(start, end)));
  return [sentence, `  ${clean(q)}`, `  ${' '.repeat(before)}${'^'.repeat(Math.max(1, place))}`];
}
