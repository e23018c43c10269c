/** The provenance of a fact, as a short note. */
import { FORMAT_NAMES, type GenerationDetail } from '../../../src-main/contract/items/generation.ts';
import { oneOf } from '../../../src-main/contract/library/one-of.ts';
import type { Text } from '../../i18n/use-text.ts';

/** Null when all facts come from a single source. */
export function provenanceOf(
  t: Text,
  detail: Pick<GenerationDetail, 'formats' | 'provenance'>,
  field: string,
): string | null {
  const source = detail.provenance[field];
  if (source === undefined || detail.formats.length < 2) return null;
  if (source === 'id' || source === 'file' || source === 'name' || source === 'user')
    return t(`inspector.by.${source}`);
  const format = oneOf(FORMAT_NAMES, source);
  return format && t('inspector.by.format', { format: t(`format.${format}`) });
}
