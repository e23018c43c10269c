/** What the screens of sources and reports ask the server, as hooks. */
import {
  keepPreviousData,
  type UseMutationResult,
  type UseQueryResult,
  useMutation,
  useQuery,
  useQueryClient,
} from '@tanstack/react-query';
import type { FileOutcomePage } from '../../src-main/contract/archive/file-outcome.ts';
import type { Job } from '../../src-main/contract/library/job.ts';
import type { SourceChange, SourceInfo } from '../../src-main/contract/library/library.ts';
import { type AskedFileOutcomes, api } from './client.ts';
import { useJobStarter } from './queries.ts';

export function useSources(): UseQueryResult<readonly SourceInfo[]> {
  return useQuery({ queryKey: ['sources'], queryFn: ({ signal }) => api.sources(signal) });
}

/** Reads sources again; null: all of them. */
export function useRescan(): UseMutationResult<Job, Error, readonly number[] | null> {
  return useJobStarter(api.rescan);
}

export function useRemoveSource(): UseMutationResult<Job, Error, number> {
  return useJobStarter(api.removeSource);
}

export function useMoveSource(): UseMutationResult<Job, Error, { readonly id: number; readonly path: string }> {
  return useJobStarter(({ id, path }) => api.moveSource(id, path));
}

/** Changes how a source is read or whether it is watched; applies at once and goes back when it fails. */
export function useChangeSource(): UseMutationResult<
  SourceInfo,
  Error,
  { readonly id: number; readonly change: SourceChange }
> {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ id, change }) => api.changeSource(id, change),
    onMutate: ({ id, change: { watched } }) => {
      if (watched === undefined) return;
      client.setQueryData<readonly SourceInfo[]>(['sources'], (sources) =>
        sources?.map((source) => (source.id === id ? { ...source, watched } : source)),
      );
    },
    onSettled: () => client.invalidateQueries({ queryKey: ['sources'] }),
  });
}

/** A page of an import's files; the last page stays while the next is on its way. */
export function useFileOutcomes(
  importId: number,
  asked: AskedFileOutcomes,
  offset: number,
  limit: number,
): UseQueryResult<FileOutcomePage> {
  return useQuery({
    queryKey: ['file-outcomes', importId, asked, offset, limit],
    queryFn: ({ signal }) => api.fileOutcomes(importId, { ...asked, offset, limit }, signal),
    placeholderData: keepPreviousData,
    gcTime: 60_000,
  });
}
