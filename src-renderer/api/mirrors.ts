/** What is asked about second copies, as hooks. */
import {
  type UseMutationResult,
  type UseQueryResult,
  useMutation,
  useQuery,
  useQueryClient,
} from '@tanstack/react-query';
import type { Job } from '../../src-main/contract/library/job.ts';
import type { MirrorInfo, MirrorRunOptions, MirrorWish } from '../../src-main/contract/library/mirror.ts';
import { api } from './client.ts';
import { useJobStarter } from './queries.ts';

const KEY = ['mirrors'];

/** A drive that is plugged in is seen this soon, in ms. */
const LOOK_MS = 15_000;

export function useMirrors(): UseQueryResult<readonly MirrorInfo[]> {
  return useQuery({ queryKey: KEY, queryFn: ({ signal }) => api.mirrors(signal), refetchInterval: LOOK_MS });
}

/** Adds a second copy and begins to fill it. */
export function useAddMirror(): UseMutationResult<Job, Error, MirrorWish> {
  const client = useQueryClient();
  return useJobStarter(async (wish: MirrorWish) => {
    const { id } = await api.addMirror(wish);
    void client.invalidateQueries({ queryKey: KEY });
    return api.runMirror(id);
  });
}

export interface MirrorRun extends Partial<MirrorRunOptions> {
  readonly id: number;
}

export function useRunMirror(): UseMutationResult<Job, Error, MirrorRun> {
  return useJobStarter(({ id, ...options }: MirrorRun) => api.runMirror(id, options));
}

export function useCheckMirror(): UseMutationResult<Job, Error, number> {
  return useJobStarter(api.checkMirror);
}

export function useForgetMirror(): UseMutationResult<readonly MirrorInfo[], Error, number> {
  const client = useQueryClient();
  return useMutation({
    mutationFn: api.forgetMirror,
    onSuccess: (left) => client.setQueryData<readonly MirrorInfo[]>(KEY, left),
  });
}
