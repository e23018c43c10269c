/** Describes the end of a job in sentences. */

import { holdsMedia } from '../../../src-main/contract/items/export.ts';
import type { Job, JobKind } from '../../../src-main/contract/library/job.ts';
import type { Formatters } from '../../i18n/format.ts';
import { failureText } from '../../i18n/server-messages.ts';
import type { Text } from '../../i18n/use-text.ts';
import { baseName } from '../../sidebar/source-name.ts';

/** Jobs whose end is shown; all others run in the background. */
const WAITED_FOR: ReadonlySet<JobKind> = new Set<JobKind>(['import', 'sample', 'remove', 'move', 'export']);

export const isWaitedFor = ({ kind }: Job): boolean => WAITED_FOR.has(kind);

export function outcomeOf(t: Text, format: Formatters, job: Job): string {
  const about = job.kind === 'export' ? aboutExport(t, format, job) : aboutSource(t, job);
  const problems = (job.report ?? job.exported)?.problems.length ?? 0;
  const told = about ?? aboutImport(t, job);
  return problems > 0 ? `${told} ${t('progress.done-problems', { count: problems })}` : told;
}

function aboutImport(t: Text, job: Job): string {
  if (job.state === 'failed') return t('progress.failed', { message: failureOf(t, job) });
  if (job.state === 'cancelled') return t('progress.cancelled');
  return t('progress.done', { count: job.report?.generations.added ?? 0 });
}

function aboutExport(t: Text, format: Formatters, job: Job): string {
  if (job.state === 'failed')
    return job.errorCode === 'disk-full'
      ? t('export.outcome.full')
      : t('export.outcome.failed', { message: failureOf(t, job) });
  if (!job.exported) return t('export.outcome.cancelled');
  const { as, generations, bytes } = job.exported;
  return t(holdsMedia(as) ? 'export.outcome.media' : 'export.outcome.text', {
    count: generations,
    size: format.bytes(bytes),
  });
}

/** The sentence for a moved or removed source; null for other jobs. */
function aboutSource(t: Text, job: Job): string | null {
  const { kind, state, source } = job;
  if (kind !== 'remove' && kind !== 'move') return null;
  if (state === 'failed') return t('sources.outcome.failed', { message: failureOf(t, job) });
  if (!source) return t('progress.cancelled');
  const name = baseName(source.path);
  if (kind === 'move') return t('sources.outcome.moved', { name, count: source.lost });
  const removed = t('sources.outcome.removed', { name, count: source.vanished });
  return source.edited > 0 ? `${removed} ${t('sources.outcome.edited', { count: source.edited })}` : removed;
}

function failureOf(t: Text, { error, errorCode = '', errorParams }: Job): string {
  return failureText(t, { code: errorCode, message: error ?? '', params: errorParams });
}
