/** Describes the state of a second copy in sentences. */
import { hasEnded, type Job } from '../../src-main/contract/library/job.ts';
import type { MirrorInfo } from '../../src-main/contract/library/mirror.ts';
import type { Formatters } from '../i18n/format.ts';
import { failureText } from '../i18n/server-messages.ts';
import type { Text } from '../i18n/use-text.ts';
import { baseName } from '../sidebar/source-name.ts';

/** Its running or waiting job. */
export const workOn = (jobs: readonly Job[], id: number): Job | undefined =>
  jobs.find((job) => job.mirrorId === id && !hasEnded(job));

/** Its last job that ended since the page was opened. */
export const lastWorkOn = (jobs: readonly Job[], id: number): Job | undefined =>
  jobs.findLast((job) => job.mirrorId === id && hasEnded(job));

export function standText(
  t: Text,
  format: Formatters,
  { state, pending, finishedAt, awaySince, addedAt, last }: MirrorInfo,
): string {
  const parts = [
    state === 'away' && t('mirrors.away', { date: format.moment(awaySince ?? addedAt) }),
    state === 'away' && pending > 0 && t('mirrors.away-pending', { count: pending }),
    state === 'behind' && t('mirrors.behind', { count: pending }),
    state === 'current' && t('mirrors.current', { date: format.moment(finishedAt ?? addedAt) }),
    last !== null && t('mirrors.files', { count: last.files }),
    last !== null && last.kept > 0 && t('mirrors.kept', { count: last.kept }),
  ];
  return parts.filter((part) => part !== false).join(' · ');
}

export function holdsText(t: Text, format: Formatters, { sources, collections, query }: MirrorInfo): string {
  const names = [
    ...sources.map(({ id, path }) =>
      id === null ? t('mirrors.of-removed', { name: baseName(path) }) : baseName(path),
    ),
    ...collections.map((name) => t('mirrors.of-collection', { name })),
    ...(query === null ? [] : [t('mirrors.of-query', { query: query.trim() })]),
  ];
  return t('mirrors.of', { names: format.list(names) });
}

export function progressText(t: Text, format: Formatters, { state, progress }: Job): string {
  if (state === 'waiting') return t('mirrors.waiting');
  if (!progress) return t('mirrors.comparing');
  const { phase, done, total } = progress;
  if (phase === 'mirroring')
    return t('mirrors.copying', { done: format.bytes(done), total: format.bytes(total ?? done) });
  return t('mirrors.checking', { done: format.number(done), total: format.number(total ?? done) });
}

/** The result of the last work on a mirror; null when there is nothing to add to its state. */
export function endText(t: Text, job: Job | undefined): string | null {
  if (!job) return null;
  const { state, error, errorCode = '', errorParams, mirrorChecked } = job;
  if (state === 'cancelled') return t('mirrors.stopped');
  // The state of the mirror already tells that its drive is away.
  if (state === 'failed' && errorCode === 'mirror-away') return null;
  if (state === 'failed')
    return `${t('mirrors.failed')} ${failureText(t, { code: errorCode, message: error ?? '', params: errorParams })}`;
  if (!mirrorChecked) return null;
  const { changed, missing, intact } = mirrorChecked;
  if (changed.length + missing.length === 0) return t('mirrors.checked', { count: intact });
  return t('mirrors.checked-bad', { changed: changed.length, missing: missing.length });
}
