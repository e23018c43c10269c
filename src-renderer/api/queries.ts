/**
 * What components ask the server, as hooks: each answer is cached until an event says that it changed. Edits are in
 * edits.ts.
 */

import type { UseMutationResult } from '@tanstack/react-query';
import { keepPreviousData, type UseQueryResult, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { StoredImport } from '../../src-main/contract/archive/report.ts';
import type { GenerationDetail } from '../../src-main/contract/items/generation.ts';
import type { Job } from '../../src-main/contract/library/job.ts';
import type { FolderListing, LibraryInfo, Settings } from '../../src-main/contract/library/library.ts';
import type { Correction, SidebarCounts, Suggestion } from '../../src-main/contract/searching/search.ts';
import { nextPaint } from '../design/next-paint.ts';
import { api } from './client.ts';
import { answered, useSeenJobs } from './events/job-news.ts';
import { libraryQuery } from './library-query.ts';
import { queryClient } from './query-client.ts';
import { openBeside } from './result/beside.ts';
import { resultLane } from './result/results.ts';
import { takeCounts } from './start/started.ts';

const beside = openBeside(api.beside, async () => {
  // Until there are counts of the whole library the sidebar is empty: they are not held back.
  if (queryClient.getQueryData(['sidebar', '']) === undefined) return;
  do {
    await resultLane.idle();
    await nextPaint();
  } while (resultLane.isBusy());
});

export function useLibrary(): UseQueryResult<LibraryInfo> {
  return useQuery(libraryQuery);
}

/** The settings, undefined until the library answered. */
export function useSettings(): Settings | undefined {
  return useLibrary().data?.settings;
}

/** Saves settings; they apply at once and go back when saving fails. */
export function useSaveSettings(): UseMutationResult<Settings, Error, Partial<Settings>> {
  const client = useQueryClient();
  const put = (change: Partial<Settings>): void => {
    client.setQueryData<LibraryInfo>(
      ['library'],
      (info) => info && { ...info, settings: { ...info.settings, ...change } },
    );
  };
  return useMutation({
    mutationFn: api.saveSettings,
    onMutate: put,
    onSuccess: put,
    onError: () => client.invalidateQueries({ queryKey: ['library'] }),
  });
}

/** Counts for every line of the sidebar; the last counts stay while new ones are on their way. */
export function useSidebar(q: string): UseQueryResult<SidebarCounts> {
  return useQuery({
    queryKey: ['sidebar', q],
    queryFn: async ({ signal }) => (await takeCounts(q)) ?? beside.counts(q, signal),
    placeholderData: keepPreviousData,
    gcTime: 60_000,
  });
}

/** How many bytes the previews take. */
export function usePreviewBytes(): number | undefined {
  return useQuery({ queryKey: ['preview-bytes'], queryFn: ({ signal }) => api.previewBytes(signal), staleTime: 0 })
    .data;
}

/** Everything about one generation; asks nothing for null. */
export function useGeneration(rowid: number | null): UseQueryResult<GenerationDetail> {
  return useQuery({
    queryKey: ['generation', rowid],
    queryFn: ({ signal }) => api.generation(rowid ?? 0, signal),
    enabled: rowid !== null,
  });
}

/** Queries that may have been meant by one that finds nothing. */
export function useCorrections(q: string): UseQueryResult<readonly Correction[]> {
  return useQuery({
    queryKey: ['did-you-mean', q],
    queryFn: ({ signal }) => beside.corrections(q, signal),
    enabled: q.trim() !== '',
    gcTime: 30_000,
  });
}

export function useSuggest(q: string, cursor: number, enabled = true): UseQueryResult<readonly Suggestion[]> {
  return useQuery({
    queryKey: ['suggest', q, cursor],
    queryFn: ({ signal }) => beside.suggestions(q, cursor, signal),
    enabled,
    placeholderData: keepPreviousData,
    gcTime: 30_000,
  });
}

/** Every job of this run of the program; kept current by events. */
export function useJobs(): UseQueryResult<readonly Job[]> {
  return useQuery({ queryKey: ['jobs'], queryFn: ({ signal }) => api.jobs(signal) });
}

export function useImports(): UseQueryResult<readonly StoredImport[]> {
  return useQuery({ queryKey: ['imports'], queryFn: ({ signal }) => api.imports(signal) });
}

/** The folders and zips under a path; null for the places to begin with. Only the browser door answers. */
export function useFolders(path: string | null, enabled = true): UseQueryResult<FolderListing> {
  return useQuery({
    queryKey: ['folders', path],
    queryFn: ({ signal }) => api.folders(path, signal),
    enabled,
    staleTime: 0,
  });
}

/** Starts an import of the paths. */
export function useImport(): UseMutationResult<Job, Error, readonly string[]> {
  return useJobStarter((paths: readonly string[]) => api.import(paths));
}

/** Makes the sample archive and imports it. */
export function useSample(): UseMutationResult<Job, Error, void> {
  return useJobStarter(() => api.sample());
}

export function useCancelJob(): UseMutationResult<Job, Error, string> {
  return useJobStarter((id: string) => api.cancelJob(id));
}

/** A mutation that starts a job, which is listed at once. */
export function useJobStarter<T>(mutationFn: (argument: T) => Promise<Job>): UseMutationResult<Job, Error, T> {
  const client = useQueryClient();
  return useMutation({
    mutationFn,
    onSuccess: (job) => {
      useSeenJobs.getState().add(job.id);
      client.setQueryData<readonly Job[]>(['jobs'], (jobs = []) => answered(jobs, job));
    },
  });
}
