/** The question about the library itself: the first of every page. */
import type { LibraryInfo } from '../../src-main/contract/library/library.ts';
import { api } from './client.ts';

export const libraryQuery = {
  queryKey: ['library'],
  queryFn: ({ signal }: { readonly signal: AbortSignal }): Promise<LibraryInfo> => api.library(signal),
};
