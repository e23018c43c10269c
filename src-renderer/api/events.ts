/** The page's ear: one stream of server events that keeps jobs, results, counts and posters up to date. */
import type { QueryClient } from '@tanstack/react-query';
import { type AppEvent, hasEnded, type Job } from '../../src-main/contract/job.ts';
import type { LibraryInfo, Settings } from '../../src-main/contract/library.ts';
import { catalogReplaced } from '../recovery/restoring.ts';
import { cardStore } from './cards.ts';
import { heard } from './job-news.ts';
import { libraryQuery } from './library-query.ts';
import { postersMade } from './posters.ts';

/** While an import runs the catalog changes many times a second; results follow at most this often. */
const REFRESH_MS = 600;

/** And what is compared picture by picture at most this often. */
const COMPARE_MS = 3_000;

/** What a change of the catalog makes out of date. */
const CATALOG_KEYS = [
  'library',
  'sources',
  'verification',
  'layout',
  'sidebar',
  'generation',
  'related',
  'imports',
  'journal',
  'suggest',
  'prompts',
  'people',
  'person',
  'statistics',
  'words',
  'duplicates',
  'organised',
  'count',
  'stack',
  'history',
] as const;

/** Listens until the returned function is called; after a lost connection everything is asked for again. */
export function listenToEvents(client: QueryClient): () => void {
  const source = new EventSource('/api/events');
  const refresh = throttle(() => refreshCatalog(client), REFRESH_MS);
  // Every picture that is made may look like another.
  const compare = throttle(() => void client.invalidateQueries({ queryKey: ['duplicates'] }), COMPARE_MS);
  let lost = false;
  source.onopen = () => {
    if (lost) refresh.run();
    lost = false;
  };
  source.onerror = () => {
    lost = true;
  };
  source.onmessage = (message: MessageEvent<string>) => {
    const event = JSON.parse(message.data) as AppEvent;
    if (event.type === 'welcome') void catchUp(client, event.revision, refresh.run);
    if (event.type === 'job') jobChanged(client, event.job);
    if (event.type === 'catalog') catalogChanged(client, event.revision, refresh.run);
    if (event.type === 'settings') settingsChanged(client, event.settings);
    if (event.type === 'replaced') catalogReplaced();
    if (event.type === 'posters') {
      postersMade(event.rowids);
      compare.run();
    }
  };
  return () => {
    refresh.cancel();
    compare.cancel();
    source.close();
  };
}

/**
 * What changed after the page's first questions and before the stream was open was told to nobody. Everything else is asked after the
 * library itself: when that is as new as the stream, nothing was missed.
 */
async function catchUp(client: QueryClient, revision: number, refresh: () => void): Promise<void> {
  void client.invalidateQueries({ queryKey: ['jobs'] });
  // A library that cannot be asked is told by the page, which asks again.
  const library = await client.ensureQueryData(libraryQuery).catch(() => null);
  if (library && library.revision < revision) refresh();
}

/**
 * A first question that is under way is not asked again, because it has no answer that could be out of date: an answer from before the
 * change would stay. So the change waits for it and is compared with it.
 */
function catalogChanged(client: QueryClient, revision: number, refresh: () => void): void {
  if (client.getQueryData(libraryQuery.queryKey) === undefined) void catchUp(client, revision, refresh);
  else refresh();
}

function refreshCatalog(client: QueryClient): void {
  cardStore.expire();
  for (const key of CATALOG_KEYS) void client.invalidateQueries({ queryKey: [key] });
}

/** Settings were changed in this page or in another. */
function settingsChanged(client: QueryClient, settings: Settings): void {
  client.setQueryData<LibraryInfo>(['library'], (info) => info && { ...info, settings: { ...settings, address: info.settings.address } });
}

function jobChanged(client: QueryClient, job: Job): void {
  client.setQueryData<readonly Job[]>(['jobs'], (jobs = []) => heard(jobs, job));
  if (!hasEnded(job)) return;
  for (const key of ['imports', 'sources', 'verification']) void client.invalidateQueries({ queryKey: [key] });
}

/** Runs at once, then at most once per `ms`, and always once more after the last call. */
function throttle(action: () => void, ms: number): { readonly run: () => void; readonly cancel: () => void } {
  let timer: ReturnType<typeof setTimeout> | null = null;
  let again = false;
  const fire = (): void => {
    again = false;
    action();
    timer = setTimeout(() => {
      timer = null;
      if (again) fire();
    }, ms);
  };
  return {
    run: () => {
      if (timer === null) fire();
      else again = true;
    },
    cancel: () => {
      if (timer !== null) clearTimeout(timer);
    },
  };
}
