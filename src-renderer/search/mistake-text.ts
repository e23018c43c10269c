/** Describes an error in a query in the language of the page, with a corrected query. */
import type { QueryMessage } from '../../src-main/contract/searching/search.ts';
import type { Text } from '../i18n/use-text.ts';
import { pieces } from './query-text.ts';

export function mistakeText(t: Text, { code, start, end }: QueryMessage, q: string): string {
  const word = shortened(q.slice(start, end).trim());
  if (code === 'bad-value' && /[:：]$/.test(word)) return t('search.mistake.no-value', { word });
  return t(`search.mistake.${code}`, { word: (code === 'unknown-field' ? word.replace(/[:：]$/, '') : word) || '…' });
}

const LONGEST_SHOWN = 60;
const shortened = (word: string): string => (word.length > LONGEST_SHOWN ? `${word.slice(0, LONGEST_SHOWN)}…` : word);

export interface Correction {
  /** The suggested replacement. */
  readonly label: string;
  /** The whole query, corrected. */
  readonly q: string;
}

/** The corrected query; null without a suggestion. A field replaces a field, a filter replaces the whole filter. */
export function correctionOf({ code, start, end, suggestion }: QueryMessage, q: string): Correction | null {
  if (suggestion === null) return null;
  if (code === 'unknown-field') {
    const field = `${suggestion.replace(/:$/, '')}:`;
    return { label: field, q: q.slice(0, start) + field + q.slice(end) };
  }
  const filter = pieces(q).find((piece) => piece.kind === 'filter' && piece.start <= start && start < piece.end);
  if (!filter || !suggestion.includes(':'))
    return { label: suggestion, q: q.slice(0, start) + suggestion + q.slice(end) };
  const sign = /^[-−－]*/.exec(filter.text)?.[0] ?? '';
  return { label: suggestion, q: q.slice(0, filter.start) + sign + suggestion + q.slice(filter.end) };
}
