/** A notification at the end of long work, when no window is in front. */
import type { AppEvent, Job } from '../contract/job.ts';
import type { DesktopTexts } from './texts/en.ts';

export interface Notice {
  readonly title: string;
  readonly body: string;
  /** The import whose report tells more; null for none. */
  readonly importId: number | null;
}

export interface WorkNoticesParts {
  readonly subscribe: (listener: (event: AppEvent) => void) => () => void;
  readonly isInFront: () => boolean;
  readonly texts: () => DesktopTexts;
  readonly show: (notice: Notice) => void;
  /** Milliseconds since 1970. */
  readonly now?: () => number;
}

/** Shorter work ends while the person still looks. */
const LONG_MS = 10_000;

/** Tells the end of each job once; returns the function that stops it. */
export function tellFinishedWork({ subscribe, isInFront, texts, show, now = () => Date.now() }: WorkNoticesParts): () => void {
  return subscribe((event) => {
    if (event.type !== 'job' || isInFront()) return;
    const notice = noticeOf(event.job, now(), texts());
    if (notice) show(notice);
  });
}

/** What to tell of a job; null while it runs, after short work, and for what the person stopped. */
export function noticeOf(job: Job, now: number, texts: DesktopTexts): Notice | null {
  if (job.kind !== 'import' && job.kind !== 'sample') return null;
  if (job.state !== 'done' && job.state !== 'failed') return null;
  if (now - Date.parse(job.startedAt) < LONG_MS) return null;
  const { importId } = job;
  if (job.state === 'failed') return { title: texts.importStopped, body: texts.seeWhy, importId };
  const added = counted(texts, texts.nothingNew, texts.oneAdded, texts.someAdded, job.report?.generations.added ?? 0);
  const problems = job.report?.problems.length ?? 0;
  const look = problems > 0 ? ` ${counted(texts, '', texts.oneToSee, texts.someToSee, problems)}` : '';
  return { title: texts.importFinished, body: added + look, importId };
}

/** Three sentences reach for our languages: for none, for one, and for more with `{count}` in place of the number. */
function counted({ locale }: DesktopTexts, none: string, one: string, more: string, count: number): string {
  if (count === 0) return none;
  return count === 1 ? one : more.replace('{count}', new Intl.NumberFormat(locale).format(count));
}
