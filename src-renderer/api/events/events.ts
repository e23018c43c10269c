/** Listens to the event stream of the server and updates jobs, results, counts and posters. */
import type { QueryClient } from '@tanstack/react-query';
import { type AppEvent, hasEnded, type Job } from '../../../src-main/contract/library/job.ts';
import type { LibraryInfo, Settings } from '../../../src-main/contract/library/library.ts';
import { catalogReplaced } from '../../recovery/restoring.ts';
import { postersMade } from '../cards/posters.ts';
import { libraryQuery } from '../library-query.ts';
import { isStartKept } from '../start/started.ts';
import { askAnew } from './ask-anew.ts';
import { editHeard, everythingChanges, refresh, throttle } from './changes.ts';
import { heard } from './job-news.ts';

/** The shortest time between two requests for possible duplicates while previews are made, in ms. */
const COMPARE_MS = 3_000;

type CatalogEvent = Extract<AppEvent, { type: 'catalog' }>;

/** Listens until the returned function is called. After a lost connection everything is refetched. */
export function listenToEvents(client: QueryClient): () => void {
  const source = new EventSource('/api/events');
  const everything = everythingChanges(client);
  // Every new picture may be a duplicate of another.
  const compare = throttle(() => void client.invalidateQueries({ queryKey: ['duplicates'] }), COMPARE_MS);
  let lost = false;
  source.onopen = () => {
    if (lost) everything.run();
    lost = false;
  };
  source.onerror = () => {
    lost = true;
  };
  source.onmessage = (message: MessageEvent<string>) => {
    const event = JSON.parse(message.data) as AppEvent;
    if (event.type === 'welcome') {
      jobsListed(client, event.jobs);
      void catchUp(client, event.revision, everything.run);
      void settingsChanged(client, event.settings);
    }
    if (event.type === 'job') jobChanged(client, event.job);
    if (event.type === 'catalog') catalogChanged(client, event, everything.run);
    if (event.type === 'settings') void settingsChanged(client, event.settings);
    if (event.type === 'replaced') catalogReplaced();
    if (event.type === 'posters') {
      postersMade(event.rowids);
      compare.run();
    }
  };
  return () => {
    everything.cancel();
    compare.cancel();
    source.close();
  };
}

/**
 * What changed after the page's first questions and before the stream was open was told to nobody. Everything else is
 * asked after the library itself: when that is as new as the stream, nothing was missed.
 */
async function catchUp(client: QueryClient, revision: number, refresh: () => void): Promise<void> {
  // A library that cannot be asked is told by the page, which asks again.
  const library = await client.ensureQueryData(libraryQuery).catch(() => null);
  if (library && library.revision < revision) refresh();
  else if (isStartKept()) askAnew(client, { queryKey: ['library'] });
}

function catalogChanged(client: QueryClient, { scope, edit, revision }: CatalogEvent, everything: () => void): void {
  if (edit) editHeard(client, { revision, scope });
  else if (scope.parts.includes('archive')) everything();
  else refresh(client, scope);
}

/**
 * Settings were changed in this page or in another. An answer that is under way may be older than the event: the
 * settings of the event are put in after it.
 */
async function settingsChanged(client: QueryClient, settings: Settings): Promise<void> {
  await client
    .getQueryCache()
    .find(libraryQuery)
    ?.promise?.catch(() => {});
  client.setQueryData<LibraryInfo>(
    ['library'],
    (info) => info && { ...info, settings: { ...settings, address: info.settings.address } },
  );
}

/** The jobs of this moment. An answer that is under way may be older: then they are asked for after it. */
function jobsListed(client: QueryClient, jobs: readonly Job[]): void {
  if (client.isFetching({ queryKey: ['jobs'] }) > 0) askAnew(client, { queryKey: ['jobs'] });
  else client.setQueryData<readonly Job[]>(['jobs'], jobs);
}

function jobChanged(client: QueryClient, job: Job): void {
  client.setQueryData<readonly Job[]>(['jobs'], (jobs = []) => heard(jobs, job));
  if (!hasEnded(job)) return;
  for (const key of ['imports', 'sources', 'verification', 'mirrors']) askAnew(client, { queryKey: [key] });
}
