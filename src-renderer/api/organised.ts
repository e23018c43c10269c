/** How the library is put in order, as hooks: tags, collections, saved searches, stacks, and what was done. */
import {
  type UseMutationResult,
  type UseQueryResult,
  useMutation,
  useQuery,
  useQueryClient,
} from '@tanstack/react-query';
import type { ArrangementInput, EditResult, HistoryEntry, Selection } from '../../src-main/contract/organising/edit.ts';
import type { Membership, Organised, Stack } from '../../src-main/contract/organising/organised.ts';
import { api } from './client.ts';
import { tookEffect } from './edits.ts';
import { ownEdit } from './events/changes.ts';

/** Tags with colours and aliases, the person's collections and saved searches, in their order. */
export function useOrganised(): UseQueryResult<Organised> {
  return useQuery({ queryKey: ['organised'], queryFn: ({ signal }) => api.organised(signal) });
}

/** How many generations a query finds; asked only while somebody looks. */
export function useCountOf(q: string): number | null {
  const page = useQuery({
    queryKey: ['count', q],
    queryFn: ({ signal }) => api.cards({ q, sort: 'newest', seed: 0, limit: 1, offset: 0 }, signal),
    select: ({ total }) => total,
    gcTime: 60_000,
  });
  return page.data ?? null;
}

/** How many of the chosen items each collection holds, asked anew whenever somebody looks. */
export function useMembership(selection: Selection): Membership | undefined {
  return useQuery({
    queryKey: ['membership', selection],
    queryFn: () => api.memberships(selection),
    staleTime: 0,
    gcTime: 0,
  }).data;
}

/** The stack an item belongs to, null for none; asks nothing for null. */
export function useStack(rowid: number | null): UseQueryResult<Stack | null> {
  return useQuery({
    queryKey: ['stack', rowid],
    queryFn: ({ signal }) => api.stack(rowid ?? 0, signal),
    enabled: rowid !== null,
  });
}

/** What was done, latest first. */
export function useHistory(): UseQueryResult<readonly HistoryEntry[]> {
  return useQuery({ queryKey: ['history'], queryFn: ({ signal }) => api.history(signal) });
}

/** Changes tags, collections and saved searches themselves; what shows them is asked for again. */
export function useArrange(): UseMutationResult<EditResult, Error, ArrangementInput> {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (arrangement) => ownEdit(client, () => api.arrange(arrangement)),
    onSuccess: (result) => tookEffect(client, result),
  });
}
