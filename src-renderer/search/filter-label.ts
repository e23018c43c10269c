/** The labels of filter chips. */

import { isTextKey } from '../i18n/texts.ts';
import type { Text } from '../i18n/use-text.ts';
import { filterParts } from './query-text.ts';

export interface FilterLabel {
  /** For example “tag”; empty when the value needs no field name. */
  readonly field: string;
  readonly value: string;
  readonly negated: boolean;
}

/** Fields with fixed values that have translations. */
const SPEAKING = new Set(['is', 'state', 'type', 'kind']);

/** Fields with an identifier as value: its end is shown, because it differs most. */
const KIN = new Set(['like', 'looks', 'reads', 'same', 'task', 'family']);
const shortened = (id: string): string => (id.length > 14 ? `…${id.slice(-8)}` : id);

/** The end of the path of a folder: the beginning is the same for most. */
function lastNames(path: string): string {
  const parts = path.split(/[\\/]/).filter((part) => part !== '');
  return parts.length > 2 ? `…/${parts.slice(-2).join('/')}` : path;
}

/** The label of a filter of the query. */
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
  const shown = KIN.has(field) ? shortened(value) : field === 'folder' ? lastNames(value) : value;
  return { field: translated(`field.${field}`, t) ?? field, value: shown, negated };
}

/** The label as one string, for screen readers. */
export function spokenLabel({ field, value, negated }: FilterLabel, t: Text): string {
  const label = field === '' ? value : `${field} ${value}`;
  return negated ? t('search.not', { label }) : label;
}

function translated(key: string, t: Text): string | null {
  return isTextKey(key) ? t(key) : null;
}
