/** What the screens that see the library as a whole ask the server, as hooks. */
import { keepPreviousData, type UseQueryResult, useQuery } from '@tanstack/react-query';
import type {
  Duplicates,
  FamilyMember,
  FrequentWords,
  Kinship,
  Person,
  PersonPage,
  Statistics,
} from '../../src-main/contract/organising/insights.ts';
import type { PromptGroups, PromptOrder } from '../../src-main/contract/organising/prompts.ts';
import { api } from './client.ts';

/** How long the page waits before it asks how far the reading of words has come, in ms. */
const READING_MS = 60;

/** Every distinct prompt of a result with its variations; the last ones stay while the next are on their way. */
export function usePrompts(q: string, order: PromptOrder): UseQueryResult<PromptGroups> {
  return useQuery({
    queryKey: ['prompts', q, order],
    queryFn: ({ signal }) => api.prompts(q, order, signal),
    placeholderData: keepPreviousData,
    structuralSharing: false,
    gcTime: 60_000,
  });
}

export function usePeople(q: string): UseQueryResult<readonly Person[]> {
  return useQuery({
    queryKey: ['people', q],
    queryFn: ({ signal }) => api.people(q, signal),
    placeholderData: keepPreviousData,
  });
}

export function usePerson(name: string): UseQueryResult<PersonPage> {
  return useQuery({ queryKey: ['person', name], queryFn: ({ signal }) => api.person(name, signal) });
}

export function useStatistics(q: string): UseQueryResult<Statistics> {
  return useQuery({
    queryKey: ['statistics', q],
    queryFn: ({ signal }) => api.statistics(q, signal),
    placeholderData: keepPreviousData,
  });
}

/** Asks again until the library's texts were read. */
export function useFrequentWords(q: string): UseQueryResult<FrequentWords> {
  return useQuery({
    queryKey: ['words', q],
    queryFn: ({ signal }) => api.frequentWords(q, signal),
    refetchInterval: ({ state }) => (state.data?.isReading ? READING_MS : false),
    placeholderData: keepPreviousData,
  });
}

/** Rowids kin to a generation, without itself. */
export function useKin(rowid: number, by: Kinship): UseQueryResult<readonly number[]> {
  return useQuery({ queryKey: ['related', rowid, by], queryFn: ({ signal }) => api.related(rowid, by, signal) });
}

export function useFamily(rowid: number): UseQueryResult<readonly FamilyMember[]> {
  return useQuery({ queryKey: ['related', rowid, 'family'], queryFn: ({ signal }) => api.family(rowid, signal) });
}

export function useDuplicates(q: string): UseQueryResult<Duplicates> {
  return useQuery({
    queryKey: ['duplicates', q],
    queryFn: ({ signal }) => api.duplicates(q, signal),
    placeholderData: keepPreviousData,
  });
}
