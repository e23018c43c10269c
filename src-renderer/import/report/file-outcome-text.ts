/** Describes the outcome of a file as text. */
import { FATES, type Fate, type FateCount, type FileOutcome } from '../../../src-main/contract/archive/file-outcome.ts';
import { isTextKey } from '../../i18n/texts.ts';
import type { Text } from '../../i18n/use-text.ts';
import { baseName } from '../../sidebar/source-name.ts';

/** The detail of an outcome: the related file, the earlier name, or the reason. Null when there is none. */
export function fateDetail(t: Text, { fate, reason, of, format }: FileOutcome): string | null {
  if (reason !== null) return reasonText(t, reason);
  if (of !== null && (fate === 'relinked' || fate === 'duplicate' || fate === 'sidecar'))
    return t(`report.of.${fate}`, { name: baseName(of) });
  return format === null ? null : t(`format.${format}`);
}

/** The text of a reason; an unknown reason is shown unchanged. */
export function reasonText(t: Text, reason: string): string {
  const key = `report.reason.${reason}`;
  return isTextKey(key) ? t(key) : reason.replaceAll('-', ' ');
}

export interface NamedPlace {
  readonly name: string;
  /** Its folder; inside a zip, the zip and the folders in it. */
  readonly folder: string;
}

export function placeOf({ path, entry }: Pick<FileOutcome, 'path' | 'entry'>): NamedPlace {
  const name = baseName(entry ?? path);
  const folderOf = (whole: string): string =>
    whole.slice(0, Math.max(0, whole.length - name.length)).replace(/(?<=.)[\\/]$/, '');
  if (entry === null) return { name, folder: folderOf(path) };
  const inside = folderOf(entry);
  return { name, folder: inside === '' ? path : `${path} › ${inside}` };
}

/** The number of files by outcome, in the order of the contract. */
export function countsByFate(fates: readonly FateCount[]): readonly (readonly [Fate, number])[] {
  return FATES.map(
    (fate) =>
      [fate, fates.filter((counted) => counted.fate === fate).reduce((sum, { count }) => sum + count, 0)] as const,
  ).filter(([, count]) => count > 0);
}
