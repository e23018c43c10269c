/** What a filter is called on its chip. */

import { en } from '../i18n/en.ts';
import type { Text, TextKey } from '../i18n/use-text.ts';
import { filterParts } from './query-text.ts';

export interface FilterLabel {
  /** “tag”; empty when the value speaks for itself. */
  readonly field: string;
  readonly value: string;
  readonly negated: boolean;
}

/** Fields whose values are words of ours. */
const SPEAKING = new Set(['is', 'state', 'type', 'kind']);

/** Fields that name an item by its identifier: its end is what tells it from its neighbours. */
const KIN = new Set(['like', 'looks', 'reads', 'same', 'task', 'family']);
const shortened = (id: string): string => (id.length > 14 ? `…${id.slice(-8)}` : id);

/** The label of a filter as written in the query. */
export function labelOf(filter: string, t: Text): FilterLabel {
  const parts = filterParts(filter);
  if (!parts) return { field: '', value: filter.replace(/^-/, ''), negated: filter.startsWith('-') };
  const { field, value, negated } = parts;
  const spoken = SPEAKING.has(field) ? translated(`value.${value.toLowerCase()}`, t) : null;
  if (spoken !== null) return { field: '', value: spoken, negated };
  const had = field === 'has' ? translated(`has.${value.toLowerCase()}`, t) : null;
  if (had !== null) return { field: t('field.has'), value: had, negated };
  if (field === 'format')
    return { field: t('field.format'), value: translated(`format.${value}`, t) ?? value, negated };
  return { field: translated(`field.${field}`, t) ?? field, value: KIN.has(field) ? shortened(value) : value, negated };
}

/** The label as one string, for names read aloud. */
export function spokenLabel({ field, value, negated }: FilterLabel, t: Text): string {
  const label = field === '' ? value : `${field} ${value}`;
  return negated ? t('search.not', { label }) : label;
}

function translated(key: string, t: Text): string | null {
  return key in en ? t(key as TextKey) : null;
}
