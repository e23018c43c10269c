/** The question about the library itself: the first of every page. */
import type { Job } from '../../src-main/contract/library/job.ts';
import type { LibraryInfo } from '../../src-main/contract/library/library.ts';
import type { Organised } from '../../src-main/contract/organising/organised.ts';
import { api } from './client.ts';
import { queryClient } from './query-client.ts';
import { isStartCurrent, takeHead } from './start/started.ts';

export const libraryQuery = {
  queryKey: ['library'],
  queryFn: ({ signal }: { readonly signal: AbortSignal }): Promise<LibraryInfo> => started() ?? api.library(signal),
};

/** The library from the answer with the first screen, whose lists are put into the cache. */
function started(): Promise<LibraryInfo> | undefined {
  return takeHead()?.then(({ library, organised, jobs }) => {
    if (isStartCurrent()) {
      queryClient.setQueryData<Organised>(['organised'], (known) => known ?? organised);
      queryClient.setQueryData<readonly Job[]>(['jobs'], (known) => known ?? jobs);
    }
    return library;
  });
}
