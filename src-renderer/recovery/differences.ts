/** Describes the differences between two catalogs in words. */
import type { Differences } from '../../src-main/contract/library/backups.ts';
import type { Formatters } from '../i18n/format.ts';
import type { Text } from '../i18n/use-text.ts';

const KINDS = ['items', 'tags', 'ratings', 'favorites', 'notes', 'collections', 'searches'] as const;

/** “3 tags of items and 1 note”; empty when there are none. */
export function differing(
  t: Text,
  format: Formatters,
  differences: Differences,
  side: 'onlyHere' | 'onlyInBackup',
): string {
  return format.list(
    KINDS.flatMap((kind) =>
      differences[kind][side] > 0 ? [t(`differs.${kind}`, { count: differences[kind][side] })] : [],
    ),
  );
}
