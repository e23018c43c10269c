/** The plan of an export; it is requested again after a pause in typing. */
import { keepPreviousData, type UseQueryResult, useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import type { ExportPlan, ExportQuestion } from '../../src-main/contract/items/export.ts';
import { api } from '../api/client.ts';

/** The pause in typing before a request, in ms. */
const PAUSE_MS = 250;

export interface Planned extends Pick<UseQueryResult<ExportPlan>, 'data' | 'error'> {
  /** Whether `data` answers the current question. */
  readonly isCurrent: boolean;
}

/** @param question null for no request */
export function usePlan(question: ExportQuestion | null): Planned {
  const text = JSON.stringify(question);
  const [asked, setAsked] = useState(text);
  useEffect(() => {
    if (asked === text) return;
    const pause = setTimeout(() => setAsked(text), PAUSE_MS);
    return () => clearTimeout(pause);
  }, [asked, text]);
  const { data, error, isPlaceholderData, isFetching } = useQuery({
    queryKey: ['export-plan', asked],
    queryFn: ({ signal }) => api.exportPlan(JSON.parse(asked) as ExportQuestion, signal),
    enabled: asked !== 'null',
    placeholderData: keepPreviousData,
    retry: false,
    // Other programs change folders, so an answer is never reused.
    staleTime: 0,
    gcTime: 0,
  });
  return { data, error, isCurrent: asked === text && !isPlaceholderData && !isFetching };
}
