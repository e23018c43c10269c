/** Suggests a name for a search to save. */
import { filterParts, pieces } from '../search/query-text.ts';

const LONGEST = 60;

/** The words and the values of a query, without its marks: `tag:boats "night market"` is “boats night market”. */
export function suggestedName(q: string): string {
  const said = pieces(q)
    .filter(({ kind }) => kind !== 'operator')
    .map(({ kind, text }) => (kind === 'filter' ? (filterParts(text)?.value ?? text) : text.replace(/["“”„＂]/gu, '')));
  return [...said.join(' ').replace(/\s+/gu, ' ').trim()].slice(0, LONGEST).join('');
}
