/** The result on screen: what the query found in its order, closed stacks as one, open ones laid out. */
import type { UseQueryResult } from '@tanstack/react-query';
import type { Layout } from '../../src-main/contract/layout.ts';
import { useLayout } from '../api/queries.ts';
import { useView } from '../state/store.ts';
import { useOpenStacks, withOpenStacks } from './open-stacks.ts';

export type Result = Pick<UseQueryResult<Layout>, 'error' | 'isPending' | 'isPlaceholderData' | 'refetch'> & {
  readonly layout: Layout | undefined;
};

export function useResult(): Result {
  const q = useView((state) => state.q);
  const sort = useView((state) => state.sort);
  const seed = useView((state) => state.seed);
  const open = useOpenStacks();
  const { data, error, isPending, isPlaceholderData, refetch } = useLayout({ q, sort, seed, stacks: 'closed' });
  return { layout: data && withOpenStacks(data, open), error, isPending, isPlaceholderData, refetch };
}
