/** Shows a notification at the end of long work when no window is in front. */
import type { AppEvent, Job } from '../../contract/library/job.ts';
import type { DesktopTexts } from '../menu/texts/en.ts';

export interface Notice {
  readonly title: string;
  readonly body: string;
  /** The import whose report opens on a click; null: the window alone. */
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

/** Shorter work, in ms, needs no notification. */
const LONG_MS = 10_000;

/** Notifies once for each finished job; returns the function that stops listening. */
export function tellFinishedWork({
  subscribe,
  isInFront,
  texts,
  show,
  now = () => Date.now(),
}: WorkNoticesParts): () => void {
  return subscribe((event) => {
    if (event.type !== 'job' || isInFront()) return;
    const notice = noticeOf(event.job, now(), texts());
    if (notice) show(notice);
  });
}

/** The notification for a job; null while it runs, after short work, and for a stopped job. */
export function noticeOf(job: Job, now: number, texts: DesktopTexts): Notice | null {
  if (job.state !== 'done' && job.state !== 'failed') return null;
  if (now - Date.parse(job.startedAt) < LONG_MS) return null;
  if (job.kind === 'import' || job.kind === 'sample') return ofImport(job, texts);
  return job.kind === 'export' ? ofExport(job, texts) : null;
}

function ofImport({ state, report, importId }: Job, texts: DesktopTexts): Notice {
  if (state === 'failed') return { title: texts.importStopped, body: texts.seeWhy, importId };
  const added = counted(texts, texts.nothingNew, texts.oneAdded, texts.someAdded, report?.generations.added ?? 0);
  return { title: texts.importFinished, body: added + toSee(texts, report?.problems.length ?? 0), importId };
}

function ofExport({ state, exported }: Job, texts: DesktopTexts): Notice {
  if (state === 'failed') return { title: texts.exportStopped, body: texts.seeWhy, importId: null };
  const written = exported?.generations ?? 0;
  const said = counted(texts, texts.nothingExported, texts.oneExported, texts.someExported, written);
  return { title: texts.exportFinished, body: said + toSee(texts, exported?.problems.length ?? 0), importId: null };
}

function toSee(texts: DesktopTexts, problems: number): string {
  return problems > 0 ? ` ${counted(texts, '', texts.oneToSee, texts.someToSee, problems)}` : '';
}

/**
 * Chooses one of three sentences: for none, for one, and for more with `{count}`. Enough for the supported languages.
 */
function counted({ locale }: DesktopTexts, none: string, one: string, more: string, count: number): string {
  if (count === 0) return none;
  return count === 1 ? one : more.replace('{count}', new Intl.NumberFormat(locale).format(count));
}
