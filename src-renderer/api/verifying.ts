/** What the screens ask the server about verifying, as hooks. */
import {
  type UseMutationResult,
  type UseQueryResult,
  useMutation,
  useQuery,
  useQueryClient,
} from '@tanstack/react-query';
import type { Job } from '../../src-main/contract/library/job.ts';
import { hasEnded } from '../../src-main/contract/library/job.ts';
import type {
  FixityDecision,
  FixityResult,
  RestoreResult,
  Verification,
} from '../../src-main/contract/library/verification.ts';
import { api } from './client.ts';
import { useJobStarter, useJobs } from './queries.ts';

const KEY = ['verification'] as const;

export function useVerification(): UseQueryResult<Verification> {
  return useQuery({ queryKey: KEY, queryFn: ({ signal }) => api.verification(signal) });
}

/** The verification that runs or waits in this program; undefined for none. */
export function useVerifyJob(): Job | undefined {
  return useJobs().data?.find((job) => job.kind === 'verify' && !hasEnded(job));
}

/** Begins a verification, or goes on with one that did not end. */
export function useVerify(): UseMutationResult<
  Job,
  Error,
  { readonly sourceId: number | null; readonly resume: boolean }
> {
  return useJobStarter(api.verify);
}

/** Decides about changed originals. */
export function useDecide(): UseMutationResult<FixityResult, Error, FixityDecision> {
  const client = useQueryClient();
  return useMutation({ mutationFn: api.decide, onSettled: () => client.invalidateQueries({ queryKey: KEY }) });
}

export interface RestoreAsked {
  readonly fileId: number;
  readonly folder: string;
  readonly exactly: boolean;
}

/** Writes a good copy of an original into a folder. */
export function useRestore(): UseMutationResult<RestoreResult, Error, RestoreAsked> {
  return useMutation({ mutationFn: ({ fileId, folder, exactly }) => api.restoreOriginals([fileId], folder, exactly) });
}
