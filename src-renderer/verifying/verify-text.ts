/** Describes verifications in words: counts, states of files, results of runs. */
import type { FileState, SourceCheck, VerifyRun } from '../../src-main/contract/library/verification.ts';
import type { Formatters } from '../i18n/format.ts';
import type { Text } from '../i18n/use-text.ts';

const NOT_INTACT = ['changed', 'missing', 'damaged', 'unreadable'] as const;

type Counted = Pick<VerifyRun, (typeof NOT_INTACT)[number]> & { readonly fresh?: number };

/** “2 changed”, “1 missing” …: the counts of files that are not intact, and of new files; empty when there are none. */
function restOf(t: Text, counts: Counted): readonly string[] {
  const rest = NOT_INTACT.filter((name) => counts[name] > 0).map((name) =>
    t(`verify.count.${name}`, { count: counts[name] }),
  );
  return counts.fresh ? [...rest, t('verify.count.fresh', { count: counts.fresh })] : rest;
}

/** The result of a run in a sentence. */
export function foundIn(t: Text, format: Formatters, run: VerifyRun): string {
  const rest = restOf(t, run);
  if (rest.length === 0) return t('verify.all-intact', { count: run.intact });
  return t('verify.some', { count: run.intact, rest: format.list(rest) });
}

/** The state of the files of a source, and when the last of them was read. */
export function sourceLine(t: Text, format: Formatters, check: SourceCheck): string {
  if (check.verifiedAt === null) return t('verify.source.never');
  const unread = check.unverified > 0 ? [t('verify.source.rest', { count: check.unverified })] : [];
  const found = [t('verify.source.intact', { count: check.intact }), ...restOf(t, check), ...unread];
  return t('verify.source.at', { date: format.moment(check.verifiedAt), found: found.join(', ') });
}

/** The number of displayed characters of a hash. */
const HASH_SHOWN = 12;

/** One state of a file: size, date, and the beginning of its hash. */
export function stateText(t: Text, format: Formatters, { sha256, size, modifiedAt }: FileState): string {
  if (sha256 === null) return t('verify.file.unread');
  return t('verify.file.state', {
    size: size === null ? '' : format.bytes(size),
    date: modifiedAt === null ? '' : format.moment(modifiedAt),
    hash: sha256.slice(0, HASH_SHOWN),
  });
}
