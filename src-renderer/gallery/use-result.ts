/** The result on screen: the found items in order, closed stacks as one item, open stacks with all items. */
import type { UseQueryResult } from '@tanstack/react-query';
import type { Layout } from '../../src-main/contract/layout.ts';
import { useLayout } from '../api/queries.ts';
import { useView } from '../state/store.ts';
import { useOpenStacks, withOpenStacks } from './open-stacks.ts';
import { useBeginning } from './use-beginning.ts';

export type Result = Pick<UseQueryResult<Layout>, 'error' | 'isPending' | 'isPlaceholderData' | 'refetch'> & {
  readonly layout: Layout | undefined;
  /** Whether the layout is only the beginning of the result and the rest is loading. */
  readonly isBegun: boolean;
};

export function useResult(): Result {
  const q = useView((state) => state.q);
  const sort = useView((state) => state.sort);
  const seed = useView((state) => state.seed);
  const open = useOpenStacks();
  const query = { q, sort, seed, stacks: 'closed' } as const;
  const begun = useBeginning(query);
  const { data, error, isPending, isPlaceholderData, refetch } = useLayout(query);
  const isBegun = begun !== undefined && (isPending || isPlaceholderData);
  const layout = isBegun ? begun : data;
  return { layout: layout && withOpenStacks(layout, open), isBegun, error, isPending, isPlaceholderData, refetch };
}
