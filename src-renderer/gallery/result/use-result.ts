/** The result on screen: the found items in order, closed stacks as one item, open stacks with all items. */
import type { UseQueryResult } from '@tanstack/react-query';
import type { Layout } from '../../../src-main/contract/items/layout.ts';
import type { Understanding } from '../../../src-main/contract/searching/search.ts';
import { type Answer, useAnswer } from '../../api/result/results.ts';
import { useOpenStacks, withOpenStacks } from './open-stacks.ts';

export type Result = Pick<UseQueryResult<Answer>, 'error' | 'isPending' | 'isPlaceholderData' | 'refetch'> & {
  readonly layout: Layout | undefined;
  readonly understanding: Understanding | undefined;
  /** The number of found items; undefined while the layout is missing or only the beginning of the result. */
  readonly total: number | undefined;
};

export function useResult(): Result {
  const open = useOpenStacks();
  const { data, error, isPending, isPlaceholderData, refetch } = useAnswer();
  return {
    layout: data && withOpenStacks(data.layout, open),
    understanding: data?.understanding,
    total: data?.total ?? undefined,
    error,
    isPending,
    isPlaceholderData,
    refetch,
  };
}
