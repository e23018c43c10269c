/** What an export would be, asked anew when somebody stops typing. */
import { keepPreviousData, type UseQueryResult, useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import type { ExportPlan, ExportQuestion } from '../../src-main/contract/items/export.ts';
import { api } from '../api/client.ts';

/** A pause between two strokes that is none. */
const PAUSE_MS = 250;

export interface Planned extends Pick<UseQueryResult<ExportPlan>, 'data' | 'error'> {
  /** Whether `data` is about the question as it stands now. */
  readonly isCurrent: boolean;
}

/** @param question null while there is nothing to ask */
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
    // Folders change behind our back.
    staleTime: 0,
    gcTime: 0,
  });
  return { data, error, isCurrent: asked === text && !isPlaceholderData && !isFetching };
}
