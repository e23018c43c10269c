/** What components ask the server, as hooks: each answer is cached until an event says that it changed. Edits are in edits.ts. */

import type { UseMutationResult } from '@tanstack/react-query';
import { keepPreviousData, QueryClient, type UseQueryResult, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { LostCode } from '../../src-main/contract/backups.ts';
import type { EditResult } from '../../src-main/contract/edit.ts';
import type { GenerationDetail } from '../../src-main/contract/generation.ts';
import type { Job } from '../../src-main/contract/job.ts';
import type { Layout } from '../../src-main/contract/layout.ts';
import type { FolderListing, LibraryInfo, Settings } from '../../src-main/contract/library.ts';
import type { StoredImport } from '../../src-main/contract/report.ts';
import type { Correction, Query, SidebarCounts, Suggestion, Understanding } from '../../src-main/contract/search.ts';
import { ApiError, api } from './client.ts';
import { answered, useSeenJobs } from './job-news.ts';
import { libraryQuery } from './library-query.ts';

/** A library that waits for its way back answers the same however often it is asked. */
export const isLost = (error: unknown): boolean => error instanceof ApiError && LostCode.safeParse(error.code).success;

const isWorthASecondTry = (failures: number, error: unknown): boolean => failures < 1 && !isLost(error);

/** Answers stay fresh until an event invalidates them; nothing is asked again by itself. */
export function createQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: { staleTime: Number.POSITIVE_INFINITY, refetchOnWindowFocus: false, retry: isWorthASecondTry, networkMode: 'always' },
      mutations: { networkMode: 'always' },
    },
  });
}

/** An empty library is asked again, in ms: after a cold start a page that misses the end of the first import would stay empty for good. */
const EMPTY_MS = 2_000;

export function useLibrary(): UseQueryResult<LibraryInfo> {
  return useQuery({ ...libraryQuery, refetchInterval: ({ state }) => (state.data?.total === 0 ? EMPTY_MS : false) });
}

/** The settings, undefined until the library answered. */
export function useSettings(): Settings | undefined {
  return useLibrary().data?.settings;
}

/** Saves settings; they apply at once and go back when saving fails. */
export function useSaveSettings(): UseMutationResult<Settings, Error, Partial<Settings>> {
  const client = useQueryClient();
  const put = (change: Partial<Settings>): void => {
    client.setQueryData<LibraryInfo>(['library'], (info) => info && { ...info, settings: { ...info.settings, ...change } });
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
  return useQuery({ queryKey: ['sidebar', q], queryFn: ({ signal }) => api.sidebar(q, signal), placeholderData: keepPreviousData });
}

/** Chips, messages and the terms to highlight. */
export function useUnderstanding(q: string): UseQueryResult<Understanding> {
  return useQuery({ queryKey: ['understand', q], queryFn: ({ signal }) => api.understand(q, signal), placeholderData: keepPreviousData });
}

/** The name under which a layout is cached. */
export const layoutKey = ({ q, sort, seed }: Query): readonly unknown[] => ['layout', q, sort, sort === 'random' ? seed : 0];

/** A whole result's skeleton; the last one stays while the next is on its way. */
export function useLayout(query: Query): UseQueryResult<Layout> {
  const { q, sort, seed, stacks } = query;
  const fixed = sort === 'random' ? seed : 0;
  return useQuery({
    queryKey: layoutKey(query),
    queryFn: ({ signal }) => api.layout({ q, sort, seed: fixed, stacks }, signal),
    placeholderData: keepPreviousData,
    structuralSharing: (before, after) => (isSameLayout(before as Layout | undefined, after as Layout) ? before : after),
    gcTime: 60_000,
  });
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
    queryFn: ({ signal }) => api.didYouMean(q, signal),
    enabled: q.trim() !== '',
    gcTime: 30_000,
  });
}

export function useSuggest(q: string, cursor: number, enabled = true): UseQueryResult<readonly Suggestion[]> {
  return useQuery({
    queryKey: ['suggest', q, cursor],
    queryFn: ({ signal }) => api.suggest(q, cursor, signal),
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

/** What undo and redo would do next. */
export function useJournal(): UseQueryResult<EditResult> {
  return useQuery({ queryKey: ['journal'], queryFn: ({ signal }) => api.journal(signal) });
}

/** The folders and zips under a path; null for the places to begin with. Only the browser door answers. */
export function useFolders(path: string | null, enabled = true): UseQueryResult<FolderListing> {
  return useQuery({ queryKey: ['folders', path], queryFn: ({ signal }) => api.folders(path, signal), enabled, staleTime: 0 });
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

function isSameLayout(before: Layout | undefined, after: Layout): boolean {
  if (!before || before.ids.length !== after.ids.length || before.days.length !== after.days.length) return false;
  const sameDays = before.days.every(([day, count], i) => day === after.days[i]?.[0] && count === after.days[i]?.[1]);
  return sameDays && isSameArray(before.ids, after.ids) && isSameArray(before.aspects, after.aspects);
}

function isSameArray(a: Uint32Array | Uint8Array, b: Uint32Array | Uint8Array): boolean {
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return false;
  return true;
}
